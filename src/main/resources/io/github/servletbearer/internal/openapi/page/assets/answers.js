// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// A plugin of Swagger UI: long answers. To colour one of two megabytes holds the tab for a minute, so
// they are shown as they are, and very long ones not to their end.

const MOST_COLOURED = 100_000; // characters
const MOST_SHOWN = 1_000_000;
const MORE = '\n... This is the beginning of a long answer; Download has all of it.';

function wrapText(Original, {React, getComponent}) {
  return (props) => {
    const text = String(props.children);
    if (text.length <= MOST_COLOURED) {
      return React.createElement(Original, props);
    }
    const shown = text.length <= MOST_SHOWN ? text : text.slice(0, MOST_SHOWN) + MORE;
    return React.createElement(getComponent('PlainTextViewer'), null, shown);
  };
}

export function answers() {
  return {wrapComponents: {SyntaxHighlighter: wrapText}};
}
