// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

/** The threads of ours that are alive. */
final class OurThreads {
  private OurThreads() {}

  /** Those that the room starts, and any of the JDK that would hold the application's classes. */
  static Set<String> alive() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (isOurs(thread)) {
        names.add(thread.getName());
      }
    }
    return names;
  }

  private static boolean isOurs(Thread thread) {
    boolean holdsClasses =
        thread.getName().startsWith("Keep-Alive") && thread.getContextClassLoader() != null;
    return thread.getName().startsWith("servlet-bearer") || holdsClasses;
  }

  /** Waits until all have ended by themselves. */
  static void end() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (isOurs(thread)) {
        thread.join(20_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }
}
