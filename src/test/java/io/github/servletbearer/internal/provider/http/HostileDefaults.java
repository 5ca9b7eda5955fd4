// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import io.github.servletbearer.internal.net.Timeouts;
import io.github.servletbearer.internal.net.Tls;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A program of its own, since some of these settings can be made once in a JVM: an application that
 * switches off for the whole JVM whatever protects a connection, and then asks addresses by our way
 * out. It prints a line for each answer, and one for each hook of the application that was called.
 */
public final class HostileDefaults {
  private HostileDefaults() {}

  /** Arguments: {@code hostile} or {@code usual}, then addresses. */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("hostile")) {
      switchEverythingOff();
    }
    try (OutboundHttp http = new OutboundHttp(false, Timeouts.USUAL, Tls.ofJvm())) {
      for (int i = 1; i < arguments.length; i++) {
        ask(http, URI.create(arguments[i]));
      }
    }
  }

  private static void ask(OutboundHttp http, URI address) {
    try {
      byte[] body = http.get(address);
      System.out.println("answer " + new String(body, StandardCharsets.US_ASCII));
    } catch (ProviderException e) {
      System.out.println("failure " + e.getMessage());
    }
  }

  private static void switchEverythingOff() throws Exception {
    SSLContext trustAll = SSLContext.getInstance("TLS");
    trustAll.init(null, new TrustManager[] {new TrustAll()}, null);
    Security.setProperty("ssl.SocketFactory.provider", TrustAllSockets.class.getName());
    SSLContext.setDefault(trustAll);
    HttpsURLConnection.setDefaultSSLSocketFactory(trustAll.getSocketFactory());
    HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
    CookieHandler.setDefault(new Cookies());
    Authenticator.setDefault(new Passwords());
    URL.setURLStreamHandlerFactory(
        protocol -> {
          System.out.println("hook URLStreamHandlerFactory " + protocol);
          return null;
        });
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      System.out.println("hook TrustManager");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static final class Cookies extends CookieHandler {
    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
      System.out.println("hook CookieHandler");
      return Map.of("Cookie", List.of("session=1"));
    }

    @Override
    public void put(URI uri, Map<String, List<String>> headers) {
      System.out.println("hook CookieHandler");
    }
  }

  private static final class Passwords extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      System.out.println("hook Authenticator");
      return new PasswordAuthentication("user", "s3cret".toCharArray());
    }
  }

  /** What {@link SSLSocketFactory#getDefault} would make. */
  public static final class TrustAllSockets extends SSLSocketFactory {
    private final SSLSocketFactory trustAll;

    /** Called by the JDK. */
    public TrustAllSockets() throws Exception {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      trustAll = context.getSocketFactory();
      System.out.println("hook ssl.SocketFactory.provider");
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return trustAll.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return trustAll.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
        throws java.io.IOException {
      return trustAll.createSocket(socket, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws java.io.IOException {
      return trustAll.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws java.io.IOException {
      return trustAll.createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws java.io.IOException {
      return trustAll.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws java.io.IOException {
      return trustAll.createSocket(host, port, local, localPort);
    }
  }
}
