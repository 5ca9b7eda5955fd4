// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that ask at the same time, and a provider that lets them wait until the test says so. */
final class Crowd implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  /** The provider answers this after {@link #release}. */
  void hold(FakeProvider provider, String path, String answer) {
    provider.on(
        path,
        exchange -> {
          held.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            return;
          }
          FakeProvider.send(exchange, 200, answer);
        });
  }

  /** Returns when the provider was asked and holds its answer. */
  void awaitHeld() throws InterruptedException {
    held.await();
  }

  void release() {
    release.countDown();
  }

  <T> Future<T> submit(Callable<T> work) {
    return threads.submit(work);
  }

  Future<?> submit(Runnable work) {
    return threads.submit(work);
  }

  /** Threads that all begin when the last of them is there. */
  <T> List<Future<T>> inParallel(int times, Callable<T> work) {
    CountDownLatch together = new CountDownLatch(times);
    List<Future<T>> answers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      answers.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                return work.call();
              }));
    }
    return answers;
  }

  @Override
  public void close() {
    release();
    threads.shutdownNow();
  }
}
