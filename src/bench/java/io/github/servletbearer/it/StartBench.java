// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a lock costs at the start: the same application in a real Tomcat with one processor, bare,
 * with the JAR alone and locked, started in turns, each in a process of its own. The measure is the
 * processor time of the process until the server has started, beyond that of the bare application
 * in the same round; beside it stand the time of the deployment, which other work on the machine
 * disturbs more, the classes that are loaded and the bytes that live after a full collection.
 */
public final class StartBench {
  private static final Pattern DEPLOYED =
      Pattern.compile("Deployment of web application.* has finished in \\[([0-9,]+)] ms");

  /**
   * As docs/performance.md says: Tomcat reads none of the JAR's classes but those that it loads.
   */
  private static final String NOT_SCANNED =
      """
      <Context>
        <JarScanner>
          <JarScanFilter pluggabilitySkip="${tomcat.util.scan.StandardJarScanFilter.jarsToSkip},\
      servlet-bearer-*.jar"/>
        </JarScanner>
      </Context>
      """;

  private final String name;
  private final WebApp app;
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  private StartBench(String name, WebApp app) {
    this.name = name;
    this.app = app;
  }

  /**
   * Arguments: a part of this class's name, or nothing happens; rounds; where the result goes; the
   * file of system properties that the tests get.
   */
  public static void main(String[] args) throws IOException {
    if (!StartBench.class.getSimpleName().contains(args[0])) {
      return;
    }
    try (InputStream properties = Files.newInputStream(Path.of(args[3]))) {
      System.getProperties().load(properties);
    }
    List<StartBench> starts =
        List.of(
            new StartBench("bare", app("bare", BenchApps.plain())),
            new StartBench("the JAR alone", app("jar", BenchApps.plain()).withBearer()),
            new StartBench("verify=issued", app("issued", locked("issued")).withBearer()),
            new StartBench("verify=jwks", app("jwks", locked("jwks")).withBearer()),
            new StartBench(
                "issued, not scanned",
                app("not-scanned", locked("issued"))
                    .withBearer()
                    .file("META-INF/context.xml", NOT_SCANNED)));
    int rounds = Integer.parseInt(args[1]);
    for (int round = -1; round < rounds; round++) { // the first fills the disk's cache
      for (StartBench start : starts) {
        start.run(round >= 0);
      }
    }
    String report = report(starts);
    Files.writeString(Path.of(args[2]), report);
    System.out.print(report);
  }

  private static WebApp app(String name, WebXml webXml) {
    return BenchApps.app("/" + name, webXml);
  }

  private static WebXml locked(String verify) {
    WebXml webXml = BenchApps.plain().bearer("bearer", "/api/*", "verify", verify).companion();
    if (verify.equals("jwks")) { // nothing answers there, and nobody is kept waiting for it
      webXml
          .contextParam("bearer.jwksIssuer", "https://idp.invalid")
          .contextParam("bearer.jwksUri", "https://idp.invalid/jwks")
          .contextParam("bearer.jwksAudience", "bench");
    }
    return webXml;
  }

  private void run(boolean counts) throws IOException {
    Path classes = Kit.target("it", "start-bench-classes.txt");
    ServerSpec spec =
        ServerSpec.named("start-bench")
            .jvmOption("-XX:ActiveProcessorCount=1")
            .jvmOption("-Xlog:class+load:file=" + classes)
            .app(app);
    try (Container tomcat = spec.start()) {
      ServerLoad load = new ServerLoad();
      double cpu = load.millis();
      double millis = number(DEPLOYED, tomcat.console().text());
      double loaded;
      try (Stream<String> lines = Files.lines(classes)) {
        loaded = lines.filter(line -> line.contains(" source: ")).count();
      }
      double live = load.liveMegabytes();
      if (counts) {
        add("deployment, ms", millis);
        add("processor, ms", cpu);
        add("classes", loaded);
        add("heap, MB", live);
      }
    }
  }

  private static double number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("No " + pattern + " in " + text);
    }
    return Double.parseDouble(matcher.group(1).replace(",", ""));
  }

  private void add(String figure, double value) {
    figures.computeIfAbsent(figure, key -> new ArrayList<>()).add(value);
  }

  private static String report(List<StartBench> starts) {
    StringBuilder report = new StringBuilder();
    report.append("Java ").append(Runtime.version());
    report.append("; medians, and beyond bare in the same round (least to most)\n\n");
    StartBench bare = starts.get(0);
    for (String figure : bare.figures.keySet()) {
      report.append(figure).append('\n');
      for (StartBench start : starts) {
        List<Double> beyond = new ArrayList<>();
        for (int round = 0; round < bare.figures.get(figure).size(); round++) {
          beyond.add(start.figures.get(figure).get(round) - bare.figures.get(figure).get(round));
        }
        report.append(
            String.format(
                Locale.ROOT,
                "  %-20s %8.1f  %+8.1f  (%+.1f to %+.1f)%n",
                start.name,
                median(start.figures.get(figure)),
                median(beyond),
                Collections.min(beyond),
                Collections.max(beyond)));
      }
    }
    return report.toString();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
