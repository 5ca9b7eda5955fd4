// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// How a login continues without the password (RFC 6749 6), and how it ends at the server (RFC 7009).

const SECOND = 1000;
const RESERVE = 30 * SECOND; // for an answer that is slow, or that needs a second try
const PATIENCE = 10 * SECOND;

/** When to renew: at 80 % of the life, or the reserve before its end, but not in its first half. */
function timeToRenew(begin, end) {
  const life = end - begin;
  return begin + Math.max(life / 2, Math.min(0.8 * life, life - RESERVE));
}

/** Sends a form as this page's client, which has no secret; no cookie travels with it. */
function post(url, fields, more) {
  const headers = {Accept: 'application/json'};
  const body = new URLSearchParams(Object.entries(fields).filter(([, value]) => value));
  const how = {method: 'POST', headers, body, credentials: 'omit', cache: 'no-store'};
  return window.fetch(url, {...how, ...more});
}

/**
 * A refresh token, which is valid for one renewal. It lives in the memory of this page and nowhere
 * else: a reader of it could act as the user for long, and one that two tabs use looks stolen.
 */
export class Renewal {
  /**
   * @param auth what Swagger UI knows of the login, without its secrets
   * @param end when the access token expires, in milliseconds; absent if unknown
   */
  constructor(url, refreshToken, auth, end) {
    this.url = url;
    this.refreshToken = refreshToken;
    this.auth = auth;
    this.end = end;
    this.at = timeToRenew(Date.now(), end);
    this.busy = false;
    this.failed = false;
    this.over = false;
  }

  /** Whether to renew now: a page in the background needs no token. */
  isDue() {
    return !this.busy && Date.now() >= this.at && document.visibilityState === 'visible';
  }

  /** The next tokens, or null; what gives no answer is tried once more, later. */
  async next() {
    this.busy = true;
    const fields = {
      grant_type: 'refresh_token',
      refresh_token: this.refreshToken,
      client_id: this.auth.clientId
    };
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const response = await post(this.url, fields, {signal});
      const token = response.ok ? await response.json() : {};
      if (token.access_token) {
        return {refresh_token: this.refreshToken, ...token}; // the same again if none came
      }
      this.over = response.status < 500 && response.status !== 429;
    } catch (e) {
      // no answer, or none in time, or not the one of a token endpoint
    }
    this.busy = false;
    this.postpone();
    return null;
  }

  postpone() {
    this.over = this.over || this.failed;
    this.failed = true;
    const left = this.end - Date.now();
    this.at = Date.now() + Math.min(RESERVE, Math.max(SECOND, left / 2));
  }
}

/** Ends a login at the server. The answer is not awaited; it is sent even if the page closes. */
export function revoke(url, {token, renewal}) {
  const ended = renewal ? renewal.refreshToken : token.access_token;
  post(url, {token: ended}, {keepalive: true}).catch(() => {}); // it runs out by itself
}
