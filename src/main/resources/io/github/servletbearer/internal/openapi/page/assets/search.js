// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// A plugin of Swagger UI: a search box above many operations. Where there are very many, tags are
// folded until they are unfolded or have something that was searched.

const MANY = 20; // more operations than these have a box
const VERY_MANY = 40; // the tags of more than these are folded
const PAUSE = 150; // milliseconds without a key before the list follows

const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter((word) => word);

/** Where Swagger UI keeps whether a tag is unfolded. */
const isTag = (thing) => Array.isArray(thing) && thing[0] === 'operations-tag';

/** The same for the time of a search: what is folded then is as it was before, afterwards. */
const duringSearch = (phrase, [, tag]) => ['search', phrase, tag];

/** By operation, the text that is searched, without its tag: it may have several. */
const texts = new WeakMap();

function textOf(listed) {
  if (!texts.has(listed)) {
    const {path, method, operation} = listed.toObject();
    const all = [path, method, operation.get('summary'), operation.get('operationId')];
    texts.set(listed, all.join('\n').toLowerCase());
  }
  return texts.get(listed);
}

/** The operations by tag that have all words of the phrase. Swagger UI calls it by this name. */
function opsFilter(taggedOps, phrase) {
  const words = wordsOf(phrase);
  const matches = (tag) => (listed) =>
    words.every((word) => tag.includes(word) || textOf(listed).includes(word));
  return taggedOps
    .map((group, tag) => group.update('operations', (all) => all.filter(matches(tag.toLowerCase()))))
    .filter((group) => !group.get('operations').isEmpty());
}

/** How many there are; one with several tags is one. */
function count(taggedOps) {
  const found = new Set();
  taggedOps.forEach((group) =>
    group.get('operations').forEach((each) => {
      found.add(each.get('method') + ' ' + each.get('path'));
    })
  );
  return found.size;
}

function wrapBox(Original, {React, layoutActions, layoutSelectors, specSelectors}) {
  const h = React.createElement;

  return () => {
    const [text, setText] = React.useState('');
    const phrase = wordsOf(text).join(' ');
    React.useEffect(() => {
      const follow = () => layoutActions.updateFilter(phrase);
      const timer = phrase === (layoutSelectors.currentFilter() || '') ? 0 : window.setTimeout(follow, PAUSE);
      return () => window.clearTimeout(timer);
    }, [phrase]);
    const all = specSelectors.operations().size;
    if (all <= MANY) {
      return null;
    }
    const found = layoutSelectors.currentFilter() ? `${count(specSelectors.taggedOperations())} of ` : '';
    return h(
      'div',
      {className: 'wrapper search', role: 'search'},
      h('label', {htmlFor: 'search'}, 'Search operations'),
      h('input', {
        id: 'search',
        type: 'search',
        value: text,
        placeholder: 'Path, method, tag, summary or id',
        autoCapitalize: 'none',
        autoComplete: 'off',
        spellCheck: false,
        onChange: (event) => setText(event.target.value),
        onKeyDown: (event) => event.key === 'Escape' && setText('')
      }),
      h('p', {role: 'status'}, `${found}${all} operations`)
    );
  };
}

/** Swagger UI would say that the document has no operations. */
function wrapList(Original, {React, layoutSelectors, specSelectors}) {
  const h = React.createElement;
  return (props) =>
    layoutSelectors.currentFilter() && specSelectors.taggedOperations().isEmpty()
      ? h('p', {className: 'search-nothing'}, 'No operation has all these words.')
      : h(Original, props);
}

/** Every tag is unfolded in a search, and else those of a short list, unless somebody said otherwise. */
const isShown = (original, {specSelectors}) => (state, thing, otherwise) => {
  const phrase = state.get('filter');
  if (!isTag(thing)) {
    return original(thing, otherwise);
  }
  return phrase
    ? original(duringSearch(phrase, thing), true)
    : original(thing, otherwise && specSelectors.operations().size <= VERY_MANY);
};

const show = (original, {layoutSelectors}) => (thing, shown) => {
  const phrase = layoutSelectors.currentFilter();
  return original(phrase && isTag(thing) ? duringSearch(phrase, thing) : thing, shown);
};

export function search() {
  return {
    fn: {opsFilter},
    wrapComponents: {FilterContainer: wrapBox, operations: wrapList},
    statePlugins: {layout: {wrapSelectors: {isShown}, wrapActions: {show}}}
  };
}
