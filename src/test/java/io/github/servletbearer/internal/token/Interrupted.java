// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Access tokens at which something happens in the middle of an operation. */
final class Interrupted implements AccessTokens {
  /** What may throw. */
  interface Event {
    void happen() throws Exception;
  }

  private final AccessTokens tokens;

  /** Happens once, after a token was made. */
  final AtomicReference<Event> afterMake = new AtomicReference<>();

  /** Happens once, before a token is kept. */
  final AtomicReference<Event> beforeKeep = new AtomicReference<>();

  /** Happens once, after tokens were revoked. */
  final AtomicReference<Event> afterRevocation = new AtomicReference<>();

  Interrupted(AccessTokens tokens) {
    this.tokens = tokens;
  }

  private static void happen(AtomicReference<Event> next) {
    Event event = next.getAndSet(null);
    try {
      if (event != null) {
        event.happen();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Duration lifetime() {
    return tokens.lifetime();
  }

  @Override
  public IssuedToken make(Authorization grant) throws BearerException {
    IssuedToken made = tokens.make(grant);
    happen(afterMake);
    return made;
  }

  @Override
  public void keep(IssuedToken token, Authorization grant) throws BearerException {
    happen(beforeKeep);
    tokens.keep(token, grant);
  }

  @Override
  public void discard(IssuedToken token) throws BearerException {
    tokens.discard(token);
  }

  @Override
  public BearerToken verify(PresentedToken token) throws BearerException {
    return tokens.verify(token);
  }

  @Override
  public Revocation revoke(String text, String clientId) throws BearerException {
    Revocation revocation = tokens.revoke(text, clientId);
    happen(afterRevocation);
    return revocation;
  }

  @Override
  public void revokeFamily(Authorization grant) throws BearerException {
    tokens.revokeFamily(grant);
    happen(afterRevocation);
  }

  @Override
  public int revokeUser(String name) throws BearerException {
    int ended = tokens.revokeUser(name);
    happen(afterRevocation);
    return ended;
  }

  @Override
  public int revokeAll() throws BearerException {
    int ended = tokens.revokeAll();
    happen(afterRevocation);
    return ended;
  }

  @Override
  public int purge() throws BearerException {
    return tokens.purge();
  }

  @Override
  public int size() throws BearerException {
    return tokens.size();
  }
}
