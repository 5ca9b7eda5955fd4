// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.it.app.EchoServlet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * More logins than there is work for, by few, and who else logs in meanwhile. On a server of its
 * own, with a users file whose passwords cost what they should.
 */
@Tag("long")
class LoginFloodIT {
  /** As many as wait for a hash, and the one that is worked on. */
  private static final int CONNECTIONS = 41;

  private static final int VICTIMS = 5;
  private static final String SECRET = "correct horse";

  private static Container server;

  @BeforeAll
  static void start() {
    String hash = PasswordHash.of(SECRET.toCharArray()).text();
    StringBuilder users = new StringBuilder("owner:" + hash + ":user\n");
    for (int i = 0; i < VICTIMS; i++) {
      users.append("alice" + i + ":" + hash + ":user\n");
      users.append("bob" + i + ":" + hash + ":user\n");
    }
    Path file = Kit.emptyDirectory(Kit.target("it", "login-flood-users")).resolve("users");
    Kit.write(file, users.toString());
    WebXml xml =
        new WebXml()
            .contextParam("bearer.users", "file:" + file)
            .contextParam("bearer.loginFailuresPerAddress", "1000") // or the flood would end soon
            .bearer("bearer", "/api/*")
            .companion()
            .servlet("echo", EchoServlet.class, "/api/*");
    server =
        ServerSpec.named("login-flood")
            .hashesPasswords()
            .app(WebApp.at("/shop").withBearer().withTestClasses().webXml(xml.toString()))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static int logIn(String from, String user, String password) {
    byte[] request =
        RawHttp.request(
            server.base(),
            Http.encode("username", user, "password", password),
            "POST /shop/token HTTP/1.1",
            "Content-Type: application/x-www-form-urlencoded");
    try {
      return RawHttp.exchange(server.base(), request, InetAddress.getByName(from)).status();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  @DisplayName("one user's many logins keep nobody else from logging in")
  void oneUser() throws Exception {
    try (Flood flood = new Flood(i -> logIn("127.0.3." + (1 + i % 10), "owner", SECRET))) {
      flood.awaitFullQueue();
      assertAllGetIn("alice", "127.0.1.");
      assertThat(flood.isUnderWay()).isTrue();
    }
  }

  @Test
  @DisplayName("guesses from twenty addresses keep nobody else from logging in")
  void twentyAddresses() throws Exception {
    AtomicInteger names = new AtomicInteger();
    try (Flood flood =
        new Flood(
            i -> logIn("127.0.4." + (1 + i % 20), "user" + names.incrementAndGet(), "guess"))) {
      flood.awaitFullQueue();
      assertAllGetIn("bob", "127.0.2.");
      assertThat(flood.isUnderWay()).isTrue();
    }
    long lines =
        server.console().lines().stream()
            .filter(line -> line.contains("too many passwords") || line.contains("WARNING"))
            .count();
    assertThat(lines).as("lines of the flood").isLessThan(10);
  }

  private static void assertAllGetIn(String name, String network) {
    for (int i = 0; i < VICTIMS; i++) {
      assertThat(logIn(network + (1 + i), name + i, SECRET)).as(name + i).isEqualTo(200);
    }
  }

  /** Connections that log in again as soon as they have their answer, until it is closed. */
  private static final class Flood implements AutoCloseable {
    private static final long MINUTES = 2;

    private final CountDownLatch judged = new CountDownLatch(21);
    private final CountDownLatch refused = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(CONNECTIONS);
    private volatile boolean closed;

    Flood(IntFunction<Integer> login) {
      for (int i = 0; i < CONNECTIONS; i++) {
        int number = i;
        new Thread(() -> run(login, number), "flood-" + i).start();
      }
    }

    private void run(IntFunction<Integer> login, int number) {
      try {
        while (!closed) {
          (login.apply(number) == 503 ? refused : judged).countDown();
        }
      } finally {
        ended.countDown();
      }
    }

    /** Waits until as many were judged as make each address have a turn, and one waited in vain. */
    void awaitFullQueue() throws InterruptedException {
      assertThat(judged.await(MINUTES, TimeUnit.MINUTES)).isTrue();
      assertThat(refused.await(MINUTES, TimeUnit.MINUTES)).isTrue();
    }

    boolean isUnderWay() {
      return ended.getCount() == CONNECTIONS;
    }

    @Override
    public void close() {
      closed = true;
      assertThat(ended)
          .as("all threads end")
          .satisfies(latch -> latch.await(MINUTES, TimeUnit.MINUTES));
      assertThat(ended.getCount()).isZero();
    }
  }
}
