// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Threads that send one request after the other, until it ends. Thread-safe. */
final class TokenFlood implements AutoCloseable {

  private final List<Thread> threads = new ArrayList<>();
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
  private final Map<String, Boolean> faults = new ConcurrentHashMap<>();
  private volatile boolean ended;

  private TokenFlood() {}

  /** Each thread takes the next token for each request. */
  static TokenFlood start(int threads, Http http, Supplier<String> tokens) {
    TokenFlood flood = new TokenFlood();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> flood.send(http, tokens), "flood");
      flood.threads.add(thread);
      thread.start();
    }
    return flood;
  }

  private void send(Http http, Supplier<String> tokens) {
    try {
      while (!ended) {
        answers.merge(TokenRequests.ask(http, tokens.get()).status(), 1, Integer::sum);
      }
    } catch (RuntimeException e) {
      faults.put(e.toString(), true);
    }
  }

  /** How many answers there were. */
  int count() {
    return answers.values().stream().mapToInt(each -> each).sum();
  }

  /** The statuses of all answers; a request that failed is an error. */
  Set<Integer> statuses() {
    if (!faults.isEmpty()) {
      throw new AssertionError("Requests failed: " + faults.keySet());
    }
    return new TreeSet<>(answers.keySet());
  }

  /** Returns when no request is under way. */
  @Override
  public void close() {
    ended = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
