// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.internal.net.Timeouts;
import io.github.servletbearer.internal.net.Tls;
import io.github.servletbearer.it.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Proxies and providers that fall silent, at each stage of an exchange: it ends in its time, its
 * thread ends, and the other side sees the connection closed.
 */
@Timeout(120)
class SilentPeersTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final Duration LONG = Duration.ofSeconds(100);
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final URI FAR = URI.create("https://idp.example/keys");

  private final ProxySelector usual = ProxySelector.getDefault();
  private final OutboundHttp hurried =
      new OutboundHttp(true, new Timeouts(LONG, LONG, SHORT), Tls.ofJvm());
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

  @AfterEach
  void noThreadIsLeft() throws Exception {
    ProxySelector.setDefault(usual);
    OurThreads.end(); // by themselves, and not because of what follows
    hurried.close();
  }

  /** A JVM whose way out leads through one proxy. */
  private static final class Through extends ProxySelector {
    private final Proxy proxy;

    Through(Proxy.Type type, RawServer server) {
      int port = server.uri("").getPort();
      proxy = new Proxy(type, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
  }

  private static ProviderException failure(OutboundHttp http, URI address) {
    return catchThrowableOfType(ProviderException.class, () -> http.get(address));
  }

  /** Says something, then nothing any more, and waits until the client has closed. */
  private RawServer.Talk saying(String text) {
    return (server, in, out) -> {
      try {
        RawServer.write(out, text);
        while (in.read() >= 0) {
          // what the client says does not matter
        }
        closed.complete(true);
      } catch (IOException e) {
        closed.complete(true); // it was closed with something unread
      }
    };
  }

  private RawServer.Talk dripping(String head, String drip) {
    return (server, in, out) -> {
      try {
        RawServer.write(out, head);
        server.drip(out, drip);
        closed.complete(false); // the test was over before
      } catch (IOException e) {
        closed.complete(true);
      }
    };
  }

  private void endsInTime(URI address) throws Exception {
    long start = System.nanoTime();
    assertThat(failure(hurried, address)).hasMessageContaining("does not answer within 600 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(SHORT, SHORT.multipliedBy(25));
    OurThreads.end();
    assertThat(closed.get(20, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("JK-2: a proxy that falls silent, before its tunnel stands or in it")
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP  | ''",
        "HTTP  | HTTP/1.1 200 Conn",
        "HTTP  | HTTP/1.1 200 Connection established~",
        "HTTP  | HTTP/1.1 200 Connection established~Proxy-Agent: x~",
        "HTTP  | HTTP/1.1 100 Continue~~",
        "HTTP  | HTTP/1.1 200 Connection established~~",
        "SOCKS | ''",
      })
  void silentProxyIsLeft(Proxy.Type type, String said) throws Exception {
    try (RawServer proxy = new RawServer(saying(said.replace("~", "\r\n")))) {
      ProxySelector.setDefault(new Through(type, proxy));
      endsInTime(FAR);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @DisplayName("JK-2: a proxy that drips, without an end")
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 O | K",
        "HTTP/1.1 200 OK~ | X: y~",
        "HTTP/1.1 200 OK~X: | y",
        "'' | HTTP/1.1 100 Continue~~",
      })
  void drippingProxyIsLeft(String head, String drip) throws Exception {
    try (RawServer proxy =
        new RawServer(dripping(head.replace("~", "\r\n"), drip.replace("~", "\r\n")))) {
      ProxySelector.setDefault(new Through(Proxy.Type.HTTP, proxy));
      endsInTime(FAR);
    }
  }

  @Test
  @DisplayName("JK-2: a proxy with headers without an end is left for their number")
  void endlessHeadersOfAProxyAreNotRead() throws Exception {
    RawServer.Talk talk =
        (server, in, out) -> {
          RawServer.write(out, OK);
          String headers = "X-Header: 0123456789\r\n".repeat(400);
          try {
            for (int i = 0; i < 10_000; i++) {
              RawServer.write(out, headers);
            }
            closed.complete(false);
          } catch (IOException e) {
            closed.complete(true);
          }
        };
    try (RawServer proxy = new RawServer(talk);
        OutboundHttp patient =
            new OutboundHttp(false, new Timeouts(LONG, LONG, LONG), Tls.ofJvm())) {
      ProxySelector.setDefault(new Through(Proxy.Type.HTTP, proxy));
      assertThat(failure(patient, FAR)).hasMessageContaining("too many headers");
      assertThat(closed.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @DisplayName("JK-2: a provider that falls silent in TLS, or never reads what it is sent")
  @ValueSource(strings = {"", "\u0016\u0003\u0003", "\u0016\u0003\u0003@\u0000\u0002"})
  void silentTlsIsLeft(String said) throws Exception {
    javax.net.ServerSocketFactory plain = javax.net.ServerSocketFactory.getDefault();
    try (RawServer provider = new RawServer("https", plain, saying(said))) {
      endsInTime(provider.uri("/keys"));
    }
  }

  @Test
  @DisplayName("JK-2: a form that is not read")
  void unreadFormIsLeft() throws Exception {
    RawServer.Talk talk =
        (server, in, out) -> {
          server.holdOn();
          closed.complete(true);
        };
    try (RawServer provider = new RawServer(talk)) {
      String form = "token=" + "x".repeat(16 * 1024 * 1024); // more than any buffer takes
      assertThat(
              catchThrowableOfType(
                  ProviderException.class,
                  () -> hurried.post(provider.uri("/introspect"), form, ClientSecret.of("a", "b"))))
          .hasMessageContaining("does not answer within 600 ms");
      OurThreads.end();
    }
  }

  @Test
  @DisplayName(
      "JK-2: the time to read holds for a proxy too, and close ends waiting for it at once")
  void readTimeHoldsForAProxy() throws Exception {
    Timeouts timeouts = new Timeouts(LONG, Duration.ofMillis(200), LONG);
    OutboundHttp patient = new OutboundHttp(false, new Timeouts(LONG, LONG, LONG), Tls.ofJvm());
    try (RawServer proxy = new RawServer((server, in, out) -> server.holdOn());
        OutboundHttp impatient = new OutboundHttp(false, timeouts, Tls.ofJvm())) {
      ProxySelector.setDefault(new Through(Proxy.Type.HTTP, proxy));
      assertThat(failure(impatient, FAR))
          .hasMessageContaining("does not answer in time")
          .hasMessageContaining("proxy localhost:" + proxy.uri("").getPort());
      CompletableFuture<ProviderException> failure =
          CompletableFuture.supplyAsync(() -> failure(patient, FAR));
      Await.until("a second connection", LONG, () -> proxy.connections.get() >= 2);
      patient.close();
      assertThat(OurThreads.alive()).isEmpty();
      assertThat(failure.get(20, TimeUnit.SECONDS)).hasMessageContaining("stopping");
    }
  }

  private static String read(InputStream in, int bytes) throws IOException {
    return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @DisplayName("JK-1: a proxy is asked for the name, also where it could be looked up here")
  @CsvSource(
      delimiter = '|',
      value = {
        "https://localhost/keys        | localhost:443",
        "http://localhost/keys         | localhost:80",
        "https://idp.example:8443/keys | idp.example:8443",
        "https://127.0.0.1/keys        | 127.0.0.1:443",
        "https://[::1]/keys            | [::1]:443",
        "http://[2001:db8::1]:8080/    | [2001:db8::1]:8080",
        "https://IDP.example/keys      | IDP.example:443",
      })
  void proxyIsAskedForTheName(URI address, String target) throws Exception {
    List<String> heads = new CopyOnWriteArrayList<>();
    RawServer.Talk talk =
        (server, in, out) -> {
          heads.add(RawServer.head(in));
          RawServer.write(out, "HTTP/1.1 403 Forbidden\r\n\r\n");
        };
    try (RawServer proxy = new RawServer(talk)) {
      ProxySelector.setDefault(new Through(Proxy.Type.HTTP, proxy));
      assertThat(failure(hurried, address))
          .hasMessageContaining("403")
          .hasMessageContaining("proxy localhost:");
      assertThat(heads)
          .containsExactly(
              "CONNECT "
                  + target
                  + " HTTP/1.1\r\nHost: "
                  + target
                  + "\r\n"
                  + "User-Agent: servlet-bearer\r\n\r\n");
    }
  }

  @ParameterizedTest
  @DisplayName(
      "JK-1: what a proxy answers but 2xx is no tunnel, and its status is not the provider's")
  @ValueSource(ints = {301, 400, 401, 403, 404, 407, 500, 502, 504})
  void refusingProxyIsNoProvider(int status) throws Exception {
    RawServer.Talk talk =
        (server, in, out) -> {
          RawServer.head(in);
          RawServer.write(
              out,
              "HTTP/1.1 "
                  + status
                  + " No\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                  + "Content-Length: 6\r\n\r\ns3cret");
        };
    try (RawServer proxy = new RawServer(talk)) {
      ProxySelector.setDefault(new Through(Proxy.Type.HTTP, proxy));
      ProviderException failure = failure(hurried, FAR);
      assertThat(failure.status()).isZero();
      assertThat(failure)
          .hasMessageContaining(Integer.toString(status))
          .hasMessageNotContaining("s3cret");
      assertThat(proxy.connections).hasValue(1);
    }
  }

  @Test
  @DisplayName("JK-1: a SOCKS proxy is asked for the name, too")
  void socksProxyIsAskedForTheName() throws Exception {
    List<String> asked = new ArrayList<>();
    RawServer.Talk talk =
        (server, in, out) -> {
          asked.add(read(in, 2 + 2).substring(0, 1)); // version, methods
          socksAnswer(out, 5, 0);
          String head = read(in, 5);
          asked.add(head.charAt(3) + read(in, head.charAt(4)));
          read(in, 2);
          socksAnswer(out, 5, 0, 0, 1, 127, 0, 0, 1, 0, 80);
          RawServer.head(in);
          RawServer.write(out, OK + "Content-Length: 2\r\n\r\n{}");
        };
    try (RawServer proxy = new RawServer(talk)) {
      ProxySelector.setDefault(new Through(Proxy.Type.SOCKS, proxy));
      assertThat(hurried.get(URI.create("http://localhost:80/keys"))).hasSize(2);
      assertThat(asked).containsExactly("\u0005", "\u0003localhost");
    }
  }

  @Test
  @DisplayName("JK-1: a SOCKS proxy that wants a login gets that of the JVM's Authenticator")
  void socksProxyMayWantALogIn() throws Exception {
    List<String> asked = new ArrayList<>();
    RawServer.Talk talk =
        (server, in, out) -> {
          read(in, 4);
          socksAnswer(out, 5, 2); // RFC 1929
          read(in, 1);
          asked.add(read(in, in.read()));
          asked.add(read(in, in.read()));
          socksAnswer(out, 1, 0);
          String head = read(in, 5);
          read(in, head.charAt(4) + 2);
          socksAnswer(out, 5, 0, 0, 1, 127, 0, 0, 1, 0, 80);
          RawServer.head(in);
          RawServer.write(out, OK + "Content-Length: 2\r\n\r\n{}");
        };
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("shop", "s3cret".toCharArray());
          }
        });
    try (RawServer proxy = new RawServer(talk)) {
      ProxySelector.setDefault(new Through(Proxy.Type.SOCKS, proxy));
      assertThat(hurried.get(URI.create("http://localhost:80/keys"))).hasSize(2);
      assertThat(asked).containsExactly("shop", "s3cret");
    } finally {
      Authenticator.setDefault(null);
    }
  }

  private static void socksAnswer(OutputStream out, int... bytes) throws IOException {
    for (int b : bytes) {
      out.write(b);
    }
    out.flush();
  }

  @Test
  @DisplayName("JK-1: an application's own ProxySelector may fail, and may know no way")
  void proxySelectorMayFail() throws Exception {
    RawServer.Talk talk =
        (server, in, out) -> {
          RawServer.head(in);
          RawServer.write(out, OK + "Content-Length: 2\r\n\r\n{}");
        };
    try (RawServer provider = new RawServer(talk)) {
      for (List<Proxy> ways : new ArrayList<>(List.of(List.<Proxy>of(), List.of(Proxy.NO_PROXY)))) {
        ProxySelector.setDefault(selecting(() -> ways));
        assertThat(hurried.get(provider.uri("/keys"))).hasSize(2);
      }
      ProxySelector.setDefault(selecting(() -> null));
      assertThat(hurried.get(provider.uri("/keys"))).hasSize(2);
      ProxySelector.setDefault(
          selecting(
              () -> {
                throw new IllegalStateException("s3cret");
              }));
      assertThat(failure(hurried, provider.uri("/keys")))
          .hasMessageContaining("could not be asked: java.lang.IllegalStateException")
          .hasMessageNotContaining("s3cret");
    }
  }

  private static ProxySelector selecting(java.util.function.Supplier<List<Proxy>> ways) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return ways.get();
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException e) {}
    };
  }
}
