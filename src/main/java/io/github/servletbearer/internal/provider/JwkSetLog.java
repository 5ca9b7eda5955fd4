// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.log.Redacted;
import java.util.logging.Logger;

/**
 * Logs how the fetching of an issuer's keys goes, each change once: nothing of it is per request.
 * Not thread-safe.
 */
final class JwkSetLog {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private enum State {
    NEW,
    WELL,
    STALE,
    WITHOUT_KEYS
  }

  private final String issuer;
  private State state = State.NEW;

  JwkSetLog(String issuer) {
    this.issuer = Redacted.line(issuer);
  }

  void succeeded(JwkSet keys) {
    if (state != State.WELL) {
      LOG.info(
          (state == State.NEW ? "fetched " : "fetched again: ")
              + keys.size()
              + (keys.size() == 1 ? " key of " : " keys of ")
              + issuer
              + " for "
              + String.join(", ", keys.algorithms()));
      state = State.WELL;
    }
  }

  /** They could not be fetched; the last ones may still be usable. */
  void failed(String reason, boolean usable) {
    State now = usable ? State.STALE : State.WITHOUT_KEYS;
    if (state != now) {
      LOG.warning(
          "no keys of "
              + issuer
              + (usable
                  ? ", the last ones serve for now: "
                  : ", so none of its tokens is accepted: ")
              + Redacted.line(reason));
      state = now;
    }
  }
}
