// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import io.github.servletbearer.internal.provider.http.ResponseReader.BadAnswerException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
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
 * another, which leaves when the time is over, whatever the first is waiting for. Thread-safe.
 */
final class HttpCall {
  private static final int TOO_MANY_REQUESTS = 429; // RFC 6585 4
  private static final int USUAL_PAUSE_SECONDS = 5;
  private static final int LONGEST_PAUSE_SECONDS = 30;

  private final URI address;
  private final @Nullable String form;
  private final @Nullable ClientSecret client;
  private final Tls tls;
  private final Timeouts timeouts;
  private final FutureTask<byte[]> answer = new FutureTask<>(this::ask);

  // Guarded by this. Beneath TLS: to close it waits for nothing.
  private @Nullable Socket socket;
  private boolean aborted;

  private HttpCall(
      URI address,
      @Nullable String form,
      @Nullable ClientSecret client,
      Tls tls,
      Timeouts timeouts) {
    this.address = address;
    this.form = form;
    this.client = client;
    this.tls = tls;
    this.timeouts = timeouts;
  }

  static HttpCall get(URI address, Tls tls, Timeouts timeouts) {
    return new HttpCall(address, null, null, tls, timeouts);
  }

  static HttpCall post(URI address, String form, ClientSecret client, Tls tls, Timeouts timeouts) {
    return new HttpCall(address, form, client, tls, timeouts);
  }

  /** Whom it asks. */
  URI address() {
    return address;
  }

  /** Asks. */
  void run() {
    answer.run();
  }

  /** The answer's body, once it was asked for. */
  byte[] await() throws ProviderException {
    Duration total = timeouts.total();
    try {
      return answer.get(total.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw failed("did not answer within " + total.toMillis() + " ms; see whether it is well");
    } catch (CancellationException e) {
      throw failed("was not waited for: the application is stopping");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was not waited for: the request was interrupted");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ProviderException) {
        throw (ProviderException) cause;
      }
      throw failed("could not be asked: " + (cause == null ? e : cause).getClass().getName());
    }
  }

  /** Ends it from another thread: nobody waits any more, and its own thread ends soon. */
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
        // It is as good as closed.
      }
    }
  }

  private synchronized void opened(Socket open) throws IOException {
    socket = open;
    if (aborted) {
      throw new BadAnswerException("is not asked any more");
    }
  }

  private byte[] ask() throws ProviderException {
    Connection connection = Connection.to(address);
    try (Socket plain = connection.socket()) {
      opened(plain);
      connection.open(plain, timeouts);
      Socket end =
          connection.isHttps() ? tls.over(plain, connection.name(), connection.port()) : plain;
      end.getOutputStream().write(request());
      ResponseReader reader = new ResponseReader(end.getInputStream());
      int status = reader.status();
      if (status != 200) {
        throw wrong(status, reader);
      }
      return reader.body();
    } catch (IOException e) {
      throw failed(connection.through() + reason(e));
    }
  }

  /** All of it in one piece, so that the network does not wait for more. */
  private byte[] request() {
    StringBuilder head = new StringBuilder();
    head.append(form == null ? "GET " : "POST ").append(target()).append(" HTTP/1.1\r\n");
    header(head, "Host", host());
    header(head, "User-Agent", "servlet-bearer");
    header(head, "Accept", "application/json");
    header(head, "Accept-Encoding", "identity");
    header(head, "Connection", "close");
    if (client != null) {
      header(head, "Authorization", client.header());
    }
    if (form == null) {
      return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
    header(head, "Content-Type", "application/x-www-form-urlencoded");
    header(head, "Content-Length", Integer.toString(form.length()));
    return head.append("\r\n").append(form).toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** Path and query (RFC 9112 3.2.1); what is not ASCII is encoded. */
  private String target() {
    URI ascii = URI.create(address.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + '?' + ascii.getRawQuery();
  }

  private String host() {
    return address.getPort() < 0 ? address.getHost() : address.getHost() + ':' + address.getPort();
  }

  private ProviderException failed(String reason) {
    return ProviderException.of(address, reason);
  }

  private ProviderException wrong(int status, ResponseReader answer) {
    int pause =
        status == TOO_MANY_REQUESTS
            ? answer.retryAfterSeconds(1, USUAL_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS)
            : 0;
    return ProviderException.of(address, status, pause, "answered " + status + ": " + cure(status));
  }

  private String cure(int status) {
    if (status >= 500) {
      return "it has a fault; see its own log";
    }
    if (status >= 300 && status < 400) {
      return "redirects, which is not followed; configure the final address";
    }
    if (status == TOO_MANY_REQUESTS) {
      return "is asked too often; raise its limit for this client";
    }
    if (client != null && status == 401) {
      return "it does not take the client id and secret; correct them here or there";
    }
    if (client != null && status == 403) {
      return "it refuses this client; give the client the right to introspect";
    }
    return "refuses; compare its address and the client's rights";
  }

  /** In our words: messages of the JDK may quote an address or an answer. */
  private static String reason(IOException e) {
    if (e instanceof BadAnswerException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof UnknownHostException) {
      return "is no host that can be found; compare its address, and this machine's DNS";
    }
    if (e instanceof SocketTimeoutException) {
      return "does not answer in time; see whether it is well";
    }
    if (e instanceof ConnectException) {
      return "cannot be connected to; see whether it runs, and what firewalls say";
    }
    if (e instanceof SSLException) {
      return "offers no trusted TLS; its certificate must be valid for this host name, its"
          + " authority in the JVM's trust store ("
          + e.getClass().getSimpleName()
          + ")";
    }
    return "broke off: " + e.getClass().getName();
  }
}
