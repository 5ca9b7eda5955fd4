// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// A plugin of Swagger UI: the Authorize dialog as a form that reports an error in one sentence,
// and that keyboards and screen readers can use.

import {problemOfToken} from './problems.js';

const TOKEN_FIELD = 'bearer_token_'; // begins its id; there may be several schemes
const FOCUSABLE = 'button, input, select, textarea, a[href], [tabindex="0"]';
const CODE_FLOW = 'authorizationCode';
const PASSWORD_FLOW = 'password';
const CLIENT_ROW = /^(client_id_|client_secret_|password_type$)/;
const SECRET_ROW = /^client_secret_/;

/** What stands before the scopes, for our own token endpoint and for an identity provider. */
const OWN_HINTS = {
  scopes: 'Tick scopes to narrow the token; with none it gets all that you may have.'
};
const PROVIDER_HINTS = {
  always: 'Authorize opens a window of the provider; this page sees no password.',
  scopes: 'Tick the scopes to ask for; with none the provider decides.'
};

/** Keeps the tabulator key inside, as a modal dialog must (WAI-ARIA APG, Dialog). */
function keepFocus(event, frame) {
  const stops = [...frame.querySelectorAll(FOCUSABLE)].filter((each) => each.offsetParent);
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const outside = !frame.contains(document.activeElement);
  if (event.shiftKey && (outside || document.activeElement === first)) {
    last.focus();
    event.preventDefault();
  } else if (!event.shiftKey && (outside || document.activeElement === last)) {
    first.focus();
    event.preventDefault();
  }
}

/** Names the dialog, traps the focus, closes on Escape, and gives the focus back at the end. */
const wrapPopup = (Original, {React, authActions, errActions}) => (props) => {
  const opener = React.useRef(document.activeElement);
  const box = React.useRef(null);
  React.useEffect(() => {
    const frame = box.current.querySelector('.modal-ux');
    const title = frame.querySelector('h3');
    title.id = 'authorize-title';
    title.setAttribute('aria-level', '2');
    frame.setAttribute('role', 'dialog');
    frame.setAttribute('aria-modal', 'true');
    frame.setAttribute('aria-labelledby', title.id);
    frame.querySelector('input:not([type=checkbox]), .btn-done').focus(); // Swagger UI takes the last
    const onKey = (event) => {
      if (event.key === 'Escape') {
        authActions.showDefinitions(false);
      } else if (event.key === 'Tab') {
        keepFocus(event, frame);
      } else if ([' ', 'Enter'].includes(event.key) && event.target.matches('a[role=button]')) {
        event.preventDefault(); // a blank would scroll
        event.target.click();
      }
    };
    document.addEventListener('keydown', onKey);
    const from = opener.current;
    return () => {
      document.removeEventListener('keydown', onKey);
      errActions.clear({type: 'auth'}); // or the page would keep its error
      const target = from && from.isConnected ? from : document.querySelector('.btn.authorize');
      target.focus();
    };
  }, []);
  return React.createElement('div', {ref: box}, React.createElement(Original, props));
};

/** Swagger UI's row without the fields of a client that are not needed, and with hints in their place. */
function quietRows({createElement: h, Children}, hiddenRow, hints) {
  const known = new WeakMap(); // one per Row: React knows a component by its identity
  const hint = Object.keys(hints).map((each) =>
    h('p', {key: each, className: 'hint hint-' + each}, hints[each])
  );
  return (Row) => {
    if (!known.has(Row)) {
      known.set(Row, (props) => {
        const labels = Children.toArray(props.children).map((each) => each.props.htmlFor || '');
        if (labels.some((each) => SECRET_ROW.test(each))) {
          return hint; // the last of these rows
        }
        return labels.some((each) => hiddenRow.test(each)) ? null : h(Row, props);
      });
    }
    return known.get(Row);
  };
}

/** A scheme that offers no scopes where the address of the login names those to ask for. */
function withoutFixedScopes(schema) {
  const {searchParams} = new URL(schema.get('authorizationUrl') || window.location.href);
  return searchParams.has('scope') ? schema.delete('scopes').delete('allowedScopes') : schema;
}

/** Gives fields an id of their own where Swagger UI has used theirs in another form, too. */
function separateLabels(form, name) {
  for (const label of form.querySelectorAll('label[for]')) {
    const field = form.querySelector(`[id="${label.htmlFor}"]`);
    if (field && label.control !== field) {
      field.id += '_' + name;
      label.htmlFor = field.id;
    }
  }
}

/** A scheme's part as a form, so that Enter submits and password managers help. */
const wrapScheme = (isOwn, clientOf) => (Original, {React}) => {
  const h = React.createElement;
  const ownRows = quietRows(React, CLIENT_ROW, OWN_HINTS);
  const codeRows = quietRows(React, SECRET_ROW, PROVIDER_HINTS);
  const codeRowsOfClient = quietRows(React, CLIENT_ROW, PROVIDER_HINTS);

  /** The rows of a scheme; Swagger UI's own where all fields of a client may be needed. */
  const rowsOf = (schema, client) => {
    if (schema.get('flow') === CODE_FLOW) {
      return client ? codeRowsOfClient : codeRows;
    }
    const people = schema.get('flow') === PASSWORD_FLOW;
    return people && isOwn(schema.get('tokenUrl') || '') ? ownRows : (Row) => Row;
  };

  return (props) => {
    const {name, authorized} = props;
    const schema = withoutFixedScopes(props.schema);
    const clientId = clientOf(name);
    const rows = rowsOf(schema, clientId);
    const getComponent = (wanted, ...rest) => {
      const found = props.getComponent(wanted, ...rest);
      return wanted === 'Row' ? rows(found) : found;
    };
    const getConfigs = () => ({...props.authSelectors.getConfigs(), clientId});
    const authSelectors = {...props.authSelectors, getConfigs};
    const loggedIn = Boolean(authorized && authorized.get(name));
    const form = React.useRef(null);
    const before = React.useRef(loggedIn);
    React.useEffect(() => {
      if (before.current !== loggedIn) { // the fields went or came, and the focus with them
        before.current = loggedIn;
        form.current.querySelector(loggedIn ? '.btn-done' : 'input, .btn-done').focus();
      }
    }, [loggedIn]);
    React.useEffect(() => separateLabels(form.current, name));
    const onSubmit = (event) => event.preventDefault(); // the button has sent it already
    const scopes = schema.get('allowedScopes') || schema.get('scopes');
    const asks = !loggedIn && scopes && scopes.size > 0;
    const classes = ['login-form', loggedIn && 'logged-in', asks && 'asks-scopes'];
    return h(
      'form',
      {ref: form, onSubmit, noValidate: true, className: classes.filter(Boolean).join(' ')},
      h(Original, {...props, schema, getComponent, authSelectors})
    );
  };
};

/** A scheme that asks for a token: bearer of plain HTTP, and what docs.js makes of OpenID Connect. */
const wrapToken = (Original, {React}) => {
  const h = React.createElement;
  return (props) => {
    const {name, schema, authorized, onChange, getComponent} = props;
    if (!/^bearer$/i.test(schema.get('scheme'))) {
      return h(Original, props);
    }
    const provider = schema.get('openIdConnectUrl');
    const kind = provider ? 'OpenID Connect' : schema.get('bearerFormat') || 'bearer token';
    const field = h('input', {
      id: TOKEN_FIELD + name,
      type: 'text',
      onChange: (event) => onChange({name, schema, value: event.target.value})
    });
    return h(
      'div',
      null,
      h('h4', null, `${name} (${kind})`),
      h(getComponent('Markdown', true), {source: schema.get('description')}),
      provider && h('p', null, 'Provider: ', h('code', null, provider)),
      authorized && authorized.get(name)
        ? h('h6', null, 'Authorized')
        : h(React.Fragment, null, h('label', {htmlFor: TOKEN_FIELD + name}, 'token:'), field)
    );
  };
};

/**
 * @param isOwn returns of a token URL whether it is our own endpoint, where people are no clients
 * @param clientOf returns the client as which the page requests a scheme's tokens, or an empty text
 */
export function dialog(isOwn, clientOf) {
  /** The page's list of errors, without those that the dialog shows. */
  const wrapErrors = (Original, {React}) => (props) => {
    const allErrors = () =>
      props.errSelectors.allErrors().filter((each) => each.get('type') !== 'auth');
    const errSelectors = {...props.errSelectors, allErrors};
    return React.createElement(Original, {...props, errSelectors});
  };

  const wrapError = (Original, {React, specSelectors}) => ({error}) => {
    const scheme = specSelectors.securityDefinitions().get(error.get('authId'));
    const flows = scheme ? [...scheme.get('flows', []).values()] : [];
    const own = flows.every((flow) => isOwn(flow.get('tokenUrl') || ''));
    const text = problemOfToken(error.get('message'), own);
    return React.createElement('p', {className: 'errors', role: 'alert'}, text);
  };

  return () => ({
    wrapComponents: {
      authorizationPopup: wrapPopup,
      HttpAuth: wrapToken,
      oauth2: wrapScheme(isOwn, clientOf),
      authError: wrapError,
      errors: wrapErrors
    }
  });
}
