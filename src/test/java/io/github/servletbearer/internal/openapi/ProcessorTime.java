// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/** Bounds work by the time of a processor, which other work on the machine takes nothing of. */
public final class ProcessorTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ProcessorTime() {}

  /** The result of work that this thread does within a limit. */
  public static <T> T within(Duration limit, Supplier<T> work) {
    long before = THREADS.getCurrentThreadCpuTime();
    T result = work.get();
    Duration spent = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before);
    assertThat(spent).isLessThan(limit);
    return result;
  }
}
