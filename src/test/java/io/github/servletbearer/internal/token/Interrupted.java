// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import java.time.Duration;

/** Access tokens at which something happens in the middle of an operation. */
final class Interrupted implements AccessTokens {
  /** What may throw. */
  interface Event {
    void happen() throws Exception;
  }

  private final AccessTokens tokens;

  /** Happens once, after tokens were issued. */
  Event afterIssue;

  /** Happens once, after tokens were revoked. */
  Event afterRevocation;

  Interrupted(AccessTokens tokens) {
    this.tokens = tokens;
  }

  private void issued() {
    Event event = afterIssue;
    afterIssue = null;
    run(event);
  }

  private void revoked() {
    Event event = afterRevocation;
    afterRevocation = null;
    run(event);
  }

  private static void run(Event event) {
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
  public IssuedToken issue(Authorization grant) throws BearerException {
    IssuedToken issued = tokens.issue(grant);
    issued();
    return issued;
  }

  @Override
  public BearerToken verify(String token) throws BearerException {
    return tokens.verify(token);
  }

  @Override
  public Revocation revoke(String text, String clientId) throws BearerException {
    Revocation revocation = tokens.revoke(text, clientId);
    revoked();
    return revocation;
  }

  @Override
  public void revokeFamily(Authorization grant) throws BearerException {
    tokens.revokeFamily(grant);
    revoked();
  }

  @Override
  public int revokeUser(String name) throws BearerException {
    int ended = tokens.revokeUser(name);
    revoked();
    return ended;
  }

  @Override
  public int revokeAll() {
    int ended = tokens.revokeAll();
    revoked();
    return ended;
  }

  @Override
  public int purge() {
    return tokens.purge();
  }

  @Override
  public int size() {
    return tokens.size();
  }
}
