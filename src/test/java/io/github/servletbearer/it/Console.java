// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All that a server has written to its standard output and error, line by line. Thread-safe. */
public final class Console {

  private static final int LINES_SHOWN = 80;

  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private Console() {}

  /** Reads in a thread of its own until the stream ends, so that the server never blocks. */
  public static Console of(InputStream output, String name) {
    Console console = new Console();
    Thread reader = new Thread(() -> console.readAll(output), "console of " + name);
    reader.setDaemon(true);
    reader.start();
    return console;
  }

  private void readAll(InputStream output) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("the console could not be read further: " + e);
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Waits for the last line of a server that is about to end. */
  public synchronized void awaitEnd() throws InterruptedException {
    while (!ended) {
      wait();
    }
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Whether there is one line with all of these. */
  public boolean has(String... fragments) {
    return lines().stream()
        .anyMatch(line -> Stream.of(fragments).allMatch(fragment -> line.contains(fragment)));
  }

  public String text() {
    return String.join("\n", lines());
  }

  /** The first line, from the beginning of the output, that is wanted; waits until it is there. */
  public String waitFor(Predicate<String> wanted, Duration timeout) {
    return waitFor(0, wanted, timeout);
  }

  /** As above, but lines before the given number do not count. */
  public synchronized String waitFor(int from, Predicate<String> wanted, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    int next = from;
    while (true) {
      for (; next < lines.size(); next++) {
        if (wanted.test(lines.get(next))) {
          return lines.get(next);
        }
      }
      long left = deadline - System.nanoTime();
      if (ended || left <= 0) {
        throw new AssertionError(
            (ended ? "The server ended" : "Nothing after " + timeout)
                + " without the line that was waited for; it wrote:\n"
                + tail());
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for the server", e);
      }
    }
  }

  /** The last lines, for messages. */
  public synchronized String tail() {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }
}
