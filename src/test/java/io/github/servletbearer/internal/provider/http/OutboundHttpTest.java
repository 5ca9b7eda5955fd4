// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.internal.net.Timeouts;
import io.github.servletbearer.internal.net.Tls;
import io.github.servletbearer.internal.provider.FakeProvider;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class OutboundHttpTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final Duration LONG = Duration.ofSeconds(100);
  private static final Duration SHORT = Duration.ofMillis(800);

  private final OutboundHttp http = new OutboundHttp(false, Timeouts.USUAL, Tls.ofJvm());

  @AfterEach
  void noThreadIsLeft() {
    http.close();
    assertThat(OurThreads.alive()).isEmpty();
  }

  /** Only the total deadline can end a call by this one. */
  private static OutboundHttp hurried() {
    return new OutboundHttp(false, new Timeouts(LONG, LONG, SHORT), Tls.ofJvm());
  }

  private static ProviderException failure(OutboundHttp http, URI address) {
    return catchThrowableOfType(ProviderException.class, () -> http.get(address));
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @DisplayName("JK-1: https, or this very machine; a name that only looks like it is another's")
  @CsvSource({
    "https://idp.example/keys, true, true",
    "HTTPS://idp.example/keys, true, true",
    "http://127.0.0.1:8080/keys, true, true",
    "http://127.255.1.2/keys, true, true",
    "http://localhost/keys, true, true",
    "http://[::1]:1/keys, true, true",
    "http://[0:0:0:0:0:0:0:1]/keys, true, true",
    "http://LOCALHOST/keys, true, true",
    "http://127.0.0.256/keys, false, false",
    "http://idp.example/keys, false, true",
    "http://127.0.0.1.evil.example/keys, false, true",
    "http://127.0.0.1., false, false",
    "http://127.evil.example/keys, false, true",
    "http://localhost.evil.example/keys, false, true",
    "http://10.0.0.1/keys, false, true",
    "http://[::2]/keys, false, true",
    "https://user:secret@idp.example/keys, false, false",
    "http://user@127.0.0.1/keys, false, false",
    "https://idp.example/keys#x, false, false",
    "ftp://127.0.0.1/keys, false, false",
    "file:/etc/passwd, false, false",
    "jar:file:/a.jar!/b, false, false",
    "/keys, false, false",
    "//idp.example/keys, false, false",
  })
  void addressesAreChosen(String address, boolean strictly, boolean withHttpAllowed) {
    assertThat(http.problem(URI.create(address)) == null).isEqualTo(strictly);
    try (OutboundHttp lenient = new OutboundHttp(true, Timeouts.USUAL, Tls.ofJvm())) {
      assertThat(lenient.problem(URI.create(address)) == null).isEqualTo(withHttpAllowed);
    }
  }

  @ParameterizedTest
  @DisplayName("JK-1: a provider with TLS names no address without")
  @CsvSource({
    "https://idp.example, http://127.0.0.1:9/keys, false, true",
    "HTTPS://idp.example, HTTP://localhost:9/keys, false, true",
    "http://127.0.0.1:8, http://127.0.0.1:9/keys, true, true",
    "http://127.0.0.1:8, http://idp.example/keys, false, true",
    "https://idp.example, https://keys.example/keys, true, true",
    "https://idp.example, /keys, false, false"
  })
  void namedAddressesAreChosen(
      String source, String address, boolean strictly, boolean withHttpAllowed) {
    URI named = URI.create(address);
    assertThat(http.problem(named, URI.create(source)) == null).isEqualTo(strictly);
    try (OutboundHttp lenient = new OutboundHttp(true, Timeouts.USUAL, Tls.ofJvm())) {
      assertThat(lenient.problem(named, URI.create(source)) == null).isEqualTo(withHttpAllowed);
    }
  }

  @Test
  @DisplayName("JK-1: an address that may not be asked is not asked")
  void wrongAddressIsNotAsked() {
    assertThat(failure(http, URI.create("http://idp.example/keys")))
        .hasMessage("idp.example has an address without TLS; use https");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  @DisplayName("JK-1: no redirect is followed, neither to another host nor to this one")
  void redirectIsNotFollowed(int status) throws Exception {
    try (FakeProvider provider = new FakeProvider();
        FakeProvider other = new FakeProvider()) {
      other.on("/keys", "{}");
      for (URI target : List.of(other.uri("/keys"), provider.uri("/elsewhere"))) {
        provider.on(
            "/keys",
            exchange -> {
              exchange.getResponseHeaders().set("Location", target.toString());
              FakeProvider.send(exchange, status, "{}");
            });
        assertThat(failure(http, provider.uri("/keys")))
            .hasMessageContaining("answered " + status)
            .hasMessageContaining("configure the final address");
      }
      assertThat(other.asked()).isEmpty();
      assertThat(provider.count("/elsewhere")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 304, 400, 401, 403, 404, 407, 410, 429, 500, 503})
  @DisplayName("JK-1: only 200 counts, and nothing is asked twice")
  void onlyOkCounts(int status) {
    try (FakeProvider provider = new FakeProvider()) {
      provider.on(
          "/keys",
          exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"idp\"");
            FakeProvider.send(exchange, status, bodyless(status) ? "" : "{\"secret\":\"s3cret\"}");
          });
      ProviderException failure = failure(http, provider.uri("/keys"));
      assertThat(failure.status()).as(failure.getMessage()).isEqualTo(status);
      assertThat(failure)
          .hasMessageStartingWith("127.0.0.1:")
          .hasMessageContaining("answered " + status)
          .hasMessageNotContaining("s3cret");
      ClientSecret client = ClientSecret.of("a", "b");
      ProviderException second =
          catchThrowableOfType(
              ProviderException.class, () -> http.post(provider.uri("/keys"), "token=t", client));
      assertThat(second.status()).as(second.getMessage()).isEqualTo(status);
      assertThat(provider.count("/keys")).isEqualTo(2);
    }
  }

  private static boolean bodyless(int status) {
    return status == 204 || status == 304;
  }

  @Test
  @DisplayName("JK-7: a request asks for JSON as it is, and for the connection's end")
  void requestSaysWhatIsWanted() throws Exception {
    try (FakeProvider provider = new FakeProvider()) {
      provider.on("/keys", "{\"keys\":[]}");
      assertThat(text(http.get(provider.uri("/keys")))).isEqualTo("{\"keys\":[]}");
      FakeProvider.Asked asked = provider.asked().get(0);
      assertThat(asked.method()).isEqualTo("GET");
      assertThat(asked.headers())
          .containsEntry("Accept", List.of("application/json"))
          .containsEntry("Accept-encoding", List.of("identity"))
          .containsEntry("Connection", List.of("close"))
          .doesNotContainKeys("Cookie", "Authorization");
    }
  }

  @Test
  @DisplayName("JK-7: an answer that is compressed nevertheless, as stored files are, is called so")
  void compressedAnswerIsNamed() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write("{\"keys\":[]}".getBytes(StandardCharsets.UTF_8));
    }
    try (FakeProvider provider = new FakeProvider()) {
      provider.on(
          "/keys",
          exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, compressed.size());
            exchange.getResponseBody().write(compressed.toByteArray());
            exchange.close();
          });
      assertThat(failure(http, provider.uri("/keys"))).hasMessageContaining("answers compressed");
    }
  }

  @Test
  @DisplayName("JK-7: no connection is kept, whatever the server says")
  void connectionIsNotKept() throws Exception {
    CompletableFuture<Integer> after = new CompletableFuture<>();
    RawServer.Talk talk =
        (server, in, out) -> {
          RawServer.head(in);
          RawServer.write(out, OK + "Keep-Alive: timeout=60\r\nContent-Length: 2\r\n\r\n{}");
          after.complete(in.read());
        };
    try (RawServer server = new RawServer(talk)) {
      assertThat(text(http.get(server.uri("/keys")))).isEqualTo("{}");
      assertThat(after.get(20, TimeUnit.SECONDS)).as("the client has closed").isEqualTo(-1);
      http.close();
      assertThat(OurThreads.alive()).isEmpty();
    }
  }

  @Test
  @DisplayName("JK-7: nothing is sent twice, also where the server hangs up")
  void requestIsSentOnceEvenIfTheServerHangsUp() throws Exception {
    RawServer.Talk talk = (server, in, out) -> RawServer.head(in);
    try (RawServer server = new RawServer(talk)) {
      ClientSecret client = ClientSecret.of("a", "b");
      assertThat(
              catchThrowableOfType(
                  ProviderException.class,
                  () -> http.post(server.uri("/introspect"), "token=t", client)))
          .hasMessageContaining("broke off before it answered");
      assertThat(server.connections).hasValue(1);
      assertThat(failure(http, server.uri("/keys"))).hasMessageContaining("broke off");
      assertThat(server.connections).hasValue(2);
    }
  }

  @Test
  @DisplayName("JK-7: at no level does a log of the JVM hold the client's secret or the token")
  void secretIsNotLogged() throws Exception {
    Logger root = Logger.getLogger("");
    Level usual = root.getLevel();
    List<String> log = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord message) {
            log.add(message.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    ClientSecret client = ClientSecret.of("a", "s3cret");
    try (FakeProvider provider = new FakeProvider()) {
      provider.on("/introspect", "{}");
      root.addHandler(handler);
      root.setLevel(Level.ALL);
      http.post(provider.uri("/introspect"), "token=t0ken", client);
      assertThat(log)
          .as("the provider's own words are heard")
          .isNotEmpty()
          .noneMatch(line -> line.contains(client.header()) || line.contains("t0ken"));
    } finally {
      root.setLevel(usual);
      root.removeHandler(handler);
    }
  }

  @Test
  void missingServerIsReported() throws Exception {
    RawServer server = new RawServer((self, in, out) -> {});
    URI address = server.uri("/keys");
    server.close();
    assertThat(failure(http, address)).hasMessageContaining("cannot be connected to");
  }

  @Test
  @DisplayName("JK-2: 10 MB are not read, with or without a length that says so")
  void largeBodyIsNotRead() throws Exception {
    for (String header :
        List.of("Content-Length: 10485760\r\n", "", "Transfer-Encoding: chunked\r\n")) {
      AtomicLong written = new AtomicLong();
      CompletableFuture<Boolean> cut = new CompletableFuture<>();
      RawServer.Talk talk =
          (server, in, out) -> {
            try {
              tenMegabytes(in, out, header, written);
              cut.complete(false);
            } catch (java.io.IOException e) {
              cut.complete(true);
            }
          };
      try (RawServer server = new RawServer(talk)) {
        assertThat(failure(http, server.uri("/keys")))
            .hasMessageContaining("more than 524288 bytes");
        assertThat(cut.get(20, TimeUnit.SECONDS)).as("the client hung up").isTrue();
        assertThat(written.get()).isLessThan(10_000_000);
      }
    }
  }

  private static void tenMegabytes(
      InputStream in, OutputStream out, String header, AtomicLong written)
      throws java.io.IOException {
    RawServer.head(in);
    RawServer.write(out, OK + "Connection: close\r\n" + header + "\r\n");
    String part = " ".repeat(8192);
    for (int i = 0; i < 1280; i++) {
      RawServer.write(out, header.startsWith("T") ? "2000\r\n" + part + "\r\n" : part);
      written.addAndGet(part.length());
    }
  }

  @Test
  @DisplayName("JK-2: the largest allowed body is read whole")
  void largestBodyIsRead() throws Exception {
    try (FakeProvider provider = new FakeProvider()) {
      provider.on("/keys", " ".repeat(OutboundHttp.MAX_BODY));
      assertThat(http.get(provider.uri("/keys"))).hasSize(OutboundHttp.MAX_BODY);
      provider.on("/keys", " ".repeat(OutboundHttp.MAX_BODY + 1));
      assertThat(failure(http, provider.uri("/keys"))).hasMessageContaining("more than");
    }
  }

  @Test
  @DisplayName("JK-2: a server that says nothing is left after the read timeout")
  void silenceEnds() throws Exception {
    Timeouts timeouts = new Timeouts(LONG, Duration.ofMillis(200), LONG);
    try (OutboundHttp hurried = new OutboundHttp(false, timeouts, Tls.ofJvm());
        RawServer server = new RawServer((self, in, out) -> self.holdOn())) {
      assertThat(failure(hurried, server.uri("/keys")))
          .hasMessageContaining("does not answer in time");
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("JK-2: a slow drip ends with the time for the whole, and so does its thread")
  @CsvSource(
      delimiter = '|',
      value = {
        "status line | HTTP/1.1 200 O | K",
        "header name | HTTP/1.1 200 OK~ | x",
        "headers     | HTTP/1.1 200 OK~ | X: y~",
        "100s        | '' | HTTP/1.1 100 Continue~~",
        "body        | HTTP/1.1 200 OK~Content-Length: 100000~~ | x",
        "open body   | HTTP/1.1 200 OK~Connection: close~~ | x",
        "chunks      | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~ | 1~x~",
        "chunk head  | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1; | x",
      })
  void dripEnds(String what, String head, String drip) throws Exception {
    RawServer.Talk talk =
        (server, in, out) -> {
          RawServer.head(in);
          RawServer.write(out, head.replace("~", "\r\n"));
          server.drip(out, drip.replace("~", "\r\n"));
        };
    try (OutboundHttp hurried = hurried();
        RawServer server = new RawServer(talk)) {
      assertThat(failure(hurried, server.uri("/keys")))
          .hasMessageContaining("does not answer within 800 ms");
      OurThreads.end();
    }
  }

  @Test
  @DisplayName("JK-2: over TLS, a drip within a chunk's head or before the handshake ends too")
  void dripBeneathTlsEnds(@TempDir Path directory) throws Exception {
    SSLContext context = SelfSigned.of(directory, "ip:127.0.0.1").context();
    RawServer.Talk chunkHead =
        (server, in, out) -> {
          RawServer.head(in);
          RawServer.write(out, OK + "Transfer-Encoding: chunked\r\n\r\n2;");
          server.drip(out, "x");
        };
    RawServer.Talk handshake =
        (server, in, out) -> {
          out.write(new byte[] {0x16, 3, 3, 0x40, 0}); // a record of 16 KiB, which never comes
          server.drip(out, "x");
        };
    try (RawServer tls = new RawServer("https", context.getServerSocketFactory(), chunkHead);
        RawServer plain =
            new RawServer("https", javax.net.ServerSocketFactory.getDefault(), handshake);
        OutboundHttp hurried =
            new OutboundHttp(false, new Timeouts(LONG, LONG, SHORT), Tls.of(context))) {
      for (RawServer server : List.of(tls, plain)) {
        assertThat(failure(hurried, server.uri("/keys")))
            .hasMessageContaining("does not answer within 800 ms");
        OurThreads.end();
      }
    }
  }

  @Test
  @DisplayName("JK-1: certificate and host name are checked")
  void tlsIsChecked(@TempDir Path directory) throws Exception {
    SSLContext trusted = SelfSigned.of(directory, "ip:127.0.0.1").context();
    RawServer.Talk talk =
        (server, in, out) -> {
          RawServer.head(in);
          RawServer.write(out, OK + "Content-Length: 2\r\n\r\n{}");
        };
    try (RawServer server = new RawServer("https", trusted.getServerSocketFactory(), talk);
        OutboundHttp trusting = new OutboundHttp(false, Timeouts.USUAL, Tls.of(trusted))) {
      URI localhost = URI.create("https://localhost:" + server.uri("").getPort() + "/keys");

      assertThat(failure(http, server.uri("/keys")))
          .as("a certificate that the JVM does not trust")
          .hasMessageContaining("offers no trusted TLS (SunCertPathBuilderException)");
      assertThat(text(trusting.get(server.uri("/keys")))).as("one that it does").isEqualTo("{}");
      assertThat(failure(trusting, localhost))
          .as("the same for another name")
          .hasMessageContaining(
              "(CertificateException); its certificate must be valid for this host");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{"})
  @DisplayName("JK-7: close ends what is under way, waits for its threads, and asks nothing more")
  void closeLeavesNoThread(String said) throws Exception {
    RawServer.Talk talk =
        (server, in, out) -> {
          RawServer.head(in);
          RawServer.write(out, said);
          server.holdOn();
        };
    OutboundHttp closed = new OutboundHttp(false, new Timeouts(LONG, LONG, LONG), Tls.ofJvm());
    try (RawServer server = new RawServer(talk)) {
      CompletableFuture<ProviderException> failure =
          CompletableFuture.supplyAsync(() -> failure(closed, server.uri("/keys")));
      server.reached.await();
      closed.close();
      assertThat(OurThreads.alive()).isEmpty();
      assertThat(failure.get(20, TimeUnit.SECONDS)).hasMessageContaining("stopping");
      assertThat(failure(closed, server.uri("/keys"))).hasMessageContaining("stopping");
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  @DisplayName("JK-1: through the JVM's proxy there is a tunnel, and TLS from end to end")
  void proxyIsTunnelled() throws Exception {
    List<String> heads = new CopyOnWriteArrayList<>();
    RawServer.Talk talk =
        (server, in, out) -> {
          heads.add(RawServer.head(in));
          RawServer.write(out, OK + "\r\n");
          heads.add(RawServer.head(in));
          RawServer.write(out, OK + "Content-Length: 2\r\n\r\n{}");
        };
    ProxySelector usual = ProxySelector.getDefault();
    try (RawServer proxy = new RawServer(talk);
        OutboundHttp lenient = new OutboundHttp(true, Timeouts.USUAL, Tls.ofJvm())) {
      ProxySelector.setDefault(
          ProxySelector.of(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.uri("").getPort())));
      assertThat(text(lenient.get(URI.create("http://idp.example/keys")))).isEqualTo("{}");
      assertThat(heads.get(0)).startsWith("CONNECT idp.example:80 HTTP/1.1\r\n");
      assertThat(heads.get(1)).startsWith("GET /keys HTTP/1.1\r\nHost: idp.example\r\n");
      assertThat(failure(lenient, URI.create("https://idp.example/keys"))).isNotNull();
      assertThat(heads.get(2)).startsWith("CONNECT idp.example:443 HTTP/1.1\r\n");
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  @Test
  void targetIsPathAndQuery() throws Exception {
    try (FakeProvider provider = new FakeProvider()) {
      provider.on("/a%20b/%C3%A4?tenant=x%26y", "{}").on("/", "[]");
      assertThat(text(http.get(provider.uri("/a%20b/ä?tenant=x%26y")))).isEqualTo("{}");
      assertThat(text(http.get(provider.uri("")))).isEqualTo("[]");
    }
  }

  @Test
  void interruptedThreadStaysInterrupted() throws Exception {
    try (RawServer server = new RawServer((self, in, out) -> self.holdOn())) {
      Thread.currentThread().interrupt();
      assertThat(failure(http, server.uri("/keys"))).hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
