// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.Refusals.assertThrottled;
import static io.github.servletbearer.it.Refusals.assertTokenError;
import static io.github.servletbearer.it.Refusals.assertWrongPassword;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Guessing passwords. On a server of its own, one application for each test. */
class ThrottleIT {

  private static final String REALMS = "org.apache.catalina.realm.";
  private static final String VALVE =
      "<Valve className='org.apache.catalina.valves.RemoteIpValve'"
          + " protocolHeader='x-forwarded-proto' internalProxies='127\\.0\\.0\\.1'/>";
  private static Container server;

  @BeforeAll
  static void start() {
    server =
        ServerSpec.named("throttle")
            .app(TestApps.oddAt("/parallel"))
            .app(TestApps.oddAt("/user"))
            .app(TestApps.oddAt("/address"))
            .app(TestApps.oddAt("/malformed"))
            .app(TestApps.oddAt("/brief", "bearer.loginWindow", "5s"))
            .app(withRealm("/locks", "<Realm className='" + REALMS + "LockOutRealm'>", "</Realm>"))
            .app(withRealm("/own-realm", "", ""))
            .app(
                TestApps.oddAt("/proxied") // as docs/troubleshooting.md has it, but for the address
                    .file("META-INF/context.xml", "<Context>" + VALVE + "</Context>"))
            .app(
                TestApps.oddAt("/no-realm") // what Tomcat takes where server.xml has none
                    .file(
                        "META-INF/context.xml",
                        "<Context><Realm className='" + REALMS + "NullRealm'/></Context>"))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static WebApp withRealm(String contextPath, String before, String after) {
    String users =
        "<Realm className='" + REALMS + "UserDatabaseRealm' resourceName='UserDatabase'/>";
    return TestApps.oddAt(contextPath)
        .file("META-INF/context.xml", "<Context>" + before + users + after + "</Context>");
  }

  @Test
  @DisplayName("a server without a realm knows no user, and says it as to a wrong password")
  void serverWithoutRealm() {
    Answer answer = logIn(app("/no-realm"), "johndoe", "secret");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("Incorrect username or password");
  }

  private static Http app(String contextPath) {
    return new Http(server.base(), contextPath);
  }

  private static Answer logIn(Http app, String username, String password) {
    return app.form("/token", "username", username, "password", password);
  }

  private static Answer logInFrom(String address, Http app, String username, String password) {
    byte[] request =
        RawHttp.request(
            server.base(),
            Http.encode("username", username, "password", password),
            "POST " + app.contextPath() + "/token HTTP/1.1",
            "Content-Type: application/x-www-form-urlencoded");
    try {
      return RawHttp.exchange(server.base(), request, InetAddress.getByName(address));
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  @DisplayName("BF-2 of 64 parallel guesses exactly 4 are evaluated")
  void parallelGuessesAreCountedOneByOne() throws Exception {
    Http app = app("/parallel");
    // The first of all asks whether the realm is good; others would be told to come back.
    assertThat(logIn(app, "alice", "secret2").status()).isEqualTo(200);
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(64);
    List<Future<Answer>> guesses = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        String guess = "guess" + i;
        guesses.add(
            threads.submit(
                () -> {
                  go.await();
                  return logIn(app, "mallory", guess);
                }));
      }
      go.countDown();
      int evaluated = 0;
      for (Future<Answer> guess : guesses) {
        Answer answer = guess.get();
        if (answer.status() == 400) {
          assertWrongPassword(answer);
          evaluated++;
        } else {
          assertThrottled(answer);
        }
      }
      assertThat(evaluated).isEqualTo(4);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  @DisplayName("BF-1 BF-3 while throttled the right password gets 429 too; others are not locked")
  void rightPasswordIsThrottledToo() {
    Http app = app("/user");
    for (int i = 0; i < 4; i++) {
      assertWrongPassword(logIn(app, "johndoe", "wrong" + i));
    }

    Answer wrong = logIn(app, "johndoe", "wrong");
    Answer right = logIn(app, "johndoe", "secret");
    assertThrottled(wrong);
    assertThrottled(right);
    assertThat(right.text()).isEqualTo(wrong.text());

    assertThat(logIn(app, "alice", "secret2").status()).isEqualTo(200);
    assertThat(logInFrom("127.0.0.2", app, "johndoe", "secret").status())
        .as("a stranger's failures lock nobody elsewhere")
        .isEqualTo(200);
  }

  @Test
  @DisplayName("BF-1 after 40 failures an address may try no user any more")
  void addressIsThrottled() {
    Http app = app("/address");
    for (int i = 0; i < 40; i++) {
      assertWrongPassword(logIn(app, "spray" + i, "wrong"));
    }

    assertThrottled(logIn(app, "spray40", "wrong"));
    assertThrottled(logIn(app, "alice", "secret2"));
    assertThat(logInFrom("127.0.0.3", app, "alice", "secret2").status()).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "behind a proxy that Tomcat knows, each client has its own address and its own limit")
  void clientsOfOneProxyHaveLimitsOfTheirOwn() {
    for (int i = 0; i < 4; i++) {
      assertWrongPassword(proxied("203.0.113.1", "https", "johndoe", "wrong"));
    }

    assertThrottled(proxied("203.0.113.1", "https", "johndoe", "secret"));
    assertThrottled(proxied("198.51.100.9, 203.0.113.1", "https", "johndoe", "secret"));
    assertThat(proxied("203.0.113.2", "https", "johndoe", "secret").status()).isEqualTo(200);
    assertThat(proxied("203.0.113.2", "http", "johndoe", "secret").text()).contains("HTTPS only");
  }

  private static Answer proxied(String client, String scheme, String username, String password) {
    return app("/proxied")
        .post(
            "/token",
            Http.encode("username", username, "password", password),
            "X-Forwarded-For",
            client,
            "X-Forwarded-Proto",
            scheme);
  }

  @Test
  @DisplayName("strangers lock a user of a LockOutRealm from two addresses, and of no other realm")
  void lockOutRealmCountsAllAddresses() {
    for (String contextPath : new String[] {"/locks", "/own-realm"}) {
      for (int i = 0; i < 3; i++) {
        assertWrongPassword(logInFrom("127.0.5.1", app(contextPath), "alice", "wrong"));
        assertWrongPassword(logInFrom("127.0.5.2", app(contextPath), "alice", "wrong"));
      }
      assertThat(logInFrom("127.0.5.3", app(contextPath), "alice", "secret2").status())
          .as("as docs/security.md says")
          .isEqualTo(contextPath.equals("/locks") ? 400 : 200);
    }
  }

  @Test
  @DisplayName("BF-1 requests that are no guess do not count")
  void malformedRequestsDoNotCount() {
    Http app = app("/malformed");
    for (int i = 0; i < 50; i++) {
      assertTokenError(app.post("/token", "username=alice"), 400, "invalid_request");
    }
    for (int i = 0; i < 10; i++) {
      assertThat(logIn(app, "alice", "secret2").status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("BF-3 no lock-out is for ever: after the window the right password works")
  void throttleEnds() {
    Http app = app("/brief");
    for (int i = 0; i < 4; i++) {
      assertWrongPassword(logInFrom("127.0.0.4", app, "trudy", "wrong"));
    }
    Answer refused = logInFrom("127.0.0.4", app, "trudy", "wrong");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 5);

    assertWrongPassword(
        Await.first(
            Duration.ofSeconds(30),
            () -> logInFrom("127.0.0.4", app, "trudy", "wrong"),
            answer -> answer.status() != 429));
  }
}
