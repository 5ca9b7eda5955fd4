// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Fuzzes one parser after the other, each in a JVM of its own, and fails at the first finding.
 * Arguments: seconds for each, the folder for corpora and findings, and a part of a target's name
 * to fuzz that alone. Each run without a finding is a line of {@code fuzz.txt} in that folder.
 */
public final class FuzzAll {
  private static final List<Class<?>> TARGETS =
      List.of(
          AuthorizationHeaderFuzz.class,
          RawPathFuzz.class,
          FormBodyFuzz.class,
          StrictJsonFuzz.class,
          JwtFuzz.class);

  private FuzzAll() {}

  /** Runs until done or a finding. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    String wanted = arguments.length > 2 ? arguments[2] : "";
    int run = 0;
    for (Class<?> target : TARGETS) {
      if (target.getSimpleName().contains(wanted)) {
        fuzz(target, arguments[0], Files.createDirectories(folder.resolve(target.getSimpleName())));
        run++;
      }
    }
    if (run == 0) {
      throw new IllegalArgumentException("no target is called " + wanted);
    }
  }

  private static void fuzz(Class<?> target, String seconds, Path folder)
      throws IOException, InterruptedException {
    System.out.println("Fuzzing " + target.getSimpleName() + " for " + seconds + " s");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=io.github.servletbearer.**:com.google.gson.**");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder + "/");
    command.add("-max_total_time=" + seconds);
    command.add("-max_len=10000");
    command.add("-print_final_stats=1");
    command.add(Files.createDirectories(folder.resolve("corpus")).toString());
    Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    if (process.waitFor() != 0) {
      System.err.println("A finding of " + target.getSimpleName() + " lies in " + folder);
      System.exit(1);
    }
    Files.writeString(
        folder.resolveSibling("fuzz.txt"),
        LocalDate.now(ZoneOffset.UTC)
            + " "
            + target.getSimpleName()
            + ": "
            + seconds
            + " s, no finding\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
