// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// Where an identity provider leads back to after a login (RFC 6749 4.1.2): hands its answer to the
// docs page and closes the window.

import {give} from './handover.js';

const PATIENCE = 3000; // milliseconds; a sleeping tab may take longer, and its answer still counts

/** The provider answers in the query, or in the fragment if that was requested. */
function answerOf({search, hash}) {
  const fields = new URLSearchParams(hash.includes('state=') ? hash.slice(1) : search);
  const names = ['state', 'iss', 'code', 'error', 'error_description', 'error_uri'];
  return Object.fromEntries(names.map((name) => [name, fields.get(name) || '']));
}

function show(id) {
  for (const text of document.querySelectorAll('main p')) {
    text.hidden = text.id !== id;
  }
}

const answer = answerOf(window.location);
const page = window.location.pathname;
window.history.replaceState(null, '', page); // so that the code does not stay in the address
if (!answer.state || !(answer.code || answer.error)) {
  show('nothing');
} else {
  const late = window.setTimeout(() => show('unexpected'), PATIENCE);
  give(page, answer, () => {
    window.clearTimeout(late);
    show('done');
    window.close();
  });
}
