// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// The claims of a token, for people to read. Nothing is verified here, and nothing decided.

/** The claims of a JWT (RFC 7519); none where the text is no JWT. */
export function claimsOf(token) {
  try {
    const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token);
    const binary = window.atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(binary, (each) => each.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) || {};
  } catch (e) {
    return {};
  }
}

/** The user of a token endpoint's answer, by name if the provider returns it; empty if it does not. */
export function userOf({access_token: accessToken, id_token: idToken}) {
  const all = [claimsOf(accessToken), claimsOf(idToken)];
  const names = ['preferred_username', 'sub'].flatMap((claim) => all.map((each) => each[claim]));
  return names.find((name) => typeof name === 'string' && name) || '';
}
