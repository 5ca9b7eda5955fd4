// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// A plugin of Swagger UI: beside the Authorize button, who is logged in and for how long.

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const KEEP =
  'The access token survives reloads of this tab until it expires; never the password, nor what' +
  ' renews the token';
const LOG_OUT = 'Forgets the token, and ends it at the server';
const FORGET = 'Forgets the token; a login at an identity provider is ended there';

function isSoon({end, renewal}) {
  return !renewal && end - Date.now() < MINUTE * 1000;
}

function timeLeft(end) {
  const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
  if (seconds >= 2 * HOUR) {
    return `${Math.floor(seconds / HOUR)} h left`;
  }
  if (seconds >= 2 * MINUTE) {
    return `${Math.floor(seconds / MINUTE)} min left`;
  }
  const rest = String(seconds % MINUTE).padStart(2, '0');
  return `${Math.floor(seconds / MINUTE)}:${rest} left`;
}

export function loginBar(current) {
  const wrapButton = (Original, system) => {
    const {React, authActions, authSelectors} = system;
    const h = React.createElement;

    const name = (login, several) =>
      h('strong', null, login.username || 'Logged in', several && ` (${login.scheme})`);

    const running = (login, several) =>
      h(
        'div',
        {className: 'login', key: login.scheme},
        name(login, several),
        login.end &&
          h(
            'span',
            {
              className: 'login-left' + (isSoon(login) ? ' soon' : ''),
              role: 'timer',
              title: 'until ' + new Date(login.end).toLocaleTimeString()
            },
            timeLeft(login.end)
          ),
        login.renewal &&
          h(
            'span',
            {className: 'login-renews', title: 'The token is renewed before it expires'},
            'renews itself'
          ),
        current.canKeep() &&
          h(
            'label',
            {title: KEEP},
            h('input', {
              type: 'checkbox',
              checked: login.kept,
              onChange: (event) => current.keep(login.scheme, event.target.checked)
            }),
            'keep for this tab'
          ),
        h(
          'button',
          {
            title: current.endsAtServer(login) ? LOG_OUT : FORGET,
            onClick: (event) => {
              const bar = event.target.closest('.login-bar');
              authActions.logout([login.scheme]);
              bar.querySelector('.authorize').focus(); // this button goes, and the focus with it
            }
          },
          'Log out'
        )
      );

    const over = (login, several) =>
      h(
        'div',
        {className: 'login login-over', key: login.scheme},
        name(login, several),
        h('span', null, 'the token has expired'),
        h(
          'button',
          {onClick: () => authActions.showDefinitions(authSelectors.definitionsToAuthorize())},
          'Log in again'
        )
      );

    const status = ({over, username}) => {
      if (over) {
        return `The token${username && ' of ' + username} has expired. Log in again.`;
      }
      return `Logged in${username && ' as ' + username}.`;
    };

    return (props) => {
      const [, redraw] = React.useReducer((count) => count + 1, 0);
      React.useEffect(() => current.subscribe(redraw), []);
      const all = current.list();
      const several = all.length > 1;
      return h(
        'div',
        {className: 'login-bar'},
        h('p', {className: 'for-ears', role: 'status'}, all.map(status).join(' ')),
        all.map((login) => (login.over ? over(login, several) : running(login, several))),
        h(Original, props)
      );
    };
  };

  return () => ({wrapComponents: {authorizeBtn: wrapButton}});
}
