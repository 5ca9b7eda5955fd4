// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.matrix.Group.Column;
import io.github.servletbearer.it.matrix.MatrixApps.Companion;
import io.github.servletbearer.it.server.ServerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/containers.md} from what a run of all containers has recorded. */
final class ContainersPage {

  private static final String CONTAINERS = "src/test/containers/";

  private static final String HEAD =
      """
      # Containers

      The same applications, unchanged, on real distributions, which Maven fetches once. `mvn verify -Pcontainers
      -Djava8.home=DIR -Djava25.home=DIR` runs them all and fails when this page differs from what came out;
      `-Dupdate.docs=true` writes the page anew. A plain `mvn verify` runs Tomcat 7, 8.5 and 9, Jetty 9.4 and Undertow.

      """;

  private static final String GROUPS =
      """
      | group | what is checked |
      |---|---|
      | demo | the demo: 401, login, scopes, items, JSP, docs page, `openapi.json` (the same bytes everywhere), TRACE |
      | paths | raw spellings of protected paths (encodings of `/`, `\\`, `.`, `;`, overlong UTF-8, dot segments, path \
      parameters, odd context paths ...) without a token, for files, welcome files, JSPs, servlets on `/`, `/*`, `*.do`, \
      and Spring MVC 5.3: none reaches data |
      | ordinary URIs | what real applications have in their addresses is not refused |
      | dispatches | forward, include and async from open servlets reach no data without a token |
      | logins | no cookie in answers of the token endpoint, the application's session survives, first logins at the same \
      moment |
      | wrong configuration | seven problems, with and without `load-on-startup`: nothing covered is served, reported once |
      | start report | in the log before the first request |
      | redeploy | 20 rounds under traffic leave no class loader, thread or MBean; Jetty 9.4 itself may keep class loaders, with \
      and without the JAR, in threads that it did not reset (`docs/testing.md`) |

      """;

  private static final String NOT_RUN =
      """
      ## What was not run

      - WebLogic, WebSphere traditional and JBoss EAP: their distributions are not public.
      - Java 8 where a server needs a later one (Jetty 10 and 12, Tomcat 10.1 and 11); GlassFish 5.1 runs on Java 8 alone.
      - Java 25 on TomEE 8, WildFly 26, Payara 5 and Open Liberty 22: these versions do not start, or not completely.
      - Spring MVC 5.3 with the JARs for `jakarta.servlet`, since it is written for `javax.servlet`; Tomcat 7 and Resin have \
      Spring MVC 4.3, the last for Servlet 3.0.
      - JSPs on Undertow and Resin, which are embedded here without a JSP compiler, and on Payara and GlassFish with Java 8, \
      whose compiler is that of a JDK.
      - Redeployment on other containers than Tomcat 9, Jetty 9.4 and WildFly 26.

      """;

  private ContainersPage() {}

  /**
   * Writes the page of this run below {@code target}; after a run of all containers updates that of
   * the project where this is asked for, else fails where the two differ.
   */
  static void writeOrCompare() {
    String text = text();
    Path seen = Kit.target("containers.md");
    Kit.write(seen, text);
    if (!Results.all().keySet().containsAll(Pair.all())) {
      return;
    }
    Path page = Kit.path("project.basedir").resolve("docs/containers.md");
    if (Boolean.getBoolean("update.docs")) {
      Kit.write(page, text);
    } else if (!Files.exists(page) || !Kit.read(page).equals(text)) {
      throw new AssertionError(
          "docs/containers.md differs from what this run has shown, which is in "
              + seen
              + ". If that is right, run again with -Dupdate.docs=true.");
    }
  }

  private static String text() {
    return HEAD + results() + GROUPS + wrongConfigurations() + NOT_RUN + recipes();
  }

  private static String results() {
    StringBuilder table =
        new StringBuilder("## What was run\n\nThe number of checks is in parentheses.\n\n");
    List<Column> columns = List.of(Column.values());
    table
        .append("| container | as it names itself | Java | ")
        .append(columns.stream().map(Column::title).collect(Collectors.joining(" | ")))
        .append(" |\n|")
        .append("---|".repeat(columns.size() + 3))
        .append('\n');
    for (Map.Entry<Pair, Results> row : Results.all().entrySet()) {
      Pair pair = row.getKey();
      table
          .append("| ")
          .append(pair.kind().title())
          .append(" | ")
          .append(row.getValue().server())
          .append(" | ")
          .append(pair.java())
          .append(" | ")
          .append(columns.stream().map(row.getValue()::cell).collect(Collectors.joining(" | ")))
          .append(" |\n");
    }
    return table.append('\n').toString();
  }

  private static String wrongConfigurations() {
    StringBuilder table =
        new StringBuilder(
            """
            ## With a wrong configuration

            What became of an application with a configuration problem, by the companion servlet (`BearerServlet`): with
            `<load-on-startup>1</load-on-startup>`, as README's block has it; without; and where the application has none.
            Whatever the container does, covered paths and our endpoints are closed.

            | container | load-on-startup | without | no companion |
            |---|---|---|---|
            """);
    for (Map.Entry<Pair, Results> row : Results.all().entrySet()) {
      if (row.getKey().isUsual()) {
        table
            .append("| ")
            .append(row.getKey().kind().title())
            .append(" | ")
            .append(
                Arrays.stream(Companion.values())
                    .map(row.getValue()::wrong)
                    .collect(Collectors.joining(" | ")))
            .append(" |\n");
      }
    }
    return table.append('\n').toString();
  }

  /** The files that give each container its users, as the suite used them. */
  private static String recipes() {
    StringBuilder text =
        new StringBuilder(
            """
            ## Users in the container's own realm

            For each container the files of the suite as they are: `johndoe` with the role `user`, `alice` with `user` and
            `admin`. A word in capitals between @ signs is filled in by the suite.
            """);
    Map<List<Path>, String> titles = new LinkedHashMap<>();
    for (ServerKind kind : ServerKind.values()) {
      titles.merge(recipe(kind), kind.title(), (one, other) -> one + ", " + other);
    }
    titles.forEach(
        (files, title) -> {
          text.append("\n### ").append(title).append("\n\n");
          for (Path file : files) {
            String type = file.toString().replaceAll(".*\\.", "");
            text.append('`').append(file.getFileName()).append("`:\n\n```").append(type);
            text.append('\n').append(Kit.read(file).stripTrailing()).append("\n```\n\n");
          }
        });
    return text.toString().stripTrailing() + "\n";
  }

  /** Files of the project, or a folder with nothing else in it. */
  private static List<String> recipeOf(ServerKind kind) {
    return switch (kind) {
      case TOMCAT_7,
          TOMCAT_8,
          TOMCAT_9,
          TOMEE_8,
          TOMCAT_10,
          TOMCAT_11,
          TOMCAT_10_JAVAEE,
          TOMCAT_11_JAVAEE ->
          List.of("tomcat-conf/server.xml", "tomcat-conf/tomcat-users.xml");
      case JETTY_9, JETTY_10 -> jetty("", "realm.xml");
      case JETTY_12 -> jetty("-ee8", "realm-12.xml");
      case JETTY_12_EE10 -> jetty("-ee10", "realm-12.xml");
      case UNDERTOW_2 -> List.of(CONTAINERS + "undertow");
      case RESIN_4 -> List.of(CONTAINERS + "resin");
      case WILDFLY_26 -> List.of(CONTAINERS + "wildfly");
      case PAYARA_5 -> List.of(CONTAINERS + "payara");
      case GLASSFISH_5 -> List.of(CONTAINERS + "glassfish");
      case LIBERTY_22, LIBERTY_26 -> List.of(CONTAINERS + "liberty");
    };
  }

  private static List<String> jetty(String environment, String realm) {
    return Stream.of(
            "start" + environment + ".ini",
            realm,
            "realm.properties",
            "login.xml",
            "context" + environment + ".xml")
        .map(file -> CONTAINERS + "jetty/" + file)
        .toList();
  }

  private static List<Path> recipe(ServerKind kind) {
    Path project = Kit.path("project.basedir");
    List<Path> files = new ArrayList<>();
    for (String name : recipeOf(kind)) {
      try (Stream<Path> walk = Files.walk(project.resolve(name))) {
        walk.filter(Files::isRegularFile).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }
}
