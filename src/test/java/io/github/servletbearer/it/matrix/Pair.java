// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import io.github.servletbearer.it.server.JavaHome;
import io.github.servletbearer.it.server.ServerKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A server and the Java version that it runs on. */
record Pair(ServerKind kind, int java) {

  private static final Set<ServerKind> SMALL =
      Set.of(
          ServerKind.TOMCAT_7,
          ServerKind.TOMCAT_8,
          ServerKind.TOMCAT_9,
          ServerKind.JETTY_9,
          ServerKind.UNDERTOW_2);

  private static final int USUAL_JAVA = 17;

  /** All pairs there are, in the order of the page. */
  static List<Pair> all() {
    List<Pair> pairs = new ArrayList<>();
    for (ServerKind kind : ServerKind.values()) {
      kind.javas().stream().sorted().forEach(java -> pairs.add(new Pair(kind, java)));
    }
    return List.copyOf(pairs);
  }

  /**
   * Those that the system property {@code containers} chooses: {@code small}, {@code all}, or names
   * of kinds, each with all its Java versions or with one: {@code TOMCAT_9,JETTY_9:17}.
   */
  static List<Pair> chosen() {
    String choice = System.getProperty("containers", "small");
    return switch (choice) {
      case "small" -> SMALL.stream().sorted().map(kind -> new Pair(kind, usualJava())).toList();
      case "all" -> all();
      default ->
          Arrays.stream(choice.split("[ ,]+"))
              .flatMap(name -> named(name).stream())
              .sorted(Comparator.comparing(Pair::kind).thenComparing(Pair::java))
              .toList();
    };
  }

  /** The usual Java, or the one that runs the build where that is not at hand. */
  private static int usualJava() {
    return JavaHome.of(USUAL_JAVA).isPresent() ? USUAL_JAVA : Runtime.version().feature();
  }

  /** Whether this is the run of every build, which must be short. */
  static boolean isSmallRun() {
    return System.getProperty("containers", "small").equals("small");
  }

  private static List<Pair> named(String name) {
    String[] parts = name.toUpperCase(Locale.ROOT).split(":", 2);
    ServerKind kind = ServerKind.valueOf(parts[0]);
    return all().stream()
        .filter(pair -> pair.kind() == kind)
        .filter(pair -> parts.length == 1 || pair.java() == Integer.parseInt(parts[1]))
        .toList();
  }

  /** Whether it is the one of its kind that stands for the kind where one is enough. */
  boolean isUsual() {
    return java == USUAL_JAVA || !kind.javas().contains(USUAL_JAVA);
  }

  /** A name for folders. */
  String folder() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-java" + java;
  }

  @Override
  public String toString() {
    return kind.title() + ", Java " + java;
  }
}
