// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs messages that strangers can cause without limit: one line a minute for each kind, or a few.
 * The next line reports how many were withheld; those are logged at FINE. Thread-safe, and bounded:
 * when there are too many kinds at a time, the numbers of those whose minute has passed are
 * dropped, and further kinds share a line.
 */
public final class LimitedLog {
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_KINDS = 32;
  private static final String OTHER = "";

  private final Logger logger;
  private final int linesPerMinute;
  private final LongSupplier nanoTime;
  private final Map<String, Kind> kinds = new HashMap<>(); // guarded by this

  /** A log with its own limit. */
  public LimitedLog(Logger logger) {
    this(logger, 1, System::nanoTime);
  }

  /** A log with another limit for each kind. */
  public LimitedLog(Logger logger, int linesPerMinute) {
    this(logger, linesPerMinute, System::nanoTime);
  }

  LimitedLog(Logger logger, int linesPerMinute, LongSupplier nanoTime) {
    this.logger = logger;
    this.linesPerMinute = linesPerMinute;
    this.nanoTime = nanoTime;
  }

  /** Logs a message, which is its own kind. */
  public void log(Level level, String message, @Nullable Throwable thrown) {
    log(level, message, message, thrown);
  }

  /**
   * Logs a message.
   *
   * @param kind of the message: each has its lines a minute
   */
  public void log(Level level, String kind, String message, @Nullable Throwable thrown) {
    log(level, kind, () -> message, thrown);
  }

  /** The same for a message that is made only where it is logged. */
  public void log(Level level, String kind, Supplier<String> supplier, @Nullable Throwable thrown) {
    long withheld = admit(kind);
    if (withheld < 0) {
      if (logger.isLoggable(Level.FINE)) {
        logger.log(Level.FINE, supplier.get(), thrown);
      }
    } else if (logger.isLoggable(level)) {
      String message = supplier.get();
      logger.log(
          level,
          withheld == 0 ? message : message + " (" + withheld + " more like this were withheld)",
          thrown);
    }
  }

  /** The number of messages withheld before this one, or -1 where it is withheld, too. */
  private synchronized long admit(String name) {
    long now = nanoTime.getAsLong();
    Kind kind = kinds.get(name);
    if (kind == null) {
      boolean isFull = kinds.size() >= MAX_KINDS; // a kind may never come again
      kinds.values().removeIf(old -> old.isFree(now) && (isFull || old.withheld == 0));
      kind = kinds.computeIfAbsent(kinds.size() < MAX_KINDS ? name : OTHER, same -> new Kind(now));
    }
    if (kind.isFree(now)) {
      kind.lines = 0;
      kind.freeAt = now + INTERVAL_NANOS;
    }
    if (kind.lines == linesPerMinute) {
      kind.withheld++;
      return -1;
    }
    kind.lines++;
    long withheld = kind.withheld;
    kind.withheld = 0;
    return withheld;
  }

  private static final class Kind {
    private long freeAt;
    private int lines;
    private long withheld;

    Kind(long now) {
      freeAt = now;
    }

    boolean isFree(long now) {
      return now - freeAt >= 0;
    }
  }
}
