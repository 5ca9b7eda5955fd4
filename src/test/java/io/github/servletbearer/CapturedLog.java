// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a logger is told while a test looks; its parents are told nothing meanwhile. */
public final class CapturedLog extends Handler implements AutoCloseable {
  private final Logger logger;
  private final Level usual;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> thrown = new CopyOnWriteArrayList<>();

  /** Listens to a logger and those below it, at all levels; the root logger's name is empty. */
  public CapturedLog(String name) {
    logger = Logger.getLogger(name);
    usual = logger.getLevel();
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    setLevel(Level.ALL);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord entry) {
    lines.add(entry.getLevel() + " " + entry.getMessage());
    if (entry.getThrown() != null) {
      StringWriter trace = new StringWriter();
      entry.getThrown().printStackTrace(new PrintWriter(trace, true));
      thrown.add(trace.toString());
    }
  }

  /** Level and message of each line so far. */
  public List<String> lines() {
    return lines;
  }

  /** The stack trace of each line that has one, with its messages. */
  public List<String> thrown() {
    return thrown;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(usual);
  }
}
