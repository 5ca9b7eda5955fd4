// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for facts. */
public final class Await {
  private Await() {}

  /** Returns when something is so, and fails where that takes longer. */
  public static void until(String what, Duration timeout, BooleanSupplier isSo) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + timeout + ": " + what);
      }
      pause();
    }
  }

  /** The first answer that is wanted; the last one, where none is within the time. */
  public static <T> T first(Duration timeout, Supplier<T> ask, Predicate<T> isWanted) {
    long deadline = System.nanoTime() + timeout.toNanos();
    T answer = ask.get();
    while (!isWanted.test(answer) && System.nanoTime() < deadline) {
      pause();
      answer = ask.get();
    }
    return answer;
  }

  private static void pause() {
    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
  }
}
