// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// Who is logged in, and for how long. A token that is over is taken out of Swagger UI, so that none
// is sent; a password is forgotten as soon as there is a token.

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
      if (login && schema.get('type') === 'oauth2') {
        const {username, token} = login;
        this.byScheme.set(scheme, login);
        const auth = {name: scheme, schema, flow: schema.get('flow'), username, scopes: []};
        system.authActions.authorizeOauth2({auth, token});
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

/** The plugin of Swagger UI that tells of each log-in and log-out. */
export function logins(current) {
  const authorizeOauth2 = (original, system) => ({auth, token}) => {
    const {password, clientSecret, ...rest} = auth;
    if (!current.list().some((each) => each.token === token)) { // or it has just been restored
      current.system = system;
      current.begin(auth.name, auth.username, token);
    }
    return original({auth: rest, token});
  };
  const logout = (original) => (schemes) => {
    schemes.forEach((scheme) => current.end(scheme));
    return original(schemes);
  };
  return () => ({statePlugins: {auth: {wrapActions: {authorizeOauth2, logout}}}});
}
