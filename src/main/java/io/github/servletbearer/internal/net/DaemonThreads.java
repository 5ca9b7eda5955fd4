// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Starts daemon threads, each for one piece of work, and sees to it that none outlives the
 * application, whose classes it would hold in memory. Thread-safe.
 */
public final class DaemonThreads {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  // Guarded by this.
  private final Set<Thread> threads = new HashSet<>();
  private boolean shut;

  /** Starts a piece of work, which throws nothing; false if none may be started any more. */
  public synchronized boolean start(String name, Runnable work) {
    if (shut) {
      return false;
    }
    threads.removeIf(thread -> !thread.isAlive());
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    // A request's thread may have a loader set that is not ours to hold.
    thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
    thread.start();
    threads.add(thread);
    return true;
  }

  /** From now on nothing is started. */
  public synchronized void shut() {
    shut = true;
  }

  /** Interrupts all threads and waits until they have ended, though not for ever. */
  public void end() {
    Set<Thread> last;
    synchronized (this) {
      shut = true;
      last = new HashSet<>(threads);
    }
    last.forEach(Thread::interrupt);
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      for (Thread thread : last) {
        // join(0) would wait for ever.
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
