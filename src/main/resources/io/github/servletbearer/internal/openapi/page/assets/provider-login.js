// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// A plugin of Swagger UI: logging in at an identity provider, by authorization code and PKCE (RFC
// 6749 4.1, RFC 7636). Swagger UI makes the request and redeems the code; the window, the state and
// the way back are ours, for its own state is the time of day and it continues if another comes back.

import {isJwt} from './claims.js';
import {receive} from './handover.js';
import {problemOfAnswer} from './problems.js';

const CODE_FLOW = 'authorizationCode';
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

/**
 * The issuers that may answer a login at this address: the one whose address it is; where none says
 * so, those of whom no address is known, or else all.
 */
function issuersAt(address, issuers) {
  const place = (url) => url && url.split('?')[0]; // our parameters may follow (RFC 6749 3.1)
  const at = (wanted) => issuers.filter((each) => place(each.authorizationEndpoint) === wanted);
  return [at(place(address)), at(undefined), issuers].find((found) => found.length > 0) || [];
}

/**
 * What is wrong with the issuer that an answer names, or does not name (RFC 9207 2.4), compared to
 * the letter; empty if nothing is. Issuers that are no addresses are those of tokens alone, so that
 * nothing is known of answers.
 */
function problemOfIssuer(iss, issuers) {
  const names = issuers.map(({issuer}) => issuer);
  const list = names.join(', ');
  if (iss) {
    return names.includes(iss) || !names.length || !names.every((each) => /^https?:/.test(each))
      ? ''
      : `The answer is of another identity provider (${iss}), so no one is logged in.`;
  }
  if (!names.length || issuers.some((each) => each.iss === 'optional')) {
    return '';
  }
  return issuers.some((each) => each.iss === 'unknown')
    ? `The application has not read the metadata of ${list} yet, so no one is logged in. Reload` +
        ' this page and log in again; if that does not help, see its log.'
    : `The answer does not name its provider (iss), although ${list} announces that it does, so no` +
        ' one is logged in. The provider has to send iss, or announce it no longer.';
}

/**
 * What is wrong with a token, as far as a page can see; empty if nothing is.
 *
 * @param jwt whether the application accepts JWTs alone
 */
function problemOfToken({access_token: token}, jwt) {
  if (!token) {
    return 'The answer of the provider has no access token.';
  }
  return jwt && !isJwt(token)
    ? 'The provider has issued a token that is no JWT, which this application cannot verify. Most' +
        ' issue a JWT if the login asks for it, by audience, resource or scope in authorizationUrl.'
    : '';
}

/**
 * @param issuers those of the settings, and what is known of them; where there is none, any may answer
 * @param wantsJwt returns of a scheme whether the application accepts JWTs alone
 */
export function providerLogin(issuers, wantsJwt) {
  let stopWaiting = () => {}; // only the last login begun can still succeed

  const failure = (scheme, message) => ({
    authId: scheme,
    type: 'auth',
    source: 'auth',
    level: 'error',
    message
  });

  const authPopup = () => (address, {auth, redirectUrl, callback, errCb}) => {
    const fail = (message) => errCb(failure(auth.name, message));
    const onAnswer = (answer) => {
      const problem = problemOfIssuer(answer.iss, issuersAt(address, issuers));
      if (problem) {
        fail(problem);
      } else if (answer.code) {
        callback({auth: {...auth, code: answer.code}, redirectUrl});
      } else {
        fail(problemOfAnswer(answer));
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

  const authorizeOauth2 = (original, {errActions}) => (given) => {
    const {auth, token} = given;
    const byCode = auth.schema.get('flow') === CODE_FLOW;
    const problem = byCode && problemOfToken(token, wantsJwt(auth.name));
    return problem ? errActions.newAuthErr(failure(auth.name, problem)) : original(given);
  };

  return () => ({statePlugins: {auth: {wrapActions: {authPopup, authorizeOauth2}}}});
}
