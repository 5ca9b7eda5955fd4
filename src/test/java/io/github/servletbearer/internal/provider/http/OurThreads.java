// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

/** The threads of ours that are alive. */
public final class OurThreads {
  private OurThreads() {}

  /** Threads that the room starts, and those in which the JDK would keep connections. */
  public static Set<String> alive() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (isOurs(thread)) {
        names.add(thread.getName());
      }
    }
    return names;
  }

  private static boolean isOurs(Thread thread) {
    return thread.getName().startsWith("servlet-bearer")
        || thread.getName().startsWith("Keep-Alive");
  }

  /** Waits until all have ended by themselves. */
  public static void end() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (isOurs(thread)) {
        thread.join(20_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }
}
