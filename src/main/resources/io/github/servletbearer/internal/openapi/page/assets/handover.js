// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// How the page that an identity provider leads back to gives its answer to the docs page. Neither
// has a reference to the other's window (Cross-Origin-Opener-Policy), so they meet on a channel of
// their origin. Its name holds the state of the login, which only these two windows and the
// provider know (RFC 6749 10.12): another page can neither listen nor answer.

function channelOf(page, state) {
  return new BroadcastChannel(`servlet-bearer ${page} ${state}`);
}

/**
 * Waits for one answer, and confirms it.
 *
 * @param page the path of the page that gives it
 * @returns what ends the waiting
 */
export function receive(page, state, onAnswer) {
  const channel = channelOf(page, state);
  channel.onmessage = ({data}) => {
    if (data.state === state) {
      channel.postMessage('taken');
      channel.close(); // a second answer to one question is none
      onAnswer(data);
    }
  };
  return () => channel.close();
}

/** Gives an answer, and calls back when it was taken. */
export function give(page, answer, onTaken) {
  const channel = channelOf(page, answer.state);
  channel.onmessage = onTaken;
  channel.postMessage(answer);
}
