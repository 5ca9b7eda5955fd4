// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mixed load for a long time, and what lives after a full collection at the end of each minute:
 * logins, refreshes, revocations, requests with valid, revoked, invented and no tokens, guesses of
 * passwords, the document and the docs page. Tokens live for a minute, so that from the second one
 * on as many expire as are issued.
 */
public final class SoakBench {
  private static final String APP = "/soak";
  private static final int CALLERS = 3;
  private static final int CALLS = 200;

  private final Http http;
  private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
  private volatile boolean ended;

  private SoakBench(URI server) {
    http = new Http(server, APP);
  }

  /**
   * Arguments: this class's name, or nothing happens; minutes; where the result goes; the file of
   * system properties that the tests get.
   */
  public static void main(String[] args) throws Exception {
    if (!SoakBench.class.getSimpleName().equals(args[0])) { // too long to run unasked
      return;
    }
    try (InputStream properties = Files.newInputStream(Path.of(args[3]))) {
      System.getProperties().load(properties);
    }
    String[] settings = {
      "accessTokenLifetime", "1m",
      "refreshTokenLifetime", "1m",
      "loginFailuresPerAddress", "1000000" // or all logins from here would soon be refused
    };
    ServerSpec spec =
        ServerSpec.named("soak-bench")
            .jvmOption("-XX:TieredStopAtLevel=4")
            .app(APP, LoginApp.build("soak-bench", APP, settings));
    try (Container tomcat = spec.start()) {
      new SoakBench(tomcat.base()).run(Integer.parseInt(args[1]), Path.of(args[2]));
    }
  }

  private void run(int minutes, Path result) throws InterruptedException, IOException {
    ServerLoad load = new ServerLoad();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      threads.add(new Thread(this::callUntilTheEnd, "caller-" + i));
    }
    threads.forEach(Thread::start);
    Files.writeString(result, "Java " + Runtime.version() + "; minutes, MB that live\n");
    for (int minute = 1; minute <= minutes; minute++) {
      TimeUnit.MINUTES.sleep(1);
      String line = String.format(Locale.ROOT, "%3d %6.2f%n", minute, load.liveMegabytes());
      Files.writeString(result, line, StandardOpenOption.APPEND);
      System.out.print(line);
    }
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
    String line = "answers: " + answers + "\n";
    Files.writeString(result, line, StandardOpenOption.APPEND);
    System.out.print(line);
  }

  private void callUntilTheEnd() {
    for (int round = 0; !ended; round++) {
      Answer login = http.form("/token", "username", LoginApp.USER, "password", LoginApp.SECRET);
      count("login", login);
      if (login.status() != 200) { // 503: too many passwords at once on a busy machine
        continue;
      }
      Answer refresh =
          http.form(
              "/token",
              "grant_type",
              "refresh_token",
              "refresh_token",
              member(login, "refresh_token"));
      count("refresh", refresh);
      String token = member(refresh, "access_token");
      for (int i = 0; i < CALLS && !ended; i++) {
        count("valid", http.getWith(token, "/api/hello"));
        count("invented", http.getWith("x" + round + "-" + i, "/api/hello"));
        count("none", http.get("/api/hello"));
      }
      count("revoke", http.form("/revoke", "token", token));
      count("revoked", http.getWith(token, "/api/hello"));
      count("document", http.get("/openapi.json"));
      count("page", http.get("/docs"));
      if (round % 10 == 0) {
        count("guess", http.form("/token", "username", "user" + round, "password", "guess"));
      }
    }
  }

  private static String member(Answer answer, String name) {
    Matcher member = Pattern.compile('"' + name + "\":\\s*\"([^\"]+)\"").matcher(answer.text());
    if (!member.find()) {
      throw new IllegalStateException("no " + name + " in " + answer);
    }
    return member.group(1);
  }

  private void count(String what, Answer answer) {
    answers.merge(what + " " + answer.status(), 1, Integer::sum);
  }
}
