// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// What is wrong with a login, in one or two sentences: first the words of the server that refused it,
// then the cure where the page knows one.

/** How servers say that they want a secret; most have a code of their own for it. */
const WANTS_SECRET = /secret|client_assertion|client authentication|single-page|^unauthorized$/i;

const PUBLIC_CLIENT =
  'This page can keep no secret: register its client as a public one (single-page application),' +
  ' if the provider has such clients.';
const SAYS = 'The identity provider says: ';

/** One line that ends in a full stop; some providers write several, with numbers for their support. */
function sentence(text) {
  return text.replace(/\s+/g, ' ').trim().replace(/[.\s]*$/, '.');
}

/** What an identity provider answered in place of a code (RFC 6749 4.1.2.1). */
export function problemOfAnswer({error, error_description: description, error_uri: uri}) {
  const more = uri ? ` See ${uri}` : '';
  if (error !== 'access_denied') {
    return sentence(SAYS + (description || error)) + more;
  }
  const words = description ? `: ${description}` : '';
  return sentence(`The login was refused or given up${words}`) + more;
}

/** The error of a token endpoint (RFC 6749 5.2), which Swagger UI puts into a text, or none. */
function errorIn(message) {
  try {
    const {error, error_description: description} = JSON.parse(message); // sent with status 200
    return {error, description};
  } catch (e) {
    const [, error, description] = /^.*?(?:, error: (.*?))?(?:, description: (.*))?$/s.exec(message);
    return {error, description};
  }
}

function unreachable(own) {
  return own
    ? 'The token endpoint cannot be reached.'
    : 'The token endpoint cannot be reached, or does not answer pages of ' +
        `${window.location.origin} (CORS). Allow this origin at the provider; some do that by` +
        ' registering the client as a single-page application.';
}

/**
 * What a token endpoint answered in place of a token.
 *
 * @param message the words of Swagger UI, or a sentence of this page
 * @param own whether it is our own endpoint, where people are no clients
 */
export function problemOfToken(message, own) {
  const {error, description} = errorIn(message);
  if (error || description) {
    const words = description || error;
    const wantsSecret = error === 'invalid_client' || WANTS_SECRET.test(words);
    const cure = wantsSecret ? ` ${PUBLIC_CLIENT}` : '';
    return own ? sentence(words) : sentence(SAYS + words) + cure;
  }
  if (/Failed to fetch|NetworkError|Load failed/.test(message)) {
    return unreachable(own);
  }
  const words = /^(?:Error: )+(.*)$/s.exec(message);
  return words ? sentence(`The token endpoint answered: ${words[1]}`) : message;
}
