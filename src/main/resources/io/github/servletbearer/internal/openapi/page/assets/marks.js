// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// A plugin of Swagger UI: shows in words what a lock means, or its absence.

/** The document's own word for a lock that no standard field can express. */
const PRESENCE = 'presence';
const PARTLY = 'partly';

/** What to say of an operation; nothing where a verified token is needed and no scope. */
function markOf(security, extension) {
  const presence = extension === PRESENCE;
  const requirements = security ? security.toJS() : [];
  const needed = requirements.filter((each) => Object.keys(each).length > 0);
  if (needed.length === 0) {
    return {kind: 'open', text: 'open', title: 'Not protected: no token is required'};
  }
  if (extension === PARTLY) {
    return {kind: 'optional', text: PARTLY, title: 'Another filter may answer before the token is looked at'};
  }
  if (needed.length < requirements.length) {
    const verified = presence ? ', and nothing verifies it' : '';
    return {
      kind: 'optional',
      text: 'optional',
      title: 'A token may be sent or left out' + verified
    };
  }
  if (presence) {
    return {kind: 'presence', text: 'any token', title: 'A token must be sent; nothing verifies it'};
  }
  if (needed.length > 1) {
    return {
      kind: 'optional',
      text: 'token or login',
      title: 'A token, or the login of the application itself'
    };
  }
  const scopes = [...new Set(needed.flatMap((each) => Object.values(each).flat()))];
  return scopes.length === 0
    ? null
    : {kind: 'scope', text: scopes.join(' '), title: 'The token needs: ' + scopes.join(', ')};
}

const LOGIN = {kind: 'login', text: 'login', title: 'Gives the token: no token is required'};

const LOGOUT = {kind: 'login', text: 'logout', title: 'Ends the token that it is sent'};

/**
 * @param isLogin returns by path and method whether an operation gives tokens
 * @param isLogout returns whether it ends them
 */
export function marks(isLogin, isLogout) {
  const mark = (path, method, security, extension) => {
    if (isLogout(path, method)) {
      return LOGOUT;
    }
    return isLogin(path, method) ? LOGIN : markOf(security, extension);
  };

  /** The path in place of Swagger UI's, whose link inside a button no keyboard can reach. */
  const wrapPath = (Original, {React, specSelectors}) => (props) => {
    const h = React.createElement;
    const {path, method, deprecated, security} = props.operationProps.toObject();
    const extension = specSelectors.specJson().getIn([...props.specPath, 'x-bearer']);
    const words = mark(path, method, security, extension);
    const pieces = path.split(/(?=\/)/).flatMap((piece, i) => (i ? [h('wbr', {key: i}), piece] : piece));
    const name = deprecated ? 'opblock-summary-path__deprecated' : 'opblock-summary-path';
    return h(
      React.Fragment,
      null,
      h('span', {className: name, 'data-path': path}, pieces),
      words && h('span', {className: 'mark mark-' + words.kind, title: words.title}, words.text)
    );
  };

  /** Swagger UI takes "nothing is needed" for a login, and draws a closed lock before there is one. */
  const isAuthorized = (original) => (state, security) =>
    original(security && security.filter((each) => each.size > 0));

  return () => ({
    wrapComponents: {OperationSummaryPath: wrapPath},
    statePlugins: {auth: {wrapSelectors: {isAuthorized}}}
  });
}
