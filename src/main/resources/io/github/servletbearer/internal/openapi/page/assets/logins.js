// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// Who is logged in, and for how long. An expired token is removed from Swagger UI, so that none
// is sent; a password is forgotten as soon as there is a token. Where the document names a place to
// renew it, the token is renewed before it expires.

import {claimsOf, userOf} from './claims.js';
import {Renewal, revoke} from './renewal.js';

const SECOND = 1000;

/** What a tab stores, or null where the browser lets no site store anything. */
function storageOfTab() {
  try {
    return window.sessionStorage;
  } catch (e) {
    return null;
  }
}

/** The logins of this page, one per security scheme at most. */
export class Logins {
  /** @param api where the application lies, and where its logins are renewed and ended */
  constructor(api) {
    this.api = api;
    this.byScheme = new Map();
    this.listeners = new Set();
    this.system = null;
    this.storage = storageOfTab();
    window.setInterval(() => this.tick(), SECOND);
    document.addEventListener('visibilitychange', () => this.tick()); // timers sleep in the back
  }

  /** All, as `{scheme, username, end, over, kept, renewal}`; `end` in milliseconds, or absent. */
  list() {
    return [...this.byScheme.values()];
  }

  /** Calls back every second, and at every change; returns what ends that. */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Notes a token that has just arrived: its time counts from now, by this machine's clock.
   *
   * @param more the flow by which it came, and the auth and refresh token to renew it with
   */
  begin(scheme, username, token, {flow, auth, refreshToken} = {}) {
    const before = this.byScheme.get(scheme);
    const seconds = Number(token.expires_in);
    const end = seconds > 0 ? Date.now() + seconds * SECOND : undefined;
    const url = refreshToken && end && this.api.refreshUrlOf(scheme, flow);
    const renewal = url ? new Renewal(url, refreshToken, auth, end) : null;
    const kept = Boolean(before && before.kept);
    this.set({scheme, username, token, end, over: false, kept, flow, renewal});
  }

  /** Continues with the next tokens, unless the user has logged out or in meanwhile. */
  async renew({scheme, renewal}) {
    const token = await renewal.next();
    const login = this.byScheme.get(scheme);
    if (!login || login.renewal !== renewal) {
      return;
    }
    if (token) {
      const {refresh_token: refreshToken, ...answer} = token;
      const {auth} = renewal;
      this.begin(scheme, login.username, answer, {flow: login.flow, auth, refreshToken});
      this.system.authActions.authorizeOauth2({auth: {...auth}, token: answer});
    } else if (renewal.over) {
      this.set({...login, renewal: null});
    }
  }

  /** Whether logging out ends the token at the server, too. */
  endsAtServer({scheme, flow}) {
    return Boolean(this.api.revokeUrlOf(scheme, flow));
  }

  /** Whether a login holds this token already, so that its time does not begin anew. */
  holds(scheme, token) {
    const {token: held} = this.byScheme.get(scheme) || {};
    return Boolean(held) && held.access_token === token.access_token;
  }

  /** Forgets a login, and ends its token at the server; returns whether there was one. */
  end(scheme) {
    const login = this.byScheme.get(scheme);
    if (!login || login.over) {
      return false;
    }
    this.byScheme.delete(scheme);
    this.store(login, false);
    if (this.endsAtServer(login)) {
      revoke(this.api.revokeUrlOf(scheme, login.flow), login);
    }
    this.notify();
    return true;
  }

  /** Keeps the token for reloads of this tab, or no longer. */
  keep(scheme, kept) {
    this.set({...this.byScheme.get(scheme), kept});
  }

  /** Brings back what was kept before the tab was reloaded. */
  restore(system) {
    this.system = system;
    const definitions = system.specSelectors.securityDefinitions();
    for (const [scheme, schema] of definitions ? definitions.entries() : []) {
      const login = this.read(scheme);
      if (login) {
        this.byScheme.set(scheme, login);
        giveBack(system, schema, login);
      }
    }
    this.tick();
  }

  set(login) {
    this.byScheme.set(login.scheme, login);
    this.store(login, login.kept && !login.over);
    this.notify();
  }

  /** Whether a token can be kept for reloads. */
  canKeep() {
    return this.storage !== null;
  }

  store({scheme, username, token, end, flow}, kept) {
    const key = this.key(scheme);
    if (kept) {
      const value = {username, token: token.access_token, end, flow};
      this.storage.setItem(key, JSON.stringify(value));
    } else if (this.canKeep()) {
      this.storage.removeItem(key);
    }
  }

  read(scheme) {
    const text = this.canKeep() ? this.storage.getItem(this.key(scheme)) : null;
    try {
      const {username, token, end, flow} = JSON.parse(text) || {};
      const answer = {access_token: token, token_type: 'bearer'};
      return token && {scheme, username, token: answer, end, over: false, kept: true, flow};
    } catch (e) {
      return null; // not ours
    }
  }

  key(scheme) {
    return `servlet-bearer ${this.api.contextPath()} ${scheme}`;
  }

  /** Renews what expires soon, and ends what has expired. */
  tick() {
    for (const login of this.list()) {
      if (login.renewal) {
        if (login.renewal.isDue()) {
          this.renew(login);
        }
      } else if (!login.over && login.end <= Date.now()) {
        this.set({...login, token: null, over: true});
        this.system.authActions.logout([login.scheme]);
      }
    }
    this.notify();
  }

  notify() {
    this.listeners.forEach((listener) => listener());
  }
}

/** Has Swagger UI take a token that was kept, each kind of scheme in its own way. */
function giveBack({authActions}, schema, {scheme, username, token}) {
  const auth = {name: scheme, schema};
  if (schema.get('type') === 'oauth2') {
    const more = {flow: schema.get('flow'), username, scopes: []};
    authActions.authorizeOauth2({auth: {...auth, ...more}, token});
  } else {
    authActions.authorize({[scheme]: {...auth, value: token.access_token}});
  }
}

/** A token that was pasted: without the word before it, which the header has already. */
function pasted(value) {
  const accessToken = String(value || '').trim().replace(/^Bearer\s+/i, '');
  const {exp} = claimsOf(accessToken);
  const left = exp > 0 ? Math.max(1, exp - Date.now() / SECOND) : undefined;
  return {access_token: accessToken, token_type: 'bearer', expires_in: left};
}

/** Removes what was sent and answered so far: both can show a token, and what it was answered. */
function forgetCalls({specActions, specSelectors}) {
  for (const operation of specSelectors.operations()) {
    const {path, method} = operation.toObject();
    specActions.clearResponse(path, method);
    specActions.clearRequest(path, method);
  }
}

/** The plugin of Swagger UI that reports each login and logout. */
export function logins(current) {
  const authorizeOauth2 = (original, system) => ({auth, token}) => {
    const {password, clientSecret, code, codeVerifier, ...rest} = auth;
    const {refresh_token: refreshToken, ...kept} = token; // no business of Swagger UI
    if (!current.holds(auth.name, token)) {
      const flow = auth.schema.get('flow');
      const client = flow === 'clientCredentials' ? auth.clientId : '';
      current.system = system;
      const more = {flow, auth: {...rest}, refreshToken};
      current.begin(auth.name, auth.username || client || userOf(token), kept, more);
    }
    return original({auth: rest, token: kept});
  };
  const authorize = (original, system) => (entries) => {
    const valid = {};
    for (const [name, entry] of Object.entries(entries)) {
      const {type, scheme} = entry && entry.schema ? entry.schema.toObject() : {};
      if (type !== 'http' || !/^bearer$/i.test(scheme)) {
        valid[name] = entry; // Swagger UI's own business
        continue;
      }
      const token = pasted(entry.value);
      if (token.access_token) {
        valid[name] = {...entry, value: token.access_token};
        if (!current.holds(name, token)) {
          current.system = system;
          current.begin(name, userOf(token), token);
        }
      }
    }
    return original(valid);
  };
  const logout = (original, system) => (schemes) => {
    const ended = schemes.map((scheme) => current.end(scheme));
    if (ended.includes(true)) {
      forgetCalls(system);
    }
    return original(schemes);
  };
  return () => ({statePlugins: {auth: {wrapActions: {authorize, authorizeOauth2, logout}}}});
}
