// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/**
 * What a flood of logins leaves of verified traffic: one connection sends requests with an opaque
 * token as fast as they are answered, in turns without and with fifty clients that guess passwords,
 * each from an address of its own, for a new name each time, twenty times a second at most.
 */
public final class FloodBench {
  private static final int CLIENTS = 50;
  private static final long TURN_NANOS = 3_000_000_000L;
  private static final long PAUSE_NANOS = 50_000_000L;
  private static final String APP = "/flood";

  private final URI server;
  private final byte[] request;
  private final Map<Integer, Integer> answers = new ConcurrentSkipListMap<>();
  private volatile boolean floods;

  private FloodBench(URI server) {
    this.server = server;
    String token = new Http(server, APP).login(LoginApp.USER, LoginApp.SECRET);
    String text =
        "GET %s/api/hello HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(APP, server.getAuthority(), token);
    request = text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Arguments: a part of this class's name, or nothing happens; rounds; where the result goes; the
   * file of system properties that the tests get.
   */
  public static void main(String[] args) throws Exception {
    if (!FloodBench.class.getSimpleName().contains(args[0])) {
      return;
    }
    try (InputStream properties = Files.newInputStream(Path.of(args[3]))) {
      System.getProperties().load(properties);
    }
    ServerSpec spec =
        ServerSpec.named("flood-bench")
            .jvmOption("-XX:TieredStopAtLevel=4")
            .editServerXml(BenchApps::serverXml)
            .app(APP, LoginApp.build("flood-bench", APP));
    try (Container tomcat = spec.start()) {
      String report = new FloodBench(tomcat.base()).run(Integer.parseInt(args[1]));
      Files.writeString(Path.of(args[2]), report);
      System.out.print(report);
    }
  }

  private String run(int rounds) throws Exception {
    List<Double> alone = new ArrayList<>();
    List<Double> flooded = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = -2; round < rounds; round++) {
      double before = requestsPerSecond();
      floods = true;
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        clients.add(new Thread(() -> guess(number), "flood-" + i));
      }
      clients.forEach(Thread::start);
      double during = requestsPerSecond();
      floods = false;
      for (Thread client : clients) {
        client.join();
      }
      if (round >= 0) {
        alone.add(before);
        flooded.add(during);
        ratios.add(during / before);
      }
    }
    return String.format(
        Locale.ROOT,
        "Java %s; requests a second on one connection, medians of %d rounds%n%n"
            + "alone          %8.0f%nin the flood   %8.0f%nratio          %8.2f  (%.2f to %.2f)%n"
            + "answers to the flood by status: %s%n",
        Runtime.version(),
        rounds,
        median(alone),
        median(flooded),
        median(ratios),
        ratios.stream().min(Double::compare).orElseThrow(),
        ratios.stream().max(Double::compare).orElseThrow(),
        answers);
  }

  private double requestsPerSecond() throws IOException {
    try (KeptConnection connection = new KeptConnection(server)) {
      long start = System.nanoTime();
      int count = 0;
      while (System.nanoTime() - start < TURN_NANOS) {
        if (connection.status(request) != 200) {
          throw new IllegalStateException("a valid token was refused");
        }
        count++;
      }
      return count * 1e9 / (System.nanoTime() - start);
    }
  }

  private void guess(int client) {
    try (KeptConnection connection =
        new KeptConnection(server, InetAddress.getByName("127.0.5." + (client + 1)))) {
      for (int guess = 0; floods; guess++) {
        long next = System.nanoTime() + PAUSE_NANOS;
        String form = Http.encode("username", "user" + client + "-" + guess, "password", "guess");
        String text =
            ("POST %s/token HTTP/1.1\r\nHost: %s\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: %d\r\n\r\n%s")
                .formatted(APP, server.getAuthority(), form.length(), form);
        int status = connection.status(text.getBytes(StandardCharsets.ISO_8859_1));
        answers.merge(status, 1, Integer::sum);
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (IOException e) {
      answers.merge(-1, 1, Integer::sum);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
