// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import io.github.servletbearer.internal.log.RootCause;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer over a connection of their own: asked in one thread, awaited in
 * another, which leaves when the time has passed, whatever the first is waiting for. Thread-safe.
 */
final class HttpCall<T> {
  private static final String LATER = "ask again later";
  private static final String REPORT = "see what the JVM is configured to do for connections";

  private final URI address;
  private final Request request;
  private final ResponseReader.Handler<T> handler;
  private final Tls tls;
  private final Timeouts timeouts;
  private final FutureTask<T> answer = new FutureTask<>(this::ask);

  // Guarded by this. Beneath TLS: to close it waits for nothing.
  private @Nullable Socket socket;
  private boolean aborted;

  private volatile String through = "";

  HttpCall(
      URI address, Request request, ResponseReader.Handler<T> handler, Tls tls, Timeouts timeouts) {
    this.address = address;
    this.request = request;
    this.handler = handler;
    this.tls = tls;
    this.timeouts = timeouts;
  }

  void run() {
    answer.run();
  }

  /** What was read of the answer, once it was asked for. */
  T await() throws NoResponseException {
    Duration total = timeouts.total();
    try {
      return answer.get(total.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new NoResponseException(
          through + "does not answer within " + total.toMillis() + " ms", "see whether it works");
    } catch (CancellationException e) {
      throw new NoResponseException("was not waited for: the application is stopping", LATER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoResponseException("was not waited for: the request was interrupted", LATER);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cause instanceof NoResponseException
          ? (NoResponseException) cause
          : new NoResponseException("could not be asked: " + cause.getClass().getName(), REPORT);
    }
  }

  /** Ends it from another thread: no thread waits any more, and its own thread ends soon. */
  void abort() {
    answer.cancel(false);
    Socket open;
    synchronized (this) {
      aborted = true;
      open = socket;
    }
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It counts as closed.
      }
    }
  }

  private synchronized void opened(Socket open) throws IOException {
    socket = open;
    if (aborted) {
      throw new IOException("aborted");
    }
  }

  private T ask() throws NoResponseException {
    Connection connection = Connection.to(address);
    through = connection.through();
    try (Socket plain = connection.socket()) {
      opened(plain);
      connection.open(plain, timeouts);
      Socket end =
          connection.isHttps() ? tls.over(plain, connection.name(), connection.port()) : plain;
      end.getOutputStream().write(request.bytes());
      return handler.read(new ResponseReader(end.getInputStream()));
    } catch (IOException e) {
      throw noAnswer(e).through(through);
    }
  }

  /** In our words: messages of the JDK may quote an address or an answer. */
  private static NoResponseException noAnswer(IOException e) {
    if (e instanceof NoResponseException) {
      return (NoResponseException) e;
    }
    if (e instanceof UnknownHostException) {
      return new NoResponseException(
          "is no host that can be found", "compare its address, and this machine's DNS");
    }
    if (e instanceof SocketTimeoutException) {
      return new NoResponseException("does not answer in time", "see whether it works");
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return new NoResponseException(
          "cannot be connected to", "see whether it runs at this port, and what firewalls say");
    }
    if (e instanceof SSLException) {
      return new NoResponseException(
          "offers no trusted TLS (" + RootCause.of(e).getClass().getSimpleName() + ")",
          "its certificate must be valid for this host name and today, its authority in the JVM's"
              + " trust store (-Djavax.net.ssl.trustStore)");
    }
    return new NoResponseException(
        "broke off: " + e.getClass().getName(), "compare scheme and port of its address");
  }
}
