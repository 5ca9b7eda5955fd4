// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server, the only process that this one has started, uses up. */
final class ServerLoad {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private final ProcessHandle process;

  ServerLoad() {
    process = ProcessHandle.current().children().findFirst().orElseThrow();
  }

  /**
   * The processor time of all its threads but those of the compiler, in microseconds: Linux counts
   * it to the nanosecond. Elsewhere that of the process, in steps of what the system counts.
   */
  double micros() throws IOException {
    Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
    if (!Files.isDirectory(threads)) {
      Duration total = process.info().totalCpuDuration().orElseThrow();
      return total.toNanos() / 1000.0;
    }
    double nanos = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        nanos += nanos(thread);
      }
    }
    return nanos / 1000;
  }

  private static double nanos(Path thread) throws IOException {
    try {
      if (Files.readString(thread.resolve("comm")).contains("CompilerThre")) {
        return 0;
      }
      String times = Files.readString(thread.resolve("schedstat"));
      return Long.parseLong(times.substring(0, times.indexOf(' ')));
    } catch (NoSuchFileException e) {
      return 0; // it has ended since it was listed, as idle compiler threads do
    }
  }

  /** The processor time of the process, its compiler included, in milliseconds. */
  double millis() {
    return process.info().totalCpuDuration().orElseThrow().toMillis();
  }

  /** What lives after a full collection, in millions of bytes. */
  double liveMegabytes() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> command = List.of(jcmd, Long.toString(process.pid()), "GC.class_histogram");
    String out = Tool.run(Kit.emptyDirectory(Kit.target("it", "bench-jcmd")), command).out();
    Matcher total = TOTAL.matcher(out);
    if (!total.find()) {
      throw new IllegalStateException("No total in " + out);
    }
    return Double.parseDouble(total.group(1)) / 1_000_000;
  }
}
