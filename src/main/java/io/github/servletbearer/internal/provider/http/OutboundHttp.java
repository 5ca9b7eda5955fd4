// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The one way out to identity providers: over TLS, to the address that is configured and no other,
 * bounded in time and size, keeping nothing. A JVM's proxy settings hold. Thread-safe.
 */
public final class OutboundHttp implements Closeable {
  private final boolean allowHttp;
  private final Timeouts timeouts;
  private final Tls tls;
  private final DaemonThreads workers = new DaemonThreads();
  private final Set<HttpCall> underWay = ConcurrentHashMap.newKeySet();

  /**
   * A way out.
   *
   * @param allowHttp whether addresses other than this machine's own may be without TLS
   */
  public OutboundHttp(boolean allowHttp) {
    this(allowHttp, Timeouts.USUAL);
  }

  public OutboundHttp(boolean allowHttp, Timeouts timeouts) {
    this(allowHttp, timeouts, Tls.ofJvm());
  }

  public OutboundHttp(boolean allowHttp, Timeouts timeouts, Tls tls) {
    this.allowHttp = allowHttp;
    this.timeouts = timeouts;
    this.tls = tls;
  }

  /**
   * What is wrong with an address, as the rest of a sentence that names it; null if it may be
   * asked.
   */
  public @Nullable String problem(URI address) {
    return OutboundUrls.problem(address, allowHttp);
  }

  /** The longest time that an answer can take. */
  public Duration longest() {
    return timeouts.total();
  }

  /**
   * Gets a document.
   *
   * @return the body of the answer 200
   * @throws ProviderException if there is none
   */
  public byte[] get(URI address) throws ProviderException {
    return answer(HttpCall.get(address, tls, timeouts));
  }

  /**
   * Posts a form as a client (RFC 6749 2.3.1).
   *
   * @param form encoded
   * @return the body of the answer 200
   * @throws ProviderException if there is none
   */
  public byte[] post(URI address, String form, ClientSecret client) throws ProviderException {
    return answer(HttpCall.post(address, form, client, tls, timeouts));
  }

  private byte[] answer(HttpCall exchange) throws ProviderException {
    String problem = problem(exchange.address());
    if (problem != null) {
      throw ProviderException.of(exchange.address(), problem);
    }
    underWay.add(exchange);
    try {
      if (!workers.start("servlet-bearer-http", exchange::run)) {
        throw ProviderException.of(exchange.address(), "is not asked: the application is stopping");
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
