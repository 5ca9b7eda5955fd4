// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import io.github.servletbearer.internal.net.HttpClient;
import io.github.servletbearer.internal.net.NoResponseException;
import io.github.servletbearer.internal.net.Request;
import io.github.servletbearer.internal.net.ResponseReader;
import io.github.servletbearer.internal.net.Timeouts;
import io.github.servletbearer.internal.net.Tls;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one probe, within its limits of number and rate; it stops where the server fails.
 * Not thread-safe.
 */
final class Requests implements Closeable {
  /** In a row: no answer, or an answer that a failing server gives. */
  private static final int MOST_FAILURES = 5;

  /** In all: each may take as long as the time-out. */
  private static final int MOST_UNANSWERED = 50;

  private final BaseUrl address;
  private final Limits limits;
  private final HttpClient client;
  private final long start = System.nanoTime();
  private long due = start;
  private int sent = 0;
  private int failures = 0;
  private int unanswered = 0;

  Requests(BaseUrl address, Limits limits) {
    this.address = address;
    this.limits = limits;
    this.client = new HttpClient(Timeouts.inAll(limits.timeout()), Tls.ofJvm());
  }

  /** Whether the limit is not reached yet. */
  boolean maySend() {
    return sent < limits.requests();
  }

  /**
   * Sends a request, when it is time for the next one.
   *
   * @param target as it is sent, each character as one byte, and not normalised
   * @param authorization the value of that header, or null
   * @return the answer, or null where none came
   * @throws StoppedException if the first request or too many others failed
   */
  @Nullable ProbeResponse send(String method, String target, @Nullable String authorization)
      throws StoppedException {
    pause();
    sent++;
    try {
      ProbeResponse answer =
          client.send(address.uri(), request(method, target, authorization), Requests::read);
      failures = answer.isFailure() ? failures + 1 : 0;
      if (failures == MOST_FAILURES) {
        throw new StoppedException(
            address + " is failing: the last answers were " + answer.text() + ".",
            "Try again when it works.");
      }
      return answer;
    } catch (NoResponseException e) {
      failures++;
      unanswered++;
      if (sent == 1 || failures == MOST_FAILURES || unanswered == MOST_UNANSWERED) {
        String cure = e.cure();
        throw new StoppedException(
            address + " " + e.reason() + ".",
            Character.toUpperCase(cure.charAt(0)) + cure.substring(1) + '.');
      }
      return null;
    }
  }

  private Request request(String method, String target, @Nullable String authorization) {
    Request request =
        Request.once(method, target, address.authority(), Limits.USER_AGENT).with("Accept", "*/*");
    return authorization == null ? request : request.with("Authorization", authorization);
  }

  private static ProbeResponse read(ResponseReader answer) throws IOException {
    int status = answer.status();
    return new ProbeResponse(status, answer.headers(), answer.beginning(Limits.MAX_BODY));
  }

  private void pause() throws StoppedException {
    long now = System.nanoTime();
    long left = due - now;
    due = Math.max(now, due) + TimeUnit.SECONDS.toNanos(1) / limits.rate();
    if (left > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoppedException("the probe was interrupted.", "Start it again.");
      }
    }
  }

  /** How many were sent. */
  int sent() {
    return sent;
  }

  /** Since the first. */
  long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }

  @Override
  public void close() {
    client.close();
  }
}
