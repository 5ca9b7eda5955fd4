// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// A plugin of Swagger UI: logging in at an identity provider, by authorization code and PKCE (RFC
// 6749 4.1, RFC 7636). Swagger UI makes the request and redeems the code; the window, the state and
// the way back are ours, for its own state is the time of day and it continues if another comes back.

import {receive} from './handover.js';

const WINDOW = 'popup,width=520,height=720';
const BLOCKED = 'The browser has blocked the window of the login. Allow it for this page.';

/** 128 random bits, as RFC 6749 10.10 requires of values that must not be guessed. */
function randomState() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (each) => each.toString(16).padStart(2, '0')).join('');
}

/** Opens a window that cannot reach back into this one, whatever the provider's page does. */
function openWindow(address) {
  const opened = window.open('about:blank', '_blank', WINDOW);
  if (opened) {
    opened.opener = null;
    opened.location.replace(address);
  }
  return Boolean(opened);
}

function problemOf({error, error_description: description}) {
  return error === 'access_denied'
    ? 'The login was refused or given up.'
    : `The identity provider says: ${description || error}`.replace(/\.?$/, '.');
}

/**
 * Whether an answer may be of the provider that was asked (RFC 9207 2.4), compared to the letter.
 * Issuers that are no addresses are those of tokens alone, so that nothing is known of answers.
 */
function isOfProvider(iss, issuers) {
  return !iss || issuers.includes(iss) || !issuers.every((each) => /^https?:/.test(each));
}

/** @param issuersOf returns those of a scheme; where there is none, any is accepted */
export function providerLogin(issuersOf) {
  let stopWaiting = () => {}; // only the last login begun can still succeed

  const authPopup = () => (address, {auth, redirectUrl, callback, errCb}) => {
    const fail = (message) =>
      errCb({authId: auth.name, type: 'auth', source: 'auth', level: 'error', message});
    const onAnswer = (answer) => {
      const issuers = issuersOf(auth.name);
      if (issuers.length && !isOfProvider(answer.iss, issuers)) {
        fail(`The answer is of another identity provider (${answer.iss}), so no one is logged in.`);
      } else if (answer.code) {
        callback({auth: {...auth, code: answer.code}, redirectUrl});
      } else {
        fail(problemOf(answer));
      }
    };
    const state = randomState();
    const withState = new URL(address);
    withState.searchParams.set('state', state);
    stopWaiting();
    stopWaiting = receive(new URL(redirectUrl).pathname, state, onAnswer);
    if (!openWindow(withState.href)) {
      stopWaiting();
      fail(BLOCKED);
    }
  };

  return () => ({statePlugins: {auth: {wrapActions: {authPopup}}}});
}
