// Makes the page handier; all of it works without. Nothing leaves the browser.
(() => {
  'use strict';

  /** Ticks instead of typing: the one field that is sent is filled from them. */
  function offerScopes(field) {
    const items = [...document.querySelectorAll('li[data-scope]')];
    if (items.length === 0) {
      return;
    }
    const boxes = items.map((item) => {
      const box = document.createElement('input');
      const label = document.createElement('label');
      const words = document.createElement('span');
      box.type = 'checkbox';
      box.value = item.dataset.scope;
      words.append(...item.childNodes);
      label.append(box, words);
      item.append(label);
      return box;
    });
    const fill = () => {
      field.value = boxes.filter((each) => each.checked).map((each) => each.value).join(' ');
    };
    boxes.forEach((each) => each.addEventListener('change', fill));
    field.addEventListener('input', () => {
      const typed = field.value.split(' ');
      boxes.forEach((each) => { each.checked = typed.includes(each.value); });
    });
  }

  /** Counts from now, for the server's clock may go otherwise. */
  function countDown(time) {
    const end = Date.now() + Number(time.dataset.seconds) * 1000;
    const clock = new Date(end).toLocaleTimeString();
    const left = document.createElement('span');
    left.setAttribute('role', 'timer');
    time.textContent = clock + ', ';
    time.after(left);
    const show = () => {
      const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      const rest = String(seconds % 60).padStart(2, '0');
      left.textContent = seconds > 0 ? `${Math.floor(seconds / 60)}:${rest} left` : 'expired';
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
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = name;
    button.addEventListener('click', async () => {
      try {
        await copy(text());
        button.textContent = 'Copied';
      } catch (e) {
        button.textContent = 'The browser refuses: select it and copy';
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
    const claims = claimsOf(token);
    if (!claims) {
      return;
    }
    const title = document.createElement('h2');
    const list = document.createElement('dl');
    title.textContent = 'Claims of the token';
    list.id = 'claims';
    for (const [name, value] of claims) {
      const [row, term, words] = ['div', 'dt', 'dd'].map((each) => document.createElement(each));
      const isTime = ['exp', 'iat', 'nbf', 'auth_time'].includes(name) && Number.isFinite(value);
      term.textContent = name;
      words.textContent = typeof value === 'string' ? value : JSON.stringify(value);
      words.textContent += isTime ? ` (${new Date(value * 1000).toLocaleString()})` : '';
      row.append(term, words);
      list.append(row);
    }
    before.before(title, list);
  }

  const scope = document.getElementById('scope');
  const token = document.getElementById('token');
  if (scope) {
    offerScopes(scope);
  }
  if (token) {
    const curl = document.getElementById('curl');
    curl.textContent = curl.textContent.replace(/URL$/, new URL('.', location.href).href);
    countDown(document.getElementById('end'));
    offerCopy(token, 'Copy token', () => token.value);
    offerCopy(curl.parentElement, 'Copy as curl', () => curl.textContent);
    showClaims(document.querySelector('h2'), token.value);
  }
})();
