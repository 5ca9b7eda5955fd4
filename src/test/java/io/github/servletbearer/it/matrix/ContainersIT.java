// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import io.github.servletbearer.it.matrix.Group.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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
    server = MatrixServer.start(next);
    Results.of(next).server(server.http("/plain").get("/open/server").text());
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
                checks.that(
                    status != 400 && status != 401 && status != 0, line + " answered " + status);
              }
            });
      }
    }
  }
}
