// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the probe makes of answers, from a server that answers as a test defines. */
class ProbeTest {
  static final String LOCKED =
      COMPANION
          + filter("bearer")
          + filterMapping("bearer", "/api/*")
          + servlet("items", "com.example.Items")
          + servletMapping("items", "/api/items");

  /** As fast as it goes: what is tested here does not depend on it. */
  private static final Limits LIMITS = new Limits(5_000, 1_000_000, Duration.ofMillis(500));

  private static final String NO_TOKEN =
      answer(
          "401 Unauthorized",
          "WWW-Authenticate: Bearer realm=\"shop\"\r\nCache-Control: no-store",
          "{\"detail\":\"Not authenticated\"}\n");
  private static final String BAD_TOKEN =
      answer(
          "401 Unauthorized",
          "WWW-Authenticate: Bearer realm=\"shop\", error=\"invalid_token\"",
          "{\"detail\":\"The access token is invalid\",\"error\":\"invalid_token\"}\n");
  private static final String CLOSED =
      answer("503 Service Unavailable", "Cache-Control: no-store", "{\"detail\":\"unavailable\"}");
  private static final String NOT_FOUND = answer("404 Not Found", "X: y", "nothing here");

  static String answer(String status, String header, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + header
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  static Examples examples(String webXml, String... files) {
    Deployment deployment = deployment(webXml);
    Problems problems = new Problems();
    Settings settings =
        SettingsReader.read(deployment, Sources.of(Map.of(), Map.of(), Map.of()), "x", problems);
    assertThat(problems.errors()).isEmpty();
    return Examples.of(settings, settings.coverage(deployment), List.of(files));
  }

  /** What a guarded application answers: the plain spelling 401, document 200, the rest 404. */
  private static String guarded(String head) {
    String target = target(head);
    if (target.equals("/app/openapi.json")) {
      return head.startsWith("GET ")
          ? answer("200 OK", "Content-Type: application/json", "{\"openapi\":\"3.0.3\"}")
          : answer("405 Method Not Allowed", "Allow: GET, HEAD", "Method not allowed\n");
    }
    if (!target.startsWith("/app/api")) {
      return NOT_FOUND;
    }
    return head.contains("\r\nAuthorization: ") ? BAD_TOKEN : NO_TOKEN;
  }

  private static String target(String head) {
    return head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/1.1\r\n"));
  }

  private static ProbeResult probe(UnaryOperator<String> answers) throws IOException {
    return probe(answers, LIMITS);
  }

  private static ProbeResult probe(UnaryOperator<String> answers, Limits limits)
      throws IOException {
    try (TalkingServer server = new TalkingServer(answers)) {
      return Probe.run(examples(LOCKED), BaseUrl.parse(server.origin() + "/app"), limits);
    }
  }

  private static String text(ProbeResult result) {
    return String.join("\n", result.lines());
  }

  private static String problems(ProbeResult result) {
    return result.problems().errors().stream()
        .map(Problem::toString)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void guardedApplicationIsAsReported() throws IOException {
    ProbeResult result = probe(ProbeTest::guarded);

    assertThat(problems(result)).isEmpty();
    assertThat(result.isJudged()).isTrue();
    assertThat(text(result)).matches("4 paths, \\d+ requests in \\d+ s: all as reported\\.");
  }

  @Test
  void requestsAreHarmlessAndNameTheProbe() throws IOException {
    try (TalkingServer server = new TalkingServer(ProbeTest::guarded)) {
      Probe.run(examples(LOCKED), BaseUrl.parse(server.origin() + "/app"), LIMITS);

      assertThat(server.heads())
          .hasSizeGreaterThan(100)
          .doesNotHaveDuplicates()
          .allMatch(head -> head.startsWith("GET /") || head.startsWith("PROBE /"))
          .allMatch(head -> head.contains("\r\nUser-Agent: servlet-bearer-probe\r\n"))
          .noneMatch(head -> head.contains("Content-Length") || head.contains("Cookie"));
      assertThat(server.heads())
          .filteredOn(head -> head.startsWith("PROBE /"))
          .as("some spellings alone")
          .hasSizeBetween(40, 80);
      assertThat(server.heads())
          .filteredOn(head -> head.contains("Authorization"))
          .hasSize(1)
          .allMatch(head -> head.contains("\r\nAuthorization: Bearer probe-not-a-token\r\n"));
      assertThat(server.heads())
          .extracting(ProbeTest::target)
          .contains("/app//api/items", "/app/nowhere/..;/api/items", "/app%2fapi/items");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200 OK, Content-Type: text/html;charset=UTF-8, 200 text/html",
    "302 Found, Location: /login?back=secret, 302 to /login",
    "403 Forbidden, X: y, 403",
    "404 Not Found, X: y, 404",
    "500 Error, X: y, 500",
    "503 Service Unavailable, X: y, 503",
    "401 Unauthorized, WWW-Authenticate: Basic realm=x, 401 Basic",
    "401 Unauthorized, X: y, 401 without a challenge",
    "'401 Unauthorized', 'WWW-Authenticate: Bearer realm=x', '401 Bearer, not of the filter'"
  })
  void plainPathThatTheFilterDidNotJudgeDiffers(String status, String header, String shown)
      throws IOException {
    String other = answer(status, header, "<html>");
    ProbeResult result =
        probe(head -> target(head).equals("/app/api/items") ? other : guarded(head));

    assertThat(result.isJudged()).isTrue();
    assertThat(text(result))
        .containsPattern("/api/items +GET +/app/api/items +" + shown + " +401 of the filter")
        .contains("differ.");
    assertThat(problems(result)).contains("SB501 ", "map our filter before all others");
  }

  @Test
  void whatNoFilterRefusesIsAskedNoMore() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    String page = answer("200 OK", "X: y", "a page");
    ProbeResult result =
        probe(
            head -> {
              asked.incrementAndGet();
              return target(head).startsWith("/app/api") ? page : guarded(head);
            });

    assertThat(result.isJudged()).isTrue();
    assertThat(asked)
        .as("the document and four paths, by two methods, without a token")
        .hasValue(10);
  }

  @Test
  void closedFilterIsNamed() throws IOException {
    ProbeResult result =
        probe(head -> target(head).startsWith("/app/api") ? CLOSED : guarded(head));

    assertThat(result.isJudged()).isTrue();
    assertThat(text(result)).contains("503 of the filter: it is closed, or cannot decide");
    assertThat(problems(result)).contains("the filter is closed", "Its log names each problem");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"200 OK", "302 Found", "403 Forbidden", "405 Method Not Allowed", "500 Error"})
  void otherSpellingThatIsAnsweredDiffers(String status) throws IOException {
    String leak = answer(status, "X: y", "the items");
    ProbeResult result =
        probe(head -> target(head).equals("/app//api/items") ? leak : guarded(head));

    assertThat(result.isJudged()).isTrue();
    assertThat(text(result))
        .containsPattern("/api/items +GET +/app//api/items +" + status.substring(0, 3));
    assertThat(text(result)).containsPattern("/api/items +PROBE +/app//api/items +");
    assertThat(problems(result)).contains("another spelling of a protected path");
  }

  @Test
  void whatAnyPathGetsInThatSpellingIsNoDifference() throws IOException {
    String login = answer("302 Found", "Location: /login", "");
    String page = answer("200 OK", "X: y", "the page for everything unknown");
    String blocked = answer("403 Forbidden", "X: y", "blocked");
    ProbeResult result =
        probe(
            head -> {
              String target = target(head);
              if (target.startsWith("/app//")) {
                return login;
              }
              return target.contains("%5c") ? page : target.contains(";") ? blocked : guarded(head);
            });

    assertThat(text(result)).endsWith("all as reported.");
  }

  @Test
  @DisplayName("but where a filter covers any path, that page is a lock that is open")
  void whatAnyPathGetsIsADifferenceWhereAllIsLocked() throws IOException {
    String page = answer("200 OK", "X: y", "the page for everything unknown");
    try (TalkingServer server =
        new TalkingServer(head -> target(head).startsWith("/app//") ? page : NO_TOKEN)) {
      BaseUrl address = BaseUrl.parse(server.origin() + "/app");
      ProbeResult result = Probe.run(examples(LOCKED.replace("/api/*", "/*")), address, LIMITS);

      assertThat(text(result)).containsPattern("/api/items +GET +/app//api/items .*200");
    }
  }

  @Test
  void redirectToThePlainSpellingIsNoDifference() throws IOException {
    String tidy = answer("301 Moved", "Location: /app/api/items", "");
    ProbeResult result =
        probe(head -> target(head).equals("/app//api/items") ? tidy : guarded(head));

    assertThat(text(result)).endsWith("all as reported.");
  }

  @Test
  void connectionThatIsDroppedOverASpellingIsARefusal() throws IOException {
    ProbeResult result = probe(head -> target(head).contains("%00") ? "" : guarded(head));

    assertThat(problems(result)).isEmpty();
    assertThat(text(result)).endsWith("all as reported.");
  }

  @Test
  @DisplayName("a servlet that writes slowly or without an end was reached, too")
  void answerThatDoesNotEndOverASpellingIsADifference() throws IOException {
    ProbeResult result =
        probe(head -> target(head).equals("/app//api/items") ? null : guarded(head));

    assertThat(result.isJudged()).isTrue();
    assertThat(text(result)).containsPattern("/api/items +GET +/app//api/items +no answer");
  }

  @Test
  void failureOverASpellingIsADifferenceAndNoReasonToStop() throws IOException {
    String error = answer("500 Error", "X: y", "");
    ProbeResult result =
        probe(head -> target(head).matches(".*%00.*api.*") ? error : guarded(head));

    assertThat(result.isJudged()).isTrue();
    assertThat(text(result)).containsPattern("/api +GET +/app/%00/api .*500");
  }

  @Test
  void manyFailuresOverSpellingsAreNoReasonToStopWhileThePlainPathIsAnswered() throws IOException {
    String error = answer("500 Error", "X: y", "");
    ProbeResult result = probe(head -> target(head).contains("nowhere") ? error : guarded(head));

    assertThat(result.isJudged()).isTrue();
  }

  @Test
  void spellingThatIsThePathOfAnOpenServletIsNotAsked() throws IOException {
    String webXml =
        COMPANION
            + filter("bearer")
            + filterMapping("bearer", "/a")
            + servlet("below", "com.example.Below")
            + servletMapping("below", "/a/*");
    String page = answer("200 OK", "X: y", "a page");
    try (TalkingServer server =
        new TalkingServer(
            head ->
                target(head).equals("/app/a/")
                    ? page
                    : guarded(head.replace("/app/a", "/app/api")))) {
      BaseUrl address = BaseUrl.parse(server.origin() + "/app");

      assertThat(text(Probe.run(examples(webXml), address, LIMITS))).endsWith("all as reported.");
    }
  }

  @Test
  void lostTokenIsNamed() throws IOException {
    ProbeResult result = probe(head -> guarded(head.replaceFirst("Authorization: .*\r\n", "")));

    assertThat(result.isJudged()).isTrue();
    assertThat(text(result))
        .containsPattern("/api +GET +Authorization: .* 401 as without a token +401 invalid_token");
    assertThat(problems(result)).contains("drops the header Authorization");
  }

  @Test
  @DisplayName("a proxy that adds a token to every request is no proof of the refusal without one")
  void tokenThatAProxyAddsDiffers() throws IOException {
    ProbeResult result =
        probe(head -> guarded(head.replace("\r\n\r\n", "\r\nAuthorization: x\r\n\r\n")));

    assertThat(text(result))
        .containsPattern("/api/items +GET +/app/api/items +401 invalid_token +401 of the filter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "400 Bad Request", "503 Service Unavailable"})
  void tokenThatIsNotRefusedDiffers(String status) throws IOException {
    String other = answer(status, "X: y", "{\"detail\":\"x\"}");
    ProbeResult result = probe(head -> head.contains("Authorization") ? other : guarded(head));

    assertThat(result.isJudged()).isTrue();
    assertThat(problems(result)).contains("a token that was never issued is answered differently");
  }

  @ParameterizedTest
  @ValueSource(strings = {"public", "no-cache"})
  void refusalThatCachesMayKeepIsFoundOnce(String value) throws IOException {
    ProbeResult result = probe(head -> guarded(head).replace("no-store", value));

    assertThat(result.isJudged()).isTrue();
    assertThat(result.lines())
        .filteredOn(line -> line.contains("another Cache-Control"))
        .hasSize(1);
    assertThat(problems(result)).contains("without Cache-Control: no-store");
  }

  @Test
  void methodThatAProxyRefusesEverywhereProvesNothingAndIsReported() throws IOException {
    String refused = answer("405 Not Allowed", "X: y", "of the proxy");
    AtomicInteger asked = new AtomicInteger();
    ProbeResult result =
        probe(
            head -> {
              boolean isProbe = head.startsWith("PROBE ");
              asked.addAndGet(isProbe ? 1 : 0);
              return isProbe ? refused : guarded(head);
            });

    assertThat(asked).as("the document and four paths, in no other spelling").hasValue(5);
    assertThat(problems(result)).isEmpty();
    assertThat(text(result)).contains("PROBE is refused before the application (405)");
  }

  @Test
  void methodThatAProxyRefusesExcusesNoOtherAnswer() throws IOException {
    String refused = answer("405 Not Allowed", "X: y", "of the proxy");
    String served = answer("200 OK", "X: y", "the items");
    ProbeResult result =
        probe(
            head -> {
              boolean isItems = target(head).equals("/app/api/items");
              if (head.startsWith("PROBE ")) {
                return isItems ? served : refused;
              }
              return isItems ? refused : guarded(head);
            });

    assertThat(text(result))
        .containsPattern("/api/items +GET +/app/api/items +405")
        .containsPattern("/api/items +PROBE +/app/api/items +200");
  }

  @Test
  void methodThatAServletAnswersDiffers() throws IOException {
    String served = answer("501 Not Implemented", "X: y", "of the servlet");
    ProbeResult result =
        probe(head -> head.startsWith("PROBE /app/api/items") ? served : guarded(head));

    assertThat(text(result)).containsPattern("/api/items +PROBE +/app/api/items +501");
  }

  @Test
  void otherApplicationIsNotJudged() throws IOException {
    ProbeResult result = probe(head -> NOT_FOUND);

    assertThat(result.isJudged()).isFalse();
    assertThat(problems(result)).contains("SB502 ", "Compare the address and its context path");
    assertThat(text(result)).endsWith("differ.");
  }

  @Test
  void serverThatHangsIsLeftAtOnce() throws IOException {
    ProbeResult result = probe(head -> null);

    assertThat(result.isJudged()).isFalse();
    assertThat(problems(result)).contains("SB502 ", "does not answer within 500 ms");
    assertThat(text(result)).endsWith("4 paths, 1 request in 0 s: not judged.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 502 Bad Gateway\r\n\r\n"})
  void serverThatFailsOnTheWayIsLeftAfterFiveFailures(String failure) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    ProbeResult result = probe(head -> asked.incrementAndGet() > 20 ? failure : guarded(head));

    assertThat(result.isJudged()).isFalse();
    assertThat(asked).hasValue(25);
    assertThat(problems(result)).contains("SB502 ");
  }

  @Test
  void serverThatDropsAllSpellingsIsLeftAfterFifty() throws IOException {
    AtomicInteger dropped = new AtomicInteger();
    ProbeResult result =
        probe(
            head -> {
              boolean plain = target(head).matches("/app/(api(/\\w+)?|openapi.json)");
              return plain || dropped.incrementAndGet() > 60 ? guarded(head) : "";
            });

    assertThat(dropped).hasValue(50);
    assertThat(problems(result)).contains("SB502 ");
  }

  @Test
  void placeWhereNothingRunsIsNotJudged() throws IOException {
    TalkingServer gone = new TalkingServer(head -> null);
    gone.close();
    ProbeResult result = Probe.run(examples(LOCKED), BaseUrl.parse(gone.origin()), LIMITS);

    assertThat(result.isJudged()).isFalse();
    assertThat(problems(result)).contains("cannot be connected to");
  }

  @Test
  void serverThatDoesNotSpeakTlsIsNotJudged() throws IOException {
    try (TalkingServer server = new TalkingServer(head -> NOT_FOUND)) {
      BaseUrl address = BaseUrl.parse(server.origin().replace("http:", "https:"));

      assertThat(problems(Probe.run(examples(LOCKED), address, LIMITS)))
          .contains("SB502 ")
          .containsAnyOf("offers no trusted TLS", "does not answer", "broke off");
    }
  }

  /** The proxy of the JVM; the JDK's own socket for HTTP proxies cannot be closed meanwhile. */
  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 Connection established\r\n"})
  @Timeout(60)
  void proxyThatFallsSilentIsLeft(String said) throws Exception {
    ProxySelector usual = ProxySelector.getDefault();
    try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ProxySelector.setDefault(
          ProxySelector.of(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.getLocalPort())));
      CompletableFuture<ProbeResult> result =
          CompletableFuture.supplyAsync(
              () -> Probe.run(examples(LOCKED), BaseUrl.parse("https://app.example/x"), LIMITS));
      try (Socket socket = proxy.accept()) {
        socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));

        assertThat(problems(result.get(20, TimeUnit.SECONDS)))
            .contains("SB502 ", "within 500 ms", "proxy localhost:" + proxy.getLocalPort());
      }
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: y\r\n folded\r\nContent-Length: 1",
        "no colon\r\nContent-Length: 1",
        "Content-Length: 1\r\nContent-Length: 2",
        "Content-Length: 100",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nX: y\r\n\r\nzz"
      })
  void answerThatIsNotHttpAsItMustBeIsNoRefusal(String headers) throws IOException {
    String leak = "HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\nx";
    ProbeResult result =
        probe(head -> target(head).equals("/app//api/items") ? leak : guarded(head));

    assertThat(text(result)).containsPattern("/api/items +GET +/app//api/items +200");
  }

  @Test
  void sameBodyInOtherChunksIsTheSame() throws IOException {
    String head = "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n";
    AtomicInteger asked = new AtomicInteger();
    ProbeResult result =
        probe(
            request -> {
              boolean other = target(request).contains("//");
              boolean odd = asked.incrementAndGet() % 2 == 1;
              return !other
                  ? guarded(request)
                  : head.replace("404 Not Found", "200 OK")
                      + (odd ? "2\r\nab\r\n0\r\n\r\n" : "1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
            });

    assertThat(text(result)).endsWith("all as reported.");
  }

  @Test
  void limitOfRequestsHoldsAndWhatIsOmittedIsReported() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Limits limits = new Limits(20, 1_000_000, Duration.ofSeconds(5));
    ProbeResult result =
        probe(
            head -> {
              asked.incrementAndGet();
              return guarded(head);
            },
            limits);

    assertThat(asked).hasValue(20);
    assertThat(result.isJudged()).isTrue();
    assertThat(text(result)).containsPattern("\\d+ further requests were not sent");
  }

  @Test
  void limitThatDoesNotReachEachPathProvesNothing() throws IOException {
    ProbeResult result = probe(ProbeTest::guarded, Limits.of(4, 1_000));

    assertThat(result.isJudged()).isFalse();
    assertThat(problems(result)).contains("Raise --requests.");
  }

  @Test
  void rateHolds() throws IOException {
    long start = System.nanoTime();
    probe(ProbeTest::guarded, new Limits(11, 50, Duration.ofSeconds(5)));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void nothingOfTheServerReachesTheTerminalRaw() throws IOException {
    String evil = answer("200 OK", "Content-Type: text\u001b[2J\u009b/x", "\u001b[2J");
    ProbeResult result =
        probe(head -> target(head).equals("/app/api/items") ? evil : guarded(head));

    assertThat(text(result)).contains("200 text\\u001b[2J\\u009b/x").doesNotContain("\u001b");
  }

  @Test
  @DisplayName("E3: of what a filter with reportOnly covers, nothing is proved")
  void reportOnlyIsNotProbed() throws IOException {
    String webXml =
        COMPANION
            + filter("trial", "reportOnly", "true")
            + filterMapping("trial", "/api/*")
            + servlet("items", "com.example.Items")
            + servletMapping("items", "/api/items");
    assertThat(examples(webXml).isEmpty()).isTrue();
  }

  @Test
  @DisplayName("E1: a request without a session is to be refused, as before")
  void sessionsAreProbed() throws IOException {
    String webXml =
        COMPANION
            + filter("both", "session", "accept")
            + filterMapping("both", "/api/*")
            + servlet("items", "com.example.Items")
            + servletMapping("items", "/api/items");
    assertThat(examples(webXml).all()).allMatch(example -> example.refusesNoToken("GET"));
  }

  @Test
  @DisplayName("E2: an open method is not expected to be refused, and another one is")
  void openMethodsAreNotExpectedToBeRefused() throws IOException {
    String webXml =
        COMPANION
            + filter("reads", "openMethods", "GET")
            + filterMapping("reads", "/reads/*")
            + servlet("items", "com.example.Items")
            + servletMapping("items", "/reads/items");
    String page = answer("200 OK", "Content-Type: text/html", "a page");
    try (TalkingServer server =
        new TalkingServer(
            head ->
                head.contains("Authorization")
                    ? BAD_TOKEN
                    : head.startsWith("GET") ? page : NO_TOKEN)) {
      ProbeResult result = Probe.run(examples(webXml), BaseUrl.parse(server.origin()), LIMITS);

      assertThat(text(result)).contains("all as reported");
      assertThat(server.heads()).anyMatch(head -> head.startsWith("PROBE /reads"));
      assertThat(server.heads())
          .filteredOn(head -> head.startsWith("GET /reads"))
          .allMatch(head -> head.contains("Authorization"));
    }
  }

  @Test
  void anyTokenAndOptionalAreAskedForWhatTheyPromise() throws IOException {
    String webXml =
        COMPANION
            + filter("any", "verify", "presence")
            + filterMapping("any", "/any/*")
            + filter("maybe", "autoError", "false")
            + filterMapping("maybe", "/maybe/*")
            + servlet("items", "com.example.Items")
            + servletMapping("items", "/any/items", "/maybe/items");
    try (TalkingServer server =
        new TalkingServer(head -> head.contains("Authorization") ? BAD_TOKEN : NO_TOKEN)) {
      Probe.run(examples(webXml), BaseUrl.parse(server.origin()), LIMITS);

      assertThat(server.heads())
          .filteredOn(head -> head.contains("Authorization"))
          .extracting(ProbeTest::target)
          .containsExactly("/maybe");
      assertThat(server.heads())
          .filteredOn(head -> !head.contains("Authorization"))
          .extracting(ProbeTest::target)
          .contains("/any/items")
          .doesNotContain("/maybe/items");
    }
  }
}
