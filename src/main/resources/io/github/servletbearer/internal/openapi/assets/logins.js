// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// Who is logged in, and for how long. A token that is over is taken out of Swagger UI, so that none
// is sent; a password is forgotten as soon as there is a token.

import {claimsOf, userOf} from './claims.js';

const SECOND = 1000;

/** The log-ins of this page, one per security scheme at most. */
export class Logins {
  /** @param contextPath tells where the application lies: the key of what is kept */
  constructor(contextPath) {
    this.contextPath = contextPath;
    this.byScheme = new Map();
    this.listeners = new Set();
    this.system = null;
    window.setInterval(() => this.tick(), SECOND);
    document.addEventListener('visibilitychange', () => this.tick()); // timers sleep in the back
  }

  /** All, as `{scheme, username, end, over, kept}`; `end` in milliseconds, or absent. */
  list() {
    return [...this.byScheme.values()];
  }

  /** Calls back every second, and at every change; returns what ends that. */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Notes a token that has just arrived: its time counts from now, by this machine's clock. */
  begin(scheme, username, token) {
    const before = this.byScheme.get(scheme);
    const seconds = Number(token.expires_in);
    const end = seconds > 0 ? Date.now() + seconds * SECOND : undefined;
    this.set({scheme, username, token, end, over: false, kept: Boolean(before && before.kept)});
  }

  /** Whether a log-in holds this token already, so that its time does not begin anew. */
  holds(scheme, token) {
    const {token: held} = this.byScheme.get(scheme) || {};
    return Boolean(held) && held.access_token === token.access_token;
  }

  end(scheme) {
    const login = this.byScheme.get(scheme);
    if (login && !login.over) {
      this.byScheme.delete(scheme);
      window.sessionStorage.removeItem(this.key(scheme));
      this.tell();
    }
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
    const key = this.key(login.scheme);
    if (login.kept && !login.over) {
      const {username, end} = login;
      const token = login.token.access_token;
      window.sessionStorage.setItem(key, JSON.stringify({username, token, end}));
    } else {
      window.sessionStorage.removeItem(key);
    }
    this.tell();
  }

  read(scheme) {
    const text = window.sessionStorage.getItem(this.key(scheme));
    try {
      const {username, token, end} = JSON.parse(text) || {};
      const answer = {access_token: token, token_type: 'bearer'};
      return token && {scheme, username, token: answer, end, over: false, kept: true};
    } catch (e) {
      return null; // not ours
    }
  }

  key(scheme) {
    return `servlet-bearer ${this.contextPath()} ${scheme}`;
  }

  /** Ends what is over. */
  tick() {
    for (const login of this.list()) {
      if (!login.over && login.end <= Date.now()) {
        this.set({...login, token: null, over: true});
        this.system.authActions.logout([login.scheme]);
      }
    }
    this.tell();
  }

  tell() {
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

/** A token that somebody pasted: without the word before it, which the header has already. */
function pasted(value) {
  const accessToken = String(value || '').trim().replace(/^Bearer\s+/i, '');
  const {exp} = claimsOf(accessToken);
  const left = exp > 0 ? Math.max(1, exp - Date.now() / SECOND) : undefined;
  return {access_token: accessToken, token_type: 'bearer', expires_in: left};
}

/** The plugin of Swagger UI that tells of each log-in and log-out. */
export function logins(current) {
  const authorizeOauth2 = (original, system) => ({auth, token}) => {
    const {password, clientSecret, code, codeVerifier, ...rest} = auth;
    const {refresh_token: never, ...kept} = token; // nobody here would use it
    if (!current.holds(auth.name, token)) {
      current.system = system;
      current.begin(auth.name, auth.username || userOf(token), kept);
    }
    return original({auth: rest, token: kept});
  };
  const authorize = (original, system) => (entries) => {
    const good = {};
    for (const [name, entry] of Object.entries(entries)) {
      const {type, scheme} = entry && entry.schema ? entry.schema.toObject() : {};
      if (type !== 'http' || !/^bearer$/i.test(scheme)) {
        good[name] = entry; // Swagger UI's own business
        continue;
      }
      const token = pasted(entry.value);
      if (token.access_token) {
        good[name] = {...entry, value: token.access_token};
        if (!current.holds(name, token)) {
          current.system = system;
          current.begin(name, userOf(token), token);
        }
      }
    }
    return original(good);
  };
  const logout = (original) => (schemes) => {
    schemes.forEach((scheme) => current.end(scheme));
    return original(schemes);
  };
  return () => ({statePlugins: {auth: {wrapActions: {authorize, authorizeOauth2, logout}}}});
}
