// Makes the page handier; all of it works without. Nothing but the form leaves the browser.
(() => {
  'use strict';

  /** The words for the script, in the language of the page. */
  const words = (element, name, value) => element.dataset[name].replace('{0}', () => value);

  /**
   * Sends the form without cookies: the container would refuse a login to a person who is logged in
   * to the application, or give a new id to that session. What is no page of ours, such as a
   * proxy's, is sent as browsers do it.
   */
  async function submit(form) {
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: 'text/html' },
        credentials: 'omit',
      });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const main = page.querySelector('main[data-copied]');
      if (!main) {
        throw new Error('not a page of ours');
      }
      document.querySelector('main').replaceWith(main);
      document.title = page.title;
      start();
    } catch (e) {
      form.submit();
    }
  }

  /** Counts from now, for the server's clock may go otherwise. */
  function countDown(time) {
    const end = Date.now() + Number(time.dataset.seconds) * 1000;
    const clock = new Date(end).toLocaleTimeString();
    const left = document.createElement('span');
    left.setAttribute('role', 'timer');
    time.textContent = clock + ' · ';
    time.after(left);
    const show = () => {
      const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      const rest = String(seconds % 60).padStart(2, '0');
      left.textContent = seconds > 0
        ? words(time, 'left', `${Math.floor(seconds / 60)}:${rest}`)
        : words(time, 'expired');
    };
    show();
    setInterval(show, 1000);
  }

  /** The clipboard's own interface is there over HTTPS and on this machine only. */
  async function copy(text) {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return;
    }
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (!done) {
      throw new Error('refused');
    }
  }

  function offerCopy(after, name, text) {
    const main = document.querySelector('main');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = name;
    button.addEventListener('click', async () => {
      try {
        await copy(text());
        button.textContent = words(main, 'copied');
      } catch (e) {
        button.textContent = words(main, 'refused');
      }
      setTimeout(() => { button.textContent = name; }, 2000);
    });
    after.after(button);
  }

  /** The claims of a JWT, or nothing for another token (RFC 7519 3). Nothing is verified here. */
  function claimsOf(token) {
    const parts = token.split('.');
    if (parts.length !== 3) {
      return null;
    }
    try {
      const bytes = atob(parts[1].replace(/-/g, '+').replace(/_/g, '/'));
      const utf8 = Uint8Array.from(bytes, (each) => each.charCodeAt(0));
      const claims = JSON.parse(new TextDecoder().decode(utf8));
      return claims && typeof claims === 'object' ? Object.entries(claims) : null;
    } catch (e) {
      return null;
    }
  }

  function showClaims(before, token) {
    const claims = claimsOf(token.value);
    if (!claims) {
      return;
    }
    const title = document.createElement('h2');
    const list = document.createElement('dl');
    title.textContent = words(token, 'claims');
    list.id = 'claims';
    for (const [name, value] of claims) {
      const [row, term, text] = ['div', 'dt', 'dd'].map((each) => document.createElement(each));
      const isTime = ['exp', 'iat', 'nbf', 'auth_time'].includes(name) && Number.isFinite(value);
      term.textContent = name;
      text.textContent = typeof value === 'string' ? value : JSON.stringify(value);
      text.textContent += isTime ? ` (${new Date(value * 1000).toLocaleString()})` : '';
      row.append(term, text);
      list.append(row);
    }
    before.before(title, list);
  }

  /** Begins with a page of ours, opened or put in place of the form. */
  function start() {
    const form = document.querySelector('form.login');
    const token = document.getElementById('token');
    if (form) {
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        form.querySelector('button').disabled = true;
        submit(form);
      });
      form.querySelector('[autofocus]').focus();
    }
    if (token) {
      const curl = document.getElementById('curl');
      const address = new URL(curl.dataset.address, location.href).href;
      curl.textContent = curl.textContent.replace(/URL$/, () => address);
      countDown(document.getElementById('end'));
      offerCopy(token, words(token, 'copy'), () => token.value);
      offerCopy(curl.parentElement, words(curl, 'copy'), () => curl.textContent);
      showClaims(document.querySelector('h2'), token);
      token.focus({ preventScroll: true }); // so that a screen reader goes on here
    }
  }

  start();
  addEventListener('pageshow', (event) => { // "back" must not show a token again
    if (event.persisted) {
      location.reload();
    }
  });
})();
