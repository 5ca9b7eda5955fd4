// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// Starts Swagger UI on the document that the page names. Nothing is stored unless a user wants
// it, and no server is called but those that the document names.

import {answers} from './answers.js';
import {dialog} from './dialog.js';
import {loginBar} from './login-bar.js';
import {Logins, logins} from './logins.js';
import {marks} from './marks.js';
import {providerLogin} from './provider-login.js';
import {search} from './search.js';

const EMPTY_CLIENT = 'Basic Og=='; // base64 of ":", which Swagger UI sends for "no client"
const URL_FIELDS = ['tokenUrl', 'refreshUrl', 'authorizationUrl'];

const root = document.getElementById('swagger-ui');
const addressOf = (attribute) => new URL(root.getAttribute(attribute), window.location.href).href;
const documentUrl = addressOf('data-document');
const revokeUrl = root.getAttribute('data-revoke') && addressOf('data-revoke');
const schemes = new Map(Object.entries(JSON.parse(root.getAttribute('data-schemes'))));
const issuers = JSON.parse(root.getAttribute('data-issuers'));

/** What the application's settings say of a scheme; nothing of one that its own document adds. */
const settingsOf = (scheme) => schemes.get(scheme) || {};

/** What the document has of the API: filled in when it has been loaded. */
const api = {
  server: '',
  paths: {},
  schemes: {},
  tokenUrls: new Set(),

  /** The context path as the browser sees it. */
  contextPath: () => new URL(api.server).pathname,

  /** Whether it is our own token endpoint, which stands among the paths. */
  isOwn: (url) => url.startsWith(api.server + '/') && url.slice(api.server.length) in api.paths,

  /** The issuers that may answer a login of a scheme; where there is none, any may. */
  issuersOf: (scheme) =>
    issuers.filter(({issuer}) => (settingsOf(scheme).issuers || []).includes(issuer)),

  /** The public client as which this page asks for a scheme's tokens, if the settings name one. */
  clientOf: (scheme) => settingsOf(scheme).client || '',

  /** Whether the filters of a scheme accept JWTs alone. */
  wantsJwt: (scheme) => settingsOf(scheme).jwt,

  flowOf: (scheme, flow) => ((api.schemes[scheme] || {}).flows || {})[flow] || {},

  /** Where the tokens of a flow are renewed by the document; empty if it does not. */
  refreshUrlOf: (scheme, flow) => api.flowOf(scheme, flow).refreshUrl || '',

  /** Where tokens end that people got at our own endpoint; empty for all others. */
  revokeUrlOf: (scheme, flow) =>
    flow === 'password' && api.isOwn(api.flowOf(scheme, flow).tokenUrl || '') ? revokeUrl : '',

  isLogout: (path, method) => method === 'post' && api.server + path === revokeUrl,
  isLogin: (path, method) => method === 'post' && api.tokenUrls.has(api.server + path)
};

/** An address against another. What is none stays as it is: it may have a variable as its port. */
function resolve(address, base) {
  try {
    return new URL(address, base).href;
  } catch (e) {
    return address;
  }
}

/** The address of a server, whose variables stay as they are (OAS 3.0.3 4.7.5). */
function resolveServer(address, base) {
  const hasItsOwnHost = /^([a-z][a-z\d+.-]*:.*{|{)/i.test(address);
  return hasItsOwnHost ? address : resolve(address, base).replace(/%7B/g, '{').replace(/%7D/g, '}');
}

/**
 * Swagger UI resolves relative addresses against the page instead of the document and its server
 * (OAS 3.0.3 4.7.5), so it gets absolute ones.
 */
function makeAbsolute(openapi, base) {
  const servers = openapi.servers || [];
  for (const server of servers) {
    server.url = resolveServer(server.url, base).replace(/\/$/, '');
  }
  const server = servers.length ? servers[0].url + '/' : base;
  for (const scheme of Object.values((openapi.components || {}).securitySchemes || {})) {
    if (scheme.type === 'openIdConnect') {
      askForToken(scheme);
    }
    for (const flow of Object.values(scheme.flows || {})) {
      for (const field of URL_FIELDS.filter((each) => flow[each])) {
        flow[field] = resolve(flow[field], server);
      }
      if (flow.tokenUrl) {
        api.tokenUrls.add(flow.tokenUrl);
      }
    }
  }
  api.server = server.replace(/\/$/, '');
  api.paths = openapi.paths || {};
  api.schemes = (openapi.components || {}).securitySchemes || {};
  return openapi;
}

/**
 * Has the dialog ask for a token. Swagger UI would ask the provider for its flows while the page
 * loads: another server, which need not answer, and flows whose addresses the page's policy cannot
 * know.
 */
function askForToken(scheme) {
  scheme.type = 'http';
  scheme.scheme = 'bearer';
}

/**
 * Leaves out tags and ids that are called as a member of every object is (`constructor`): Swagger UI
 * loses operations with such a tag, and with such an id anywhere it can execute none.
 */
function withoutMembers(openapi) {
  const isMember = (name) => name in Object.prototype;
  for (const operation of Object.values(openapi.paths || {}).flatMap((path) => Object.values(path))) {
    if (isMember(operation.operationId)) {
      delete operation.operationId;
    }
    if (Array.isArray(operation.tags)) {
      operation.tags = operation.tags.filter((tag) => !isMember(tag));
    }
  }
  return openapi;
}

function onDocument(response) {
  if (response.ok !== false && response.text) {
    const base = response.url || documentUrl;
    response.text = JSON.stringify(makeAbsolute(withoutMembers(JSON.parse(response.text)), base));
    response.data = response.text;
  }
  return response;
}

function onRequest(request) {
  if (request.loadSpec) {
    request.responseInterceptor = onDocument;
  } else if (api.tokenUrls.has(request.url) && (request.method || '').toUpperCase() === 'POST') {
    if (request.headers.Authorization === EMPTY_CLIENT) {
      delete request.headers.Authorization;
    }
    request.credentials = 'omit'; // a session of the container must not travel with a login
    if (!api.isOwn(request.url)) {
      delete request.headers['X-Requested-With']; // it would need a preflight, and has no use
    }
  }
  return request;
}

/** Follows the system, also while the page is open. */
function followColours() {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  apply();
  dark.addEventListener('change', apply);
}

/** What Swagger UI leaves without a name, or without a hint for password managers. */
const ATTRIBUTES = [
  ['#servers', 'aria-label', 'Server'],
  ['.close-modal', 'aria-label', 'Close'],
  ['.opblock-tag, .models h4', 'aria-level', '2'],
  ['.opblock-section-header h4, .responses-inner h4, .auth-container h4', 'aria-level', '3'],
  ['.responses-inner h5, .auth-container h6', 'aria-level', '4'],
  ['.information-container', 'role', 'banner'],
  ['.scheme-container', 'role', 'region'],
  ['.scheme-container', 'aria-label', 'Login'],
  ['.highlight-code pre, pre.microlight, .curl-command pre, .curl', 'tabindex', '0'],
  ['.body-param__text', 'aria-label', 'Request body'],
  ['.live-responses-table img', 'alt', 'The picture that was answered'],
  ['.scopes h2 a', 'role', 'button'],
  ['.scopes h2 a', 'tabindex', '0'],
  ['[id^=oauth_username]', 'autocomplete', 'username'],
  ['[id^=oauth_username]', 'autocapitalize', 'none'],
  ['[id^=oauth_password]', 'autocomplete', 'current-password'],
  ['[id^=client_id_], [id^=bearer_token_]', 'autocapitalize', 'none'],
  ['[id^=client_id_], [id^=bearer_token_]', 'spellcheck', 'false'],
  ['[id^=bearer_token_]', 'autocomplete', 'off']
];

function completeAttributes() {
  const complete = () => {
    for (const [selector, name, value] of ATTRIBUTES) {
      for (const element of root.querySelectorAll(`:is(${selector}):not([${name}])`)) {
        element.setAttribute(name, value);
      }
    }
  };
  new MutationObserver(complete).observe(root, {childList: true, subtree: true});
}

const current = new Logins(api);
followColours();
completeAttributes();
const ui = window.SwaggerUIBundle({
  domNode: root,
  url: documentUrl,
  layout: 'BaseLayout',
  plugins: [
    marks(api.isLogin, api.isLogout),
    dialog(api.isOwn, api.clientOf),
    logins(current),
    loginBar(current),
    providerLogin(api.issuersOf, api.wantsJwt),
    search(),
    answers
  ],
  onComplete: () => current.restore(ui.getSystem()),
  deepLinking: true,
  syntaxHighlight: {theme: 'tomorrow-night'}, // the first of theirs that is legible
  defaultModelsExpandDepth: 0, // the list of schemas is folded
  displayRequestDuration: true,
  validatorUrl: null, // no call to anybody else
  queryConfigEnabled: false, // no document from the query string (CVE-2018-25031)
  persistAuthorization: false, // it would store the password
  oauth2RedirectUrl: addressOf('data-redirect'),
  requestInterceptor: onRequest
});
ui.initOAuth({usePkceWithAuthorizationCodeGrant: true});
