// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.server.JavaHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of somebody else's, run to its end. */
public record Tool(int exit, String out, String err) {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Runs it in this folder, without input; what it printed is kept beside the folder's files. */
  public static Tool run(Path folder, List<String> command) {
    Path out = folder.resolve("tool.out");
    Path err = folder.resolve("tool.err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // No tool may report home or look for a newer self.
    builder.environment().put("REDOCLY_TELEMETRY", "off");
    builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    builder.environment().put("NO_COLOR", "1");
    try {
      Process process = builder.start();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end within " + LIMIT);
      }
      return new Tool(process.exitValue(), Kit.read(out), Kit.read(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs the command line of the drop-in JAR. */
  public static Tool servletBearer(Path folder, String... arguments) {
    return servletBearer(JavaHome.running(), folder, arguments);
  }

  /** The same on another Java. It ends before the full compiler would help. */
  static Tool servletBearer(Path javaHome, Path folder, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", Kit.path("jar.all").toString()));
    command.addAll(List.of(arguments));
    return run(folder, command);
  }

  /** What a script for bash prints, errors included; a command that fails ends it. */
  public static String bash(String script) throws IOException, InterruptedException {
    Process bash = new ProcessBuilder("bash", "-eu").redirectErrorStream(true).start();
    bash.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
    bash.getOutputStream().close();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(output).isZero();
    return output;
  }

  /** Whether there is such a command. */
  public static boolean isInstalled(String command) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Path.of(folder, command).toFile().canExecute()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "exit " + exit + "\n" + out + "\n" + err;
  }
}
