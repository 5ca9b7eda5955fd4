// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks in rounds, what is to be compared right after one another, and takes each
 * ratio within its round: a machine that other work slows down for a while slows down both sides.
 */
public final class Rounds {
  /** How many threads do it at the same time; one where nothing is said. */
  private static final String THREADS = "threads";

  private static final List<Map<String, String>> CASES =
      List.of(
          Map.of("class", "DocumentBench"),
          Map.of("class", "FilterBench", "request", "401"),
          Map.of("class", "FilterBench", "request", "presence"),
          Map.of("class", "FilterBench", "request", "opaque"),
          Map.of("class", "FilterBench", "request", "jwt"),
          Map.of("class", "FilterBench", "request", "opaque", THREADS, "2"),
          Map.of("class", "FilterBench", "request", "jwt", THREADS, "2"),
          Map.of("class", "HeaderBench", "length", "43"),
          Map.of("class", "HeaderBench", "length", "540"),
          Map.of("class", "StoreBench", "tokens", "1000"),
          Map.of("class", "StoreBench", "tokens", "1000000"),
          Map.of("class", "VerifyBench", "algorithm", "HS256", "claims", "5"),
          Map.of("class", "VerifyBench", "algorithm", "HS256", "claims", "11"),
          Map.of("class", "VerifyBench", "algorithm", "RS256", "claims", "5"),
          Map.of("class", "VerifyBench", "algorithm", "RS256", "claims", "11"),
          Map.of("class", "VerifyBench", "algorithm", "ES256", "claims", "5"),
          Map.of("class", "VerifyBench", "algorithm", "ES256", "claims", "11"));

  /** What is divided by its yardstick. */
  private static final Map<String, String> YARDSTICKS =
      Map.of("verifyFully", "rawSignature", "verifyRemembered", "rawHash", "ours", "floor");

  /** What the profiler calls the bytes that one call allocates. */
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Map<String, Map<String, List<Double>>> scores = new TreeMap<>();

  private Rounds() {}

  /** Arguments: which classes (a part of their names), how many rounds, where the result goes. */
  public static void main(String[] args) throws RunnerException, IOException {
    List<Map<String, String>> cases =
        CASES.stream().filter(oneCase -> oneCase.get("class").contains(args[0])).toList();
    if (cases.isEmpty()) {
      return;
    }
    Rounds rounds = new Rounds();
    int count = Integer.parseInt(args[1]);
    for (int round = 1; round <= count; round++) {
      System.out.println("Round " + round + " of " + count);
      for (Map<String, String> oneCase : cases) {
        rounds.run(oneCase);
      }
    }
    String report = rounds.report();
    Files.writeString(Path.of(args[2]), report);
    new PrintStream(System.out, true, StandardCharsets.UTF_8).print(report);
  }

  private void run(Map<String, String> oneCase) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + oneCase.get("class") + "\\.")
            .verbosity(VerboseMode.SILENT)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    Map<String, String> parameters = new TreeMap<>(oneCase);
    parameters.remove("class");
    options.threads(Integer.parseInt(oneCase.getOrDefault(THREADS, "1")));
    Map<String, List<Double>> row =
        scores.computeIfAbsent(oneCase.get("class") + parameters, name -> new TreeMap<>());
    parameters.remove(THREADS);
    parameters.forEach(options::param);
    for (RunResult result : new Runner(options.build()).run()) {
      String label = result.getPrimaryResult().getLabel();
      row.computeIfAbsent(label, name -> new ArrayList<>())
          .add(result.getPrimaryResult().getScore());
      row.computeIfAbsent(label + ", bytes allocated", name -> new ArrayList<>())
          .add(result.getSecondaryResults().get(ALLOCATED).getScore());
    }
  }

  private String report() {
    StringBuilder report =
        new StringBuilder("Java " + Runtime.version() + "; medians (least to most)\n");
    scores.forEach(
        (name, row) -> {
          report.append('\n').append(name).append('\n');
          row.forEach((benchmark, times) -> report.append(line(benchmark, times)));
          YARDSTICKS.forEach(
              (benchmark, yardstick) -> {
                if (row.containsKey(benchmark)) {
                  List<Double> ratios = ratios(row.get(benchmark), row.get(yardstick));
                  report.append(line(benchmark + " / " + yardstick, ratios));
                }
              });
        });
    return report.toString();
  }

  private static List<Double> ratios(List<Double> times, List<Double> yardstick) {
    return IntStream.range(0, times.size())
        .mapToObj(round -> times.get(round) / yardstick.get(round))
        .toList();
  }

  private static String line(String name, List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "  %-32s %10.3f  (%.3f to %.3f)%n",
        name,
        sorted.get(sorted.size() / 2),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }
}
