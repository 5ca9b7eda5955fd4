// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.LoginApp.SECRET;
import static io.github.servletbearer.it.LoginApp.USER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Floods of logins by users of a file, each a dear hash. On a server of its own. */
class LoginFloodIT {
  private static final int VICTIMS_LOGINS = 8;
  private static final String SERVER = "login-flood";

  private static Container server;

  @BeforeAll
  static void start() {
    server =
        ServerSpec.named(SERVER)
            .app("/guesses", LoginApp.build(SERVER, "/guesses"))
            .app("/owner", LoginApp.build(SERVER, "/owner"))
            .app("/random", LoginApp.build(SERVER, "/random"))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer logIn(String app, String from, String user, String password) {
    byte[] request =
        RawHttp.request(
            server.base(),
            Http.encode("username", user, "password", password),
            "POST " + app + "/token HTTP/1.1",
            "Content-Type: application/x-www-form-urlencoded");
    try {
      return RawHttp.exchange(server.base(), request, InetAddress.getByName(from));
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** One connection of an attacker. */
  private interface Attack {
    Answer logIn(int round);
  }

  /** Lets a user log in again and again during the attack, and reports what the attacker got. */
  private static List<Integer> logInDuring(String app, List<Attack> attacks) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    AtomicInteger done = new AtomicInteger();
    List<Integer> attackers = Collections.synchronizedList(new ArrayList<>());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Attack attack : attacks) {
        running.add(
            threads.submit(
                () -> {
                  for (int round = 0; done.get() < VICTIMS_LOGINS; round++) {
                    attackers.add(attack.logIn(round).status());
                  }
                }));
      }
      while (attackers.isEmpty()) {
        Thread.onSpinWait();
      }
      for (; done.get() < VICTIMS_LOGINS; done.incrementAndGet()) {
        assertThat(logIn(app, "127.0.1.1", USER, SECRET).status()).isEqualTo(200);
      }
      for (Future<?> one : running) {
        one.get();
      }
      return attackers;
    } finally {
      done.set(VICTIMS_LOGINS);
      threads.shutdown();
    }
  }

  @Test
  @DisplayName("C5 wrong passwords from 20 addresses keep no user from logging in")
  void guessesFromManyAddresses() throws Exception {
    List<Attack> attacks = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      String address = "127.0.2." + i;
      attacks.add(round -> logIn("/guesses", address, "guess" + round, "wrong"));
    }
    assertThat(logInDuring("/guesses", attacks)).contains(400).doesNotContain(200);
  }

  @Test
  @DisplayName("C5 four connections that log in as one user keep no other user from logging in")
  void oneUserByManyConnections() throws Exception {
    List<Attack> attacks = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      attacks.add(round -> logIn("/owner", "127.0.3.1", LoginApp.OTHER_USER, SECRET));
    }
    assertThat(logInDuring("/owner", attacks)).contains(200);
  }

  @Test
  @DisplayName("C4 random names by 60 connections: few lines in the log, and counted as a crowd")
  void randomNames() throws Exception {
    List<Attack> attacks = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      int number = i;
      attacks.add(round -> logIn("/random", "127.0.4.1", number + "x" + round, "wrong"));
    }
    List<Integer> answers = logInDuring("/random", attacks);
    assertThat(answers).hasSizeGreaterThan(500).contains(429);
    long refused = answers.stream().filter(status -> status == 503).count();
    assertThat(refused).as("then the address waits").isLessThan(200);
    assertThat(server.console().text().lines().filter(line -> line.contains("WARNING")).toList())
        .as("one line a minute for each kind")
        .hasSizeLessThan(20);
  }
}
