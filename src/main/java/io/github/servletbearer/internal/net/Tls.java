// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * TLS, trusting whom the JVM was started to trust ({@code javax.net.ssl.trustStore} and its kin,
 * else the JDK's own authorities). What an application sets for all connections of its JVM by
 * methods ({@code SSLContext.setDefault}, {@code HttpsURLConnection.setDefault...}) does not count.
 * Thread-safe.
 */
public final class Tls {
  // Kept, since it remembers sessions, which spares handshakes.
  private volatile @Nullable SSLContext context;

  private Tls(@Nullable SSLContext context) {
    this.context = context;
  }

  /** By the JVM's configuration. */
  public static Tls ofJvm() {
    return new Tls(null);
  }

  /** By another one. */
  public static Tls of(SSLContext context) {
    return new Tls(context);
  }

  /**
   * TLS over a connected socket, after the handshake, in which certificate and host name are
   * checked (RFC 9110 4.3.4).
   */
  SSLSocket over(Socket socket, String name, int port) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            context().getSocketFactory().createSocket(socket, name, port, /* autoClose= */ true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /** The JVM's is the one that would be the default if none had been set. */
  private SSLContext context() throws SSLException {
    SSLContext known = context;
    if (known != null) {
      return known;
    }
    try {
      SSLContext jvms = SSLContext.getInstance("Default");
      context = jvms;
      return jvms;
    } catch (NoSuchAlgorithmException e) {
      throw new SSLException("no default TLS in this JVM", e);
    }
  }
}
