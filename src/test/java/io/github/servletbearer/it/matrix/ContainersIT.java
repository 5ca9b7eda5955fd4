// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Await;
import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.matrix.Group.Column;
import io.github.servletbearer.it.matrix.MatrixApps.Companion;
import io.github.servletbearer.it.server.ServerKind;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the project promises on every container, asked of real ones from outside. The system
 * property {@code containers} chooses which (see {@link Pair#chosen}).
 */
@ParameterizedClass
@MethodSource("pairs")
class ContainersIT {

  private static final int THREADS = 4;

  /** How many lines of a report may follow its first. */
  private static final int REPORT_LINES = 8;

  private static Pair pair;
  private static MatrixServer server;

  @Parameter Pair invoked;

  static Stream<Pair> pairs() {
    return Pair.chosen().stream();
  }

  /** The pair whose turn it is. */
  static Pair pair() {
    return pair;
  }

  @BeforeParameterizedClassInvocation
  static void start(Pair next) {
    pair = next;
    Results results = Results.of(next);
    results.server("did not start");
    server = MatrixServer.start(next);
    results.server(server.http("/plain").get("/open/server").text());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  @AfterAll
  static void writePage() {
    ContainersPage.writeOrCompare();
  }

  /** Asks for all of these at once, with a few threads, and hands on what came back. */
  private static <T> void inParallel(List<T> inputs, Consumer<T> work) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      inputs.forEach(input -> running.add(threads.submit(() -> work.accept(input))));
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars()
        .forEach(c -> shown.append(c < ' ' || c > '~' ? String.format("\\x%02x", c) : (char) c));
    return shown.toString();
  }

  @Nested
  @Group(Column.REPORT)
  @DisplayName("the start report")
  class StartReport {

    @Test
    @DisplayName("is in the log before the first request")
    void isLoggedBeforeTheFirstRequest(Checks checks) {
      for (String context : server.apps().contexts()) {
        Pattern line = Pattern.compile("Servlet Bearer guards " + context + "\\b");
        long lines =
            server.linesAtStart().stream().filter(each -> line.matcher(each).find()).count();
        checks.that(lines == 1, lines + " reports of " + context);
      }
    }

    @Test
    @DisplayName("is not there for an application that does not use the JAR")
    void isOnlyForApplicationsThatUseIt(Checks checks) {
      List<String> lines = server.console().lines();
      checks.that(
          lines.stream().noneMatch(line -> line.matches(".*Servlet Bearer.* /bare\\b.*")),
          "a report");
      String answer = RawRequest.send(server.base(), "GET /bare/x;y/z HTTP/1.1");
      checks.that(RawRequest.status(answer) != 400, "a path was refused: " + answer);
    }
  }

  @Nested
  @Group(Column.PATHS)
  @DisplayName("raw spellings of a path")
  class Paths {

    private boolean gaveAway(String answer) {
      return answer.contains(MatrixApps.DATA)
          || answer.contains("X-Secret-Data")
          || answer.matches(
              "(?is)HTTP/1.1 200.*content-length: *" + MatrixApps.FILE_LENGTH + "\\b.*");
    }

    private void tryAll(String method, List<Target> targets, Checks checks) {
      for (Target target : targets) {
        inParallel(
            RawPaths.of(target, server.host()),
            path -> {
              String line = method + " " + path + " HTTP/1.1";
              String answer = RawRequest.send(server.base(), line);
              checks.that(
                  !gaveAway(answer),
                  shown(line) + " for " + target + " answered " + summary(answer));
            });
      }
    }

    private String summary(String answer) {
      int data = Math.max(0, answer.indexOf(MatrixApps.DATA));
      String part = answer.substring(data, Math.min(answer.length(), data + 60));
      return RawRequest.status(answer) + " " + shown(part);
    }

    @Test
    @DisplayName("GET: none reaches data without a token")
    void noSpellingReachesData(Checks checks) {
      tryAll("GET", server.apps().targets(), checks);
    }

    @Test
    @DisplayName("HEAD and POST: none reaches data without a token")
    void noSpellingReachesDataByOtherMethods(Checks checks) {
      List<Target> some =
          List.of(Target.of("/files", "/legacy/file.txt"), Target.of("/front", "/api/secret"));
      tryAll("HEAD", some, checks);
      tryAll("POST", some, checks);
    }

    @Test
    @DisplayName("Spring's ForwardedHeaderFilter: no prefix that a client names reaches data")
    void noPrefixReachesData(Checks checks) {
      List<String> paths =
          server.apps().hasSpring()
              ? List.of("/spring/open/%40page", "/spring/", "/springdo/open/page.do")
              : List.of();
      List<String> prefixes = new ArrayList<>(List.of("/api/files/~", "/%61pi/files/%78"));
      for (String odd : List.of("", "/", "//", "/.", "/..", ";", ";x", ";jsessionid=1", "%2f")) {
        for (String area : List.of("/api%s/secret", "/api%s/secret.do", "/api%s/files/x")) {
          prefixes.add(area.formatted(odd));
          prefixes.add(odd + area.formatted("") + odd);
        }
      }
      for (String path : paths) {
        inParallel(
            prefixes,
            prefix -> {
              String answer = withPrefix(path, prefix, "Content-Type: text/x;charset=x-IBM942");
              checks.that(
                  !gaveAway(answer), prefix + " before " + path + " answered " + summary(answer));
            });
        for (String prefix : List.of("/shop", "/shop/", "/shop,/")) {
          String answer = withPrefix(path, prefix, "Accept: */*");
          checks.that(RawRequest.status(answer) != 400, prefix + " was refused for " + path);
        }
      }
    }

    private String withPrefix(String path, String prefix, String header) {
      return RawRequest.send(
          server.base(), "GET " + path + " HTTP/1.1", "X-Forwarded-Prefix: " + prefix, header);
    }

    @Test
    @DisplayName("no Host that a client names moves the path of the URL")
    void noHostReachesData(Checks checks) {
      List<String> headers = new ArrayList<>();
      for (String before : List.of("x", "x:80", "x:", "u@x", "[::1]", "http://x", "")) {
        for (String after : List.of("?", "#", "?x=", "#:80", "?://")) {
          String host = before + "/front/api/secret" + after;
          headers.add("Host: " + host);
          headers.add("Host: x\r\nHost: " + host);
          headers.add("Host: " + host + "\r\nHost: x");
          headers.add("Host: x\r\nX-Forwarded-Server: " + host);
          headers.add("X-Forwarded-Host: " + host);
          headers.add("X-Forwarded-Proto: " + host);
          headers.add("Forwarded: host=\"" + host + "\"");
        }
      }
      for (String line :
          List.of(
              "GET /front/open HTTP/1.1", "GET /front/ HTTP/1.0", "GET http://x/front/ HTTP/1.1")) {
        inParallel(
            headers,
            header -> {
              String answer = RawRequest.send(server.base(), line, header);
              checks.that(
                  !gaveAway(answer), line + " with " + header + " answered " + summary(answer));
            });
      }
      for (String host : List.of("x", "x:80", "[::1]:8080", "a_b.example", "1.2.3.4:1")) {
        String answer =
            RawRequest.send(
                server.base(),
                "GET /front/open HTTP/1.1",
                "X-Forwarded-Host: " + host + ", y",
                "X-Forwarded-Proto: https,http",
                "Forwarded: for=\"[::1]:1\";host=\"" + host + "\";proto=https, for=_x");
        checks.that(RawRequest.status(answer) == 200, host + " was refused: " + summary(answer));
      }
    }

    @Test
    @DisplayName("control: with a token each resource has its data")
    void dataIsThereWithToken(Checks checks) {
      for (Target target : server.apps().targets()) {
        String token = server.http(target.context()).login("johndoe", "secret");
        String answer =
            RawRequest.send(
                server.base(), "GET " + target + " HTTP/1.1", "Authorization: Bearer " + token);
        boolean demo = target.context().equals("/demo") && answer.contains("Hammer");
        checks.that(demo || gaveAway(answer), target + " answered " + summary(answer));
      }
    }
  }

  @Nested
  @Group(Column.ORDINARY)
  @DisplayName("ordinary URIs")
  class OrdinaryUris {

    /** Whether the server refuses a path in an application without a filter. */
    private boolean isRefusedByTheServer(String path) {
      String bare = RawRequest.send(server.base(), "GET /bare" + path + " HTTP/1.1");
      return RawRequest.status(bare) == 400;
    }

    @Test
    @DisplayName("are not refused, whether open or covered")
    void areNotRefused(Checks checks) {
      List<String> contexts = new ArrayList<>(List.of("/front", "/exclude", "/star"));
      for (String context : contexts) {
        String token = server.http(context).login("johndoe", "secret");
        inParallel(
            OrdinaryPaths.ALL,
            path -> {
              for (String area : List.of("/open/", "/api/")) {
                String line = "GET " + context + area + path + " HTTP/1.1";
                String answer =
                    RawRequest.send(server.base(), line, "Authorization: Bearer " + token);
                int status = RawRequest.status(answer);
                boolean refused = status == 400 || status == 401 || status == 0;
                checks.that(
                    !refused || isRefusedByTheServer(area + path), line + " answered " + status);
              }
            });
      }
    }
  }

  @Nested
  @Group(Column.DEMO)
  @DisplayName("the demo, unchanged")
  class Demo {

    private final Http demo = server.http("/demo");

    @Test
    @DisplayName("asks for a token, gives one for a password, and lets its owner in")
    void locksAndUnlocks(Checks checks) {
      for (String path :
          List.of("/api/items", "/api/me", "/api/admin/report", "/legacy/items.jsp")) {
        Answer refused = demo.get(path);
        checks.that(refused.status() == 401, path + " without a token: " + refused);
        checks.that(
            refused.text().equals("{\"detail\":\"Not authenticated\"}\n"),
            path + " without a token: " + refused);
        checks.that(
            refused.headers("WWW-Authenticate").size() == 1
                && refused.header("WWW-Authenticate").startsWith("Bearer"),
            path + " has no challenge: " + refused);
        checks.that(isVariedByToken(refused), path + " may be cached for all: " + refused);
      }
      String john = demo.login("johndoe", "secret");
      String alice = demo.login("alice", "secret2");
      Answer me = demo.getWith(john, "/api/me");
      checks.that(me.status() == 200 && "johndoe".equals(me.json("user")), "me: " + me);
      checks.that(me.text().contains("\"Bearer\""), "authType: " + me);
      checks.that(isVariedByToken(me), "me may be cached for all: " + me);
      checks.that(
          demo.getWith(alice, "/api/me").text().contains("admin"), "alice is no admin in /api/me");
      Answer narrow = demo.getWith(john, "/api/admin/report");
      checks.that(narrow.status() == 403, "report for johndoe: " + narrow);
      checks.that("insufficient_scope".equals(narrow.json("error")), "403: " + narrow);
      checks.that(
          demo.getWith(alice, "/api/admin/report").status() == 200, "report for alice is not 200");
      Answer unknown = demo.getWith("unknown", "/api/items");
      checks.that(
          unknown.status() == 401 && "invalid_token".equals(unknown.json("error")),
          "unknown token: " + unknown);
      Answer wrong = demo.form("/token", "username", "nobody", "password", "wrong");
      checks.that(
          wrong.status() == 400 && "invalid_grant".equals(wrong.json("error")), "wrong: " + wrong);
    }

    /** By one line alone, for there are caches that read no other. */
    private boolean isVariedByToken(Answer answer) {
      return answer.headers("Vary").size() == 1 && answer.header("Vary").contains("Authorization");
    }

    @Test
    @DisplayName("items can be read, made and deleted")
    void itemsAreReal(Checks checks) {
      String token = demo.login("johndoe", "secret");
      checks.that(demo.getWith(token, "/api/items").text().contains("Hammer"), "no items");
      Answer created =
          demo.send(
              "POST",
              "/api/items",
              "{\"name\": \"N\u00e4gel\", \"quantity\": 3, \"price\": 1.50}",
              "Authorization",
              "Bearer " + token,
              "Content-Type",
              "application/json");
      checks.that(created.status() == 201, "POST: " + created);
      String path = "/api/items/" + created.json("id");
      checks.that(
          "N\u00e4gel".equals(demo.getWith(token, path).json("name")), "the item is not there");
      Answer anonymous = demo.send("DELETE", path, null);
      checks.that(anonymous.status() == 401, "DELETE without a token: " + anonymous);
      Answer deleted = demo.send("DELETE", path, null, "Authorization", "Bearer " + token);
      checks.that(deleted.status() == 204, "DELETE: " + deleted);
    }

    @Test
    @DisplayName("pages: JSP, first steps, optional, health, start page, docs")
    void pages(Checks checks) {
      String token = demo.login("johndoe", "secret");
      if (server.apps().hasJsp()) {
        Answer page = demo.getWith(token, "/legacy/items.jsp");
        checks.that(
            page.status() == 200 && page.text().contains(token) && page.text().contains("Hammer"),
            "JSP: " + page);
      }
      Answer first = demo.get("/first-steps/items");
      checks.that(first.status() == 401, "first steps: " + first);
      checks.that(
          demo.getWith("any", "/first-steps/items").text().equals("{\"token\": \"any\"}"),
          "first steps with a token");
      checks.that(
          demo.get("/optional/items").text().equals("{\"token\": null}"), "optional without token");
      checks.that(
          demo.getWith("any", "/optional/items").text().equals("{\"token\": \"any\"}"),
          "optional with a token");
      for (String open : List.of("/public/health", "/", "/index.html", "/style.css")) {
        checks.that(demo.get(open).status() == 200, open + ": " + demo.get(open).status());
      }
      Answer docs = demo.get("/docs");
      checks.that(
          docs.status() == 200 && docs.text().contains("id=\"swagger-ui\""), "docs: " + docs);
      List<String> parts =
          Pattern.compile("(?:src|href)=\"([^\":#]+)\"")
              .matcher(docs.text())
              .results()
              .map(found -> found.group(1))
              .toList();
      checks.that(parts.size() >= 3, "the docs page names few parts: " + parts);
      for (String part : parts) {
        String path = URI.create("/docs").resolve(part).toString();
        checks.that(demo.get(path).status() == 200, path + ": " + demo.get(path).status());
      }
    }

    @Test
    @DisplayName("openapi.json is the same bytes as from the command line")
    void documentIsTheSameEverywhere(Checks checks) {
      String served = demo.get("/openapi.json").text();
      checks.that(served.equals(DemoDocument.text()), "another document: " + served);
    }

    @Test
    @DisplayName("the Authorization header is read by the RFCs")
    void headerIsReadByTheRfcs(Checks checks) {
      String token = demo.login("johndoe", "secret");
      for (String scheme : List.of("bearer ", "BEARER ", "bEaReR    ")) {
        Answer answer = demo.raw("GET /demo/api/me HTTP/1.1", "Authorization: " + scheme + token);
        checks.that(answer.status() == 200, scheme + ": " + answer);
      }
      Answer two =
          demo.raw(
              "GET /demo/api/me HTTP/1.1",
              "Authorization: Bearer " + token,
              "Authorization: Bearer " + token);
      checks.that(two.status() == 400, "two headers: " + two);
      Answer query = demo.get("/api/me?access_token=" + token);
      checks.that(query.status() == 401, "a token in the query: " + query.status());
      Answer head = demo.raw("HEAD /demo/api/me HTTP/1.1");
      checks.that(head.status() == 401 && head.size() == 0, "HEAD: " + head);
    }

    @Test
    @DisplayName("TRACE never echoes a token")
    void traceDoesNotEcho(Checks checks) {
      String token = demo.login("johndoe", "secret");
      for (String path :
          List.of(
              "/api/me", "/api/items/1", "/legacy/items.jsp", "/token", "/docs", "/openapi.json")) {
        String line = "TRACE /demo" + path + " HTTP/1.1";
        String answer = RawRequest.send(server.base(), line, "Authorization: Bearer " + token);
        int status = RawRequest.status(answer);
        checks.that(!answer.contains(token), line + " echoed the token");
        // Some connectors refuse it by themselves, by another status.
        checks.that(status == 405 || status == 403 || status == 501, line + " answered " + status);
      }
    }
  }

  @Nested
  @Group(Column.DISPATCHES)
  @DisplayName("dispatches from open servlets")
  class Dispatches {

    @Test
    @DisplayName("forward, include and async do not reach data without a token")
    void dispatchesAreCovered(Checks checks) {
      Http plain = server.http("/plain");
      String token = plain.login("johndoe", "secret");
      for (String how : List.of("forward", "include", "async")) {
        for (String to :
            List.of("/api/secret", "/api/../api/secret", "/api/secret;x", "//api/secret")) {
          String path = "/open/relay/" + how + "?to=" + to;
          Answer refused = plain.get(path);
          checks.that(!refused.toString().contains(MatrixApps.DATA), path + ": " + refused);
          checks.that(!refused.has("X-Secret-Data"), path + ": " + refused);
        }
        Answer answer = plain.getWith(token, "/open/relay/" + how + "?to=/api/secret");
        checks.that(answer.text().contains(MatrixApps.DATA), how + " with a token: " + answer);
      }
    }

    @Test
    @DisplayName("a servlet that does not declare async-supported makes no async dispatch")
    void undeclaredAsyncIsRefused(Checks checks) {
      Answer answer = server.http("/plain").get("/open/without-async/async?to=/open/counter");
      checks.that(answer.status() == 500, answer.toString());
    }
  }

  @Nested
  @Group(Column.COOKIES)
  @DisplayName("logins")
  class Logins {

    private final Http plain = server.http("/plain");

    private Answer login(String password, String... headers) {
      return plain.post(
          "/token", Http.encode("username", "johndoe", "password", password), headers);
    }

    @Test
    @DisplayName("leave no cookie and keep the application's own session")
    void leaveNoCookie(Checks checks) {
      Answer first = plain.get("/open/counter");
      checks.that(first.headers("Set-Cookie").size() == 1, "no session of the application");
      String session = cookie(first);
      int calls = 1;
      for (String password : List.of("secret", "wrong", "secret")) {
        int expected = password.equals("secret") ? 200 : 400;
        for (String sent : List.of("", session, "JSESSIONID=gone")) {
          Answer answer = sent.isEmpty() ? login(password) : login(password, "Cookie", sent);
          String what = "login with password " + password + " and cookie " + sent;
          // Where a login would end the session, it is refused.
          boolean refused = sent.equals(session) && isLiberty() && answer.status() == 400;
          checks.that(refused || answer.status() == expected, what + ": " + answer);
          List<String> cookies = answer.headers("Set-Cookie");
          if (sent.equals(session) && cookies.size() == 1) {
            session = cookie(answer); // the same session by another id, against session fixation
          } else if (pair.kind() == ServerKind.WILDFLY_26 && sent.contains("gone")) {
            // WildFly gives each client its own id back, with the route of the node behind it.
            checks.that(
                cookies.stream().allMatch(cookie -> cookie.startsWith("JSESSIONID=gone.")),
                what + ": " + answer);
          } else {
            checks.that(cookies.isEmpty(), what + ": " + answer);
          }
          calls++;
          String counted = plain.get("/open/counter", "Cookie", session).text();
          checks.that(counted.equals("calls=" + calls + " user=null"), what + ", then " + counted);
        }
      }
    }

    private boolean isLiberty() {
      return pair.kind() == ServerKind.LIBERTY_22 || pair.kind() == ServerKind.LIBERTY_26;
    }

    private String cookie(Answer answer) {
      return answer.headers("Set-Cookie").get(0).split(";", 2)[0];
    }

    @Test
    @DisplayName("a call with a token leaves no cookie")
    void callsLeaveNoCookie(Checks checks) {
      Answer answer = plain.getWith(plain.login("johndoe", "secret"), "/api/secret");
      checks.that(answer.status() == 200 && answer.headers("Set-Cookie").isEmpty(), "" + answer);
      Answer refused = plain.get("/api/secret");
      checks.that(refused.headers("Set-Cookie").isEmpty(), "" + refused);
    }

    @Test
    @DisplayName("the first ones at the same moment all get their token")
    void firstLoginsAtTheSameMoment(Checks checks) throws InterruptedException {
      int threads = 20;
      Http first = server.http("/first");
      CountDownLatch ready = new CountDownLatch(threads);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Callable<Answer>> logins = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        logins.add(
            () -> {
              ready.countDown();
              ready.await();
              return first.form("/token", "username", "johndoe", "password", "secret");
            });
      }
      try {
        boolean all = true;
        for (Future<Answer> login : pool.invokeAll(logins)) {
          boolean valid = login.get().status() == 200;
          checks.that(valid, "a first login: " + login.get());
          all &= valid;
        }
        if (!all) { // why the realm is not usable is in the log alone
          server.console().lines().stream()
              .dropWhile(line -> !line.contains("no usable realm"))
              .limit(12)
              .forEach(line -> checks.that(false, "the log: " + line));
        }
      } catch (ExecutionException e) {
        throw new AssertionError(e);
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    @DisplayName("without a login mechanism (Jetty) are 503, and the log has the cure")
    void withoutLoginMechanism(Checks checks) {
      assumeTrue(pair.kind().name().startsWith("JETTY"), "only Jetty has none by default");
      ServerSpec spec = MatrixServer.spec("no-login-" + pair.folder(), pair).withoutLogin();
      WebApp app = server.apps().plain("/plain", Companion.AT_START);
      try (Container container = spec.app(app).start()) {
        Http bare = new Http(container.base(), "/plain");
        for (String password : List.of("secret", "wrong", "secret", "wrong", "secret", "secret")) {
          Answer answer = bare.form("/token", "username", "johndoe", "password", password);
          checks.that(answer.status() == 503 && answer.has("Retry-After"), "token: " + answer);
          checks.that(answer.headers("Set-Cookie").isEmpty(), "token: " + answer);
        }
        checks.that(bare.get("/api/secret").status() == 401, "covered: " + bare.get("/api/secret"));
        checks.that(
            container.console().lines().stream().anyMatch(line -> line.contains("login-config")),
            "the log does not name login-config");
      }
    }

    @Test
    @DisplayName("an empty client name by Basic is a public client")
    void emptyBasicIsPublicClient(Checks checks) {
      Answer answer = login("secret", "Authorization", "Basic Og==");
      checks.that(answer.status() == 200, "Basic Og==: " + answer);
    }
  }

  @Nested
  @Group(Column.WRONG)
  @DisplayName("wrong configurations")
  class WrongConfigurations {

    @Test
    @DisplayName("close everything covered, and our endpoints")
    void nothingCoveredIsServed(Checks checks) {
      for (WrongConfiguration wrong : WrongConfiguration.all()) {
        boolean started = server.http(wrong.contextPath()).get("/public/page.txt").status() == 200;
        for (String method : List.of("GET", "POST", "DELETE")) {
          for (String path : closed(wrong)) {
            String line = method + " " + wrong.contextPath() + path + " HTTP/1.1";
            String answer = RawRequest.send(server.base(), line);
            int status = RawRequest.status(answer);
            checks.that(!answer.contains(MatrixApps.DATA), wrong + ": " + line + " gave data");
            // Without the application the server's own files are asked, by any method.
            boolean absent = !started && status >= 400 && status < 500;
            checks.that(
                status == 503 || status == 404 || absent,
                wrong + ": " + line + " answered " + status);
            // A page of the container's needs none.
            boolean ours = status == 503 && answer.contains("application/json");
            checks.that(
                !ours || answer.contains("Retry-After: "), wrong + ": no Retry-After: " + answer);
          }
        }
        observe(wrong);
      }
    }

    /** What is covered, and the endpoints of the companion servlet where there is one. */
    private List<String> closed(WrongConfiguration wrong) {
      List<String> paths =
          new ArrayList<>(List.of("/api/secret", "/legacy/file.txt", "/legacy/page.jsp"));
      if (wrong.companion() != Companion.NONE) {
        paths.addAll(List.of("/token", "/openapi.json", "/docs"));
      }
      return paths;
    }

    private void observe(WrongConfiguration wrong) {
      Http http = server.http(wrong.contextPath());
      int open = http.get("/public/page.txt").status();
      int covered = http.get("/api/secret").status();
      String seen =
          open == 200
              ? "started, closed by the filter (" + covered + ")"
              : "not started (" + open + ")";
      Results.of(pair).observe(wrong.companion(), seen);
    }

    @Test
    @DisplayName("close every spelling of a covered path")
    void noSpellingIsServed(Checks checks) {
      for (WrongConfiguration wrong : WrongConfiguration.all()) {
        if (wrong.problem().equals("unknown init-param") || wrong.companion() == Companion.NONE) {
          Target target = Target.of(wrong.contextPath(), "/legacy/file.txt");
          inParallel(
              RawPaths.of(target, server.host()),
              path -> {
                String line = "GET " + path + " HTTP/1.1";
                String answer = RawRequest.send(server.base(), line);
                checks.that(!answer.contains(MatrixApps.DATA), wrong + ": " + shown(line));
              });
        }
      }
    }

    @Test
    @DisplayName("are reported once for each application")
    void areReportedOnce(Checks checks) {
      List<String> lines = server.console().lines();
      for (WrongConfiguration wrong : WrongConfiguration.all()) {
        Pattern head = Pattern.compile("problems? in " + wrong.contextPath() + "(?![-\\w])");
        List<Integer> heads =
            IntStream.range(0, lines.size())
                .filter(i -> head.matcher(lines.get(i)).find())
                .boxed()
                .toList();
        checks.that(heads.size() == 1, wrong + " is reported " + heads.size() + " times");
        boolean named =
            heads.stream()
                .map(at -> lines.subList(at, Math.min(lines.size(), at + REPORT_LINES)))
                .anyMatch(part -> part.stream().anyMatch(line -> line.contains(wrong.inLog())));
        checks.that(named, wrong + ": the report does not name " + wrong.inLog());
      }
    }
  }

  @Nested
  @Group(Column.REDEPLOY)
  @DisplayName("redeployment")
  class Redeployment {

    private static final int ROUNDS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The class of the class loaders of applications. */
    private static final Map<ServerKind, String> LOADERS =
        Map.of(
            ServerKind.TOMCAT_9,
            "org.apache.catalina.loader.ParallelWebappClassLoader",
            ServerKind.JETTY_9,
            "org.eclipse.jetty.webapp.WebAppClassLoader",
            ServerKind.WILDFLY_26,
            "org.jboss.modules.ModuleClassLoader");

    @Test
    @DisplayName("leaves no class loader, thread, MBean or leak in the log")
    void leavesNothing(Checks checks) throws InterruptedException {
      String loader = LOADERS.get(pair.kind());
      assumeTrue(
          loader != null && pair.isUsual() && !Pair.isSmallRun(),
          "three containers are redeployed, in a run of all");
      String name = "redeploy-" + pair.folder();
      Path war = server.apps().demo();
      ServerSpec spec = MatrixServer.spec(name, pair).app("/staying", war);
      try (Container container = spec.app(server.apps().resetLoaders()).start();
          ServerJvm jvm = ServerJvm.startedWith(name)) {
        redeploy(container, war);
        Map<String, List<Integer>> before = jvm.histogram();
        int threads = jvm.threads();
        Set<String> beans = jvm.beansOfOurs();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        Thread traffic = new Thread(() -> callUntil(over, served, container), "traffic");
        traffic.start();
        for (int round = 0; round < ROUNDS; round++) {
          redeploy(container, war);
        }
        over.set(true);
        traffic.join();
        checks.that(served.get() > ROUNDS, "only " + served + " calls were served meanwhile");
        int most = ServerJvm.instances(before, loader);
        boolean collected = await(() -> areCollected(container, jvm, loader, most));
        Map<String, List<Integer>> after = jvm.histogram();
        checks.that(
            collected, ServerJvm.instances(after, loader) + " class loaders, at most " + most);
        List<String> twice = ServerJvm.loadedTwice(after);
        checks.that(twice.isEmpty(), "still there twice: " + twice);
        checks.that(
            jvm.threads() <= threads + ROUNDS / 2, jvm.threads() + " threads, were " + threads);
        checks.that(jvm.threadsOfOurs().isEmpty(), "threads: " + jvm.threadsOfOurs());
        checks.that(jvm.beansOfOurs().equals(beans), "MBeans: " + jvm.beansOfOurs());
        String folder = Kit.path("project.basedir").toString(); // its name is no leak
        List<String> leaks =
            container.console().lines().stream()
                .map(line -> line.replace(folder, ""))
                .filter(line -> line.matches("(?i).*\\bleak\\b.*"))
                // Tomcat's own threads, with a request of this test's traffic that is just ending.
                .filter(line -> !line.matches(".*(?i)thread (named )?\\[http-.*"))
                .toList();
        checks.that(leaks.isEmpty(), "the log: " + leaks);
      }
    }

    private boolean areCollected(Container container, ServerJvm jvm, String loader, int most) {
      new Http(container.base(), "/reset").get("/");
      Http staying = new Http(container.base(), "/staying");
      inParallel(Collections.nCopies(40, "/public/health"), staying::get);
      Map<String, List<Integer>> now = jvm.histogram();
      return ServerJvm.instances(now, loader) <= most && ServerJvm.loadedTwice(now).isEmpty();
    }

    private void redeploy(Container container, Path war) {
      container.deploy("/demo", war);
      Http demo = new Http(container.base(), "/demo");
      await(() -> demo.get("/public/health").status() == 200);
      demo.getWith(demo.login("johndoe", "secret"), "/api/items");
      demo.get("/openapi.json");
      container.undeploy("/demo");
    }

    /**
     * Whether something becomes so: a server may let go of an application a little later, by the
     * next requests of other applications, which take the places of its last ones.
     */
    private boolean await(Supplier<Boolean> wanted) {
      return Await.first(PATIENCE, wanted, Boolean::booleanValue);
    }

    /** Logs in and calls, whether the application is there or not. */
    private void callUntil(AtomicBoolean over, AtomicInteger served, Container container) {
      Http demo = new Http(container.base(), "/demo");
      while (!over.get()) {
        try {
          Answer login = demo.form("/token", "username", "alice", "password", "secret2");
          if (login.status() == 200
              && demo.getWith(login.json("access_token"), "/api/items").status() == 200) {
            served.incrementAndGet();
          }
        } catch (UncheckedIOException e) {
          // The server may drop connections of an application that it takes away.
        }
      }
    }
  }
}
