// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// A frontend on another origin than its API: log in, call, log out, by plain fetch.
//
// The token lives in the variable `session` only. In localStorage or sessionStorage every script
// of this origin could read it, also an injected one, and it would outlast the page; from memory
// it is gone with a reload. It goes to the API that issued it and nowhere else, and never into an
// address. A real frontend knows its API: the input field and `?api=` are for trials.
(function () {
  'use strict';

  const byId = (id) => document.getElementById(id);

  /** Null, or who is logged in: {api, token, user, expiresAt}; a new object for each login. */
  let session = null;

  /** The base URL without a trailing slash. */
  function apiAddress() {
    const address = byId('api').value.trim().replace(/\/+$/, '');
    if (!/^https?:\/\/[^/]/i.test(address)) {
      throw new Error('The address of the API must begin with http:// or https://');
    }
    return address;
  }

  /** The JSON answer; an Error with the server's own words if it refuses. */
  async function call(url, options) {
    let response;
    try {
      response = await fetch(url, {credentials: 'omit', ...options});
    } catch (e) {
      throw new Error(`No answer from ${url}. Is the server running, and does its setting `
          + `corsAllowedOrigins name ${location.origin}?`);
    }
    const body = await response.json().catch(() => ({}));
    if (!response.ok) {
      const error = new Error(body.detail || `The server answered ${response.status}`);
      error.status = response.status;
      throw error;
    }
    return body;
  }

  function get(api, path, token) {
    return call(api + path, {headers: token ? {Authorization: `Bearer ${token}`} : {}});
  }

  async function logIn() {
    logOut();
    const api = apiAddress();
    const form = new URLSearchParams({
      grant_type: 'password',
      username: byId('username').value,
      password: byId('password').value,
    });
    const answer = await call(`${api}/token`, {method: 'POST', body: form});
    const opened = {
      api,
      token: answer.access_token,
      expiresAt: answer.expires_in ? Date.now() + answer.expires_in * 1000 : Infinity,
    };
    opened.user = (await get(api, '/api/me', opened.token)).user;
    session = opened;
    byId('password').value = '';
    show();
  }

  function logOut() {
    session = null;
    byId('items').replaceChildren();
    show();
  }

  /** Also without a token: then the API says what it thinks of that. */
  async function load() {
    const asked = session;
    try {
      const api = asked ? asked.api : apiAddress();
      const items = await get(api, '/api/items', asked && asked.token);
      if (session === asked) { // nobody logged out meanwhile
        byId('items').replaceChildren(...items.map(row));
      }
    } catch (error) {
      if (error.status === 401 && session === asked) {
        logOut();
      }
      throw error;
    }
  }

  function row(item) {
    const tr = document.createElement('tr');
    addCell(tr, item.id);
    addCell(tr, item.name);
    addCell(tr, item.quantity, 'number');
    addCell(tr, item.price.toFixed(2), 'number');
    return tr;
  }

  function addCell(tr, text, className = '') {
    const td = tr.insertCell();
    td.textContent = text;
    td.className = className;
  }

  function show() {
    byId('status').textContent = session ? `Logged in as ${session.user}` : 'Not logged in';
    byId('logout').disabled = !session;
    showTimeLeft();
  }

  function showTimeLeft() {
    let text = '';
    if (session && session.expiresAt !== Infinity) {
      const seconds = Math.max(0, Math.ceil((session.expiresAt - Date.now()) / 1000));
      text = `(${Math.floor(seconds / 60)} min ${seconds % 60} s left)`;
    }
    byId('left').textContent = text;
  }

  function showError(message) {
    byId('error').textContent = message;
    byId('error').hidden = !message;
  }

  /** Runs an action of the user, one at a time, and shows what went wrong. */
  async function run(action) {
    showError('');
    byId('login').disabled = byId('load').disabled = true;
    try {
      await action();
    } catch (error) {
      showError(error.message);
    } finally {
      byId('login').disabled = byId('load').disabled = false;
    }
  }

  byId('login-form').addEventListener('submit', (event) => {
    event.preventDefault();
    run(logIn);
  });
  byId('load').addEventListener('click', () => run(load));
  byId('logout').addEventListener('click', () => run(logOut));
  byId('api').addEventListener('change', logOut);

  setInterval(() => {
    if (session && Date.now() >= session.expiresAt) {
      logOut();
      showError('The token has expired. Log in again.');
    }
    showTimeLeft();
  }, 1000);

  const given = new URLSearchParams(location.search).get('api');
  if (given) {
    byId('api').value = given;
  }
  show();
})();
