// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// The claims of a token, for people to read. Nothing is verified here, and nothing decided.

const JWT = /^[\w-]+\.([\w-]+)\.[\w-]*$/;

/** Whether it has the form of a signed JWT (RFC 7515 3.1). */
export function isJwt(token) {
  return JWT.test(token);
}

/** The claims of a JWT (RFC 7519); none where the text is no JWT. */
export function claimsOf(token) {
  try {
    const [, payload] = JWT.exec(token);
    const binary = window.atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(binary, (each) => each.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) || {};
  } catch (e) {
    return {};
  }
}

/** Claims that name a user to people, as providers have them, the best first; sub is often a number. */
const USER_CLAIMS = ['preferred_username', 'upn', 'username', 'cognito:username', 'email', 'sub'];

/** The user of a token endpoint's answer, by name if the provider returns it; empty if it does not. */
export function userOf({access_token: accessToken, id_token: idToken}) {
  const all = [claimsOf(accessToken), claimsOf(idToken)];
  const names = USER_CLAIMS.flatMap((claim) => all.map((each) => each[claim]));
  return names.find((name) => typeof name === 'string' && name) || '';
}
