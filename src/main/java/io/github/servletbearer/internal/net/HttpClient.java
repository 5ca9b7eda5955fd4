// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import java.io.Closeable;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends requests, each over a connection of its own, bounded in time; follows nothing, logs in
 * nowhere, keeps nothing. A JVM's proxy settings hold. Thread-safe.
 */
public final class HttpClient implements Closeable {
  private final Timeouts timeouts;
  private final Tls tls;
  private final DaemonThreads workers = new DaemonThreads();
  private final Set<HttpCall<?>> underWay = ConcurrentHashMap.newKeySet();

  public HttpClient(Timeouts timeouts, Tls tls) {
    this.timeouts = timeouts;
    this.tls = tls;
  }

  /**
   * Sends a request and reads its answer.
   *
   * @param address whose scheme, host and port are asked
   * @throws NoResponseException if there is no answer that can be read, or not in time
   */
  public <T> T send(URI address, Request request, ResponseReader.Handler<T> handler)
      throws NoResponseException {
    HttpCall<T> exchange = new HttpCall<>(address, request, handler, tls, timeouts);
    underWay.add(exchange);
    try {
      if (!workers.start("servlet-bearer-http", exchange::run)) {
        throw new NoResponseException(
            "is not asked: the application is stopping", "ask again later");
      }
      return exchange.await();
    } finally {
      underWay.remove(exchange);
      exchange.abort();
    }
  }

  /** Ends what is under way; nothing is asked any more, and no thread is left. */
  @Override
  public void close() {
    workers.shut();
    underWay.forEach(HttpCall::abort);
    workers.end();
  }
}
