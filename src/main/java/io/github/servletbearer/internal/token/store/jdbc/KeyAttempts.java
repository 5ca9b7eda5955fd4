// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.token.store.AttemptLimit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The attempts of one key at a moment: those that failed, and those under way. Not thread-safe. */
final class KeyAttempts {
  private final AttemptLimit limit;
  private final long now;
  private final List<Long> failureEnds = new ArrayList<>();
  private int underWay;

  KeyAttempts(AttemptLimit limit, long now) {
    this.limit = limit;
    this.now = now;
  }

  /** Adds one that leaves its window at a moment, if it is of this limit. */
  void add(String limitName, boolean hasFailed, long end) {
    if (!limitName.equals(limit.name())) {
      return;
    }
    if (hasFailed) {
      failureEnds.add(end);
    } else {
      underWay++;
    }
  }

  /** Whether so many more may fail. */
  boolean hasPlaces(int guesses) {
    return failureEnds.size() + underWay + guesses <= limit.failures();
  }

  /** For how long failures make so many guesses wait. */
  long waitMillis(int guesses) {
    int tooMany = failureEnds.size() + guesses - limit.failures();
    if (failureEnds.isEmpty() || tooMany <= 0) {
      return 0;
    }
    Collections.sort(failureEnds);
    return failureEnds.get(Math.min(tooMany, failureEnds.size()) - 1) - now;
  }
}
