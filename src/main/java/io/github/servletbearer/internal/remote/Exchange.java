// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
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
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: asked in one thread, awaited in another, which leaves when the time
 * is over, whatever the first is waiting for. Thread-safe.
 */
final class Exchange {
  /** Key sets have some kilobytes. */
  static final int MAX_BYTES = 512 * 1024;

  private final URI address;
  private final byte @Nullable [] form;
  private final @Nullable ClientSecret client;
  private final Timeouts timeouts;
  private final FutureTask<byte[]> answer = new FutureTask<>(this::ask);

  private volatile boolean aborted;
  // The two ways to wake a thread that waits for the other side, each set while it works.
  private volatile @Nullable Socket socket;
  private volatile @Nullable HttpURLConnection connected;

  private Exchange(
      URI address, byte @Nullable [] form, @Nullable ClientSecret client, Timeouts timeouts) {
    this.address = address;
    this.form = form;
    this.client = client;
    this.timeouts = timeouts;
  }

  static Exchange get(URI address, Timeouts timeouts) {
    return new Exchange(address, null, null, timeouts);
  }

  static Exchange post(URI address, String form, ClientSecret client, Timeouts timeouts) {
    byte[] bytes = form.getBytes(StandardCharsets.US_ASCII);
    return new Exchange(address, bytes, client, timeouts);
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
      throw e.getCause() instanceof ProviderException
          ? (ProviderException) e.getCause()
          : failed("could not be asked: " + e.getCause().getClass().getName());
    }
  }

  /** Ends it from another thread: nobody waits any more, and its own thread ends soon. */
  void abort() {
    aborted = true;
    answer.cancel(false);
    close(socket);
    HttpURLConnection connection = connected;
    if (connection != null) {
      try {
        connection.disconnect();
      } catch (RuntimeException e) {
        // The JDK promises nothing to a second thread; the read timeout ends the first then.
      }
    }
  }

  private static void close(@Nullable Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // It is as good as closed.
    }
  }

  private byte[] ask() throws ProviderException {
    HttpURLConnection connection = null;
    try {
      connection = (HttpURLConnection) address.toURL().openConnection();
      setUp(connection);
      connection.connect();
      connected = connection;
      return exchange(connection);
    } catch (IOException | RuntimeException e) {
      throw failed(reason(e));
    } finally {
      connected = null;
      close(socket);
      if (connection != null) {
        connection.disconnect();
      }
    }
  }

  private void setUp(HttpURLConnection connection) {
    if (connection instanceof HttpsURLConnection) {
      StrictTls.setUp((HttpsURLConnection) connection, this::opened);
    }
    connection.setConnectTimeout(timeouts.connectMillis());
    connection.setReadTimeout(timeouts.readMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setAllowUserInteraction(false);
    connection.setRequestProperty("Accept", "application/json");
    connection.setRequestProperty("Accept-Encoding", "identity");
    // A connection kept alive would outlive the application.
    connection.setRequestProperty("Connection", "close");
    if (client != null) {
      connection.setRequestProperty("Authorization", client.header());
    }
    if (form != null) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
      // A known length also keeps the JDK from sending the form twice.
      connection.setFixedLengthStreamingMode(form.length);
    }
  }

  private byte[] exchange(HttpURLConnection connection) throws IOException, ProviderException {
    endIfAborted();
    if (form != null) {
      try (OutputStream out = connection.getOutputStream()) {
        out.write(form);
      }
    }
    int status = connection.getResponseCode();
    // The body's streams hold a lock while they wait, and disconnect() would wait for that.
    connected = null;
    if (status == HttpURLConnection.HTTP_OK) {
      return body(connection.getInputStream());
    }
    readAway(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    throw wrong(
        status,
        status >= 300 && status < 400
            ? "redirects, which is not followed; configure the final address"
            : "refuses; compare its address and the client's rights");
  }

  /** Else the JDK would do so after us, and keep the connection. */
  private void readAway(@Nullable InputStream in) {
    try {
      if (in != null) {
        body(in);
      }
    } catch (IOException | ProviderException e) {
      // The status says more.
    }
  }

  /** Closes nothing: disconnect() must find the stream open, or the JDK keeps the connection. */
  private byte[] body(InputStream in) throws IOException, ProviderException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      endIfAborted();
      if (body.size() + n > MAX_BYTES) {
        throw failed("answers more than " + MAX_BYTES + " bytes; compare its address");
      }
      body.write(part, 0, n);
    }
    return body.toByteArray();
  }

  private void opened(Socket plain) {
    socket = plain;
    endIfAborted();
  }

  private void endIfAborted() {
    if (aborted) {
      throw new CancellationException();
    }
  }

  private ProviderException failed(String reason) {
    return ProviderException.of(address, reason);
  }

  private ProviderException wrong(int status, String what) {
    return ProviderException.of(address, status, "answered " + status + ": " + what);
  }

  /** In our words: messages of the JDK may quote an address or an answer. */
  private static String reason(Exception e) {
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
      return "offers no TLS that is trusted; its certificate must be valid for this host name, and"
          + " its authority in the JVM's trust store ("
          + e.getClass().getSimpleName()
          + ")";
    }
    return "broke off: " + e.getClass().getName();
  }
}
