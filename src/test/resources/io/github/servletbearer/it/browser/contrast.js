// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// The visible texts of a page that stand out too little from what is behind them, one line each:
// the ratio of WCAG 2.1 (1.4.3), the text, and the classes of its element. Controls that are
// switched off need no contrast there. The argument is the ratio wanted.
const wanted = arguments[0];

/** A colour as [red, green, blue, alpha], each 0 to 1. */
function parse(colour) {
  const numbers = colour.match(/[\d.]+/g).map(Number);
  const alpha = numbers.length > 3 ? numbers[3] : 1;
  return numbers.slice(0, 3).map((each) => each / 255).concat(alpha);
}

function over(front, back) {
  const alpha = front[3];
  return [0, 1, 2].map((i) => front[i] * alpha + back[i] * (1 - alpha)).concat(1);
}

/** What is behind the text of an element: the backgrounds of all around it, the page's at last. */
function ground(element) {
  const layers = [];
  for (let each = element; each; each = each.parentElement) {
    layers.push(parse(getComputedStyle(each).backgroundColor));
  }
  return layers.reduceRight((back, layer) => over(layer, back), [1, 1, 1, 1]);
}

function opacity(element) {
  let product = 1;
  for (let each = element; each; each = each.parentElement) {
    product *= Number(getComputedStyle(each).opacity);
  }
  return product;
}

function luminance(colour) {
  const [red, green, blue] = colour.map((each) =>
    each <= 0.04045 ? each / 12.92 : Math.pow((each + 0.055) / 1.055, 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(element) {
  const back = ground(element);
  const colour = parse(getComputedStyle(element).color);
  colour[3] *= opacity(element);
  const [low, high] = [luminance(over(colour, back)), luminance(back)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const faint = new Set();
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const text = texts.currentNode.data.trim();
  const element = texts.currentNode.parentElement;
  const shown = element.checkVisibility({visibilityProperty: true, opacityProperty: true});
  if (text && shown && !element.closest(':disabled')) {
    const found = ratio(element);
    if (found < wanted) {
      faint.add(`${found.toFixed(1)} ${text.slice(0, 40)} [${element.localName}.${element.className}]`);
    }
  }
}
return [...faint];
