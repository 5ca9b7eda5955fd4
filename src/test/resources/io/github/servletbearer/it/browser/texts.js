// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// The visible texts of a page from its top down to a height in pixels, one line for each block.
const end = arguments[0];

/** The element that begins a line of its own. */
function block(node) {
  let element = node.parentElement;
  while (getComputedStyle(element).display.startsWith('inline')) {
    element = element.parentElement;
  }
  return element;
}

/** Not what only a screen reader is told: its element has the size of a pixel. */
function isVisible(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = [range.getBoundingClientRect(), node.parentElement.getBoundingClientRect()];
  return boxes.every((box) => box.width > 1 && box.height > 1 && box.top + scrollY < end)
      && node.parentElement.checkVisibility({opacityProperty: true, visibilityProperty: true});
}

const lines = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let last = null;
while (walker.nextNode()) {
  const node = walker.currentNode;
  if (node.textContent.trim() && isVisible(node)) {
    const here = block(node);
    if (here === last) {
      lines[lines.length - 1] += node.textContent;
    } else {
      lines.push(node.textContent);
    }
    last = here;
  }
}
return lines.map((line) => line.replace(/\s+/g, ' ').trim());
