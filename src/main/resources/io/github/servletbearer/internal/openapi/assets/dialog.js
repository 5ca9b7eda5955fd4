// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// A plugin of Swagger UI: the Authorize dialog as a form that says what is wrong in one sentence,
// and that keyboards and screen readers can use.

const FOCUSABLE = 'button, input, select, textarea, a[href], [tabindex="0"]';
const SCOPES_HINT = 'Tick scopes to narrow the token; with none it gets all that you may have.';
const CLIENT_ROW = /^(client_id_|client_secret_|password_type$)/;

/** Our token endpoint's own words; what Swagger UI puts before them helps nobody. */
function sentence(message) {
  const description = /, description: (.*)$/s.exec(message);
  if (description) {
    return description[1].replace(/\.?$/, '.');
  }
  return /Failed to fetch|NetworkError|Load failed/.test(message)
    ? 'The token endpoint cannot be reached.'
    : message;
}

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
    if (!frame.contains(document.activeElement)) {
      frame.querySelector('.btn-done').focus();
    }
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
      errActions.clear({type: 'auth'}); // or the page would go on complaining
      const target = from && from.isConnected ? from : document.querySelector('.btn.authorize');
      target.focus();
    };
  }, []);
  return React.createElement('div', {ref: box}, React.createElement(Original, props));
};

/** A scheme's part as a form, so that Enter submits and password managers help. */
const wrapScheme = (isOwn) => (Original, {React, errActions}) => {
  const h = React.createElement;
  const withoutClients = new WeakMap(); // one per Row: React knows a component by its identity

  /** Swagger UI's row without the fields of a client, and with a hint between password and scopes. */
  const quiet = (Row) => {
    if (!withoutClients.has(Row)) {
      withoutClients.set(Row, (props) => {
        const labels = React.Children.toArray(props.children).map((each) => each.props.htmlFor || '');
        if (labels.some((each) => CLIENT_ROW.test(each))) {
          return null;
        }
        const row = h(Row, props);
        return labels.includes('oauth_password')
          ? h(React.Fragment, null, row, h('p', {className: 'hint'}, SCOPES_HINT))
          : row;
      });
    }
    return withoutClients.get(Row);
  };

  return (props) => {
    const {name, schema, authorized} = props;
    const own = isOwn(schema.get('tokenUrl') || '');
    const getComponent = (wanted, ...rest) => {
      const found = props.getComponent(wanted, ...rest);
      return own && wanted === 'Row' ? quiet(found) : found;
    };
    const loggedIn = Boolean(authorized && authorized.get(name));
    const form = React.useRef(null);
    const before = React.useRef(loggedIn);
    React.useEffect(() => {
      if (before.current !== loggedIn) { // the fields went or came, and the focus with them
        before.current = loggedIn;
        form.current.querySelector(loggedIn ? '.btn-done' : 'input, .btn-done').focus();
      }
    }, [loggedIn]);
    const onSubmit = (event) => {
      event.preventDefault(); // the button has sent it already
      errActions.clear({authId: name, type: 'auth'});
    };
    const scopes = schema.get('allowedScopes') || schema.get('scopes');
    const asks = !loggedIn && scopes && scopes.size > 0;
    return h(
      'form',
      {ref: form, onSubmit, noValidate: true, className: asks ? 'login-form asks-scopes' : 'login-form'},
      h(Original, {...props, getComponent})
    );
  };
};

/** @param isOwn tells of a token URL whether it is our own endpoint, which knows no clients */
export function dialog(isOwn) {
  /** The page's list of errors, without those that the dialog shows. */
  const wrapErrors = (Original, {React}) => (props) => {
    const allErrors = () =>
      props.errSelectors.allErrors().filter((each) => each.get('type') !== 'auth');
    const errSelectors = {...props.errSelectors, allErrors};
    return React.createElement(Original, {...props, errSelectors});
  };

  const wrapError = (Original, {React}) => ({error}) =>
    React.createElement('p', {className: 'errors', role: 'alert'}, sentence(error.get('message')));

  return () => ({
    wrapComponents: {
      authorizationPopup: wrapPopup,
      oauth2: wrapScheme(isOwn),
      authError: wrapError,
      errors: wrapErrors
    }
  });
}
