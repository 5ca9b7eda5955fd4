// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.cli.archive.WebArchive;
import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.report.ReportOnlyFilters;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.OpenPaths;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with an application and would not stop its deployment. Not thread-safe. */
final class Findings {
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(password|passwd|pwd|secret|(api|private|signing|secret)[-_.]?key)$",
          Pattern.CASE_INSENSITIVE);

  /** Values that are no secret: nothing, a placeholder, or where to find it. */
  private static final Pattern REFERENCE =
      Pattern.compile("$|\\$\\{|(file|env|jndi|java|classpath):");

  private static final String PACKAGE = "io.github.servletbearer.";
  private static final List<String> FILTER_CLASSES =
      Arrays.asList(FilterEntry.BEARER_FILTER, FilterEntry.STRICT_PATH_FILTER);
  private static final List<String> SERVLET_CLASSES =
      Collections.singletonList(ServletEntry.BEARER_SERVLET);

  /** How many places one message names. */
  private static final int MOST_NAMED = 5;

  private final Application application;
  private final Problems problems;

  Findings(Application application, Problems problems) {
    this.application = application;
    this.problems = problems;
  }

  /** Looks through the archive and adds what it finds. */
  void add(WebArchive archive) throws IOException {
    WebXml webXml = application.deployment().webXml();
    if (application.settings().find(Setting.OPEN_PATHS) == null) {
      // The running application reports what is open; a check wants to know that it is meant.
      application.protection().requireNamed(OpenPaths.NONE, problems);
    }
    ReportOnlyFilters.add(true, application.settings(), problems);
    application.protection().requireWhole(true, problems);
    for (String name : webXml.ambiguousParameters()) {
      if (name.startsWith("bearer.")) {
        problems.error(
            ProblemCode.CONTRADICTION,
            "context-param " + name + " stands in web.xml twice, with two values.",
            "Leave one; containers differ in which they take.");
      }
    }
    for (FilterEntry filter : webXml.filters()) {
      addUnlessOurs("<filter> " + filter.name(), filter.className(), FILTER_CLASSES);
    }
    for (ServletEntry servlet : webXml.servlets()) {
      addUnlessOurs("<servlet> " + servlet.name(), servlet.className(), SERVLET_CLASSES);
    }
    addSecrets(webXml);
    NamespaceCheck.add(webXml, archive, problems);
    addMissing(archive);
    addPages(webXml);
    NamedDispatches.add(application, problems);
    addUnknown();
  }

  /** Warnings: the JARs may lie in the EAR or in the server. */
  private void addMissing(WebArchive archive) throws IOException {
    if (application.deployment().bearerFilters().isEmpty()) {
      return;
    }
    Set<String> classes = new HashSet<>(archive.libraryClasses());
    classes.addAll(archive.ownClasses());
    if (!classes.contains(FilterEntry.BEARER_FILTER)) {
      problems.warning(
          ProblemCode.LIBRARY_MISSING,
          "WEB-INF/lib has no Servlet Bearer, and the block alone protects nothing: most"
              + " containers do not start such an application.",
          "Copy this JAR there, unless the EAR or the server has it.");
    } else if (!classes.contains(PACKAGE + "internal.shaded.gson.Gson") && !hasLibraries(classes)) {
      problems.warning(
          ProblemCode.LIBRARY_MISSING,
          "WEB-INF/lib has the thin JAR of Servlet Bearer, and not both of its libraries, gson and"
              + " ASM: the application does not start.",
          "Replace it by this JAR, or add them, unless the EAR or the server has them.");
    }
  }

  /** By the ends of names: the build of the drop-in would rewrite whole ones. */
  private static boolean hasLibraries(Set<String> classes) {
    return Stream.of(".google.gson.Gson", ".objectweb.asm.ClassReader")
        .allMatch(end -> classes.stream().anyMatch(name -> name.endsWith(end)));
  }

  private void addPages(WebXml webXml) {
    for (FilterEntry filter : application.deployment().bearerFilters()) {
      if (application.protection().judgesAll(filter)) {
        continue;
      }
      for (String page : application.scan().dispatches().welcomePages(webXml)) {
        // Tomcat finds welcome files as part of the request; Jetty forwards to them.
        boolean folderSeen = covers(filter, page.substring(0, page.lastIndexOf('/') + 1));
        if (!folderSeen) {
          requireWelcomeFileSeen(filter, page);
        }
      }
    }
  }

  /** All in one: what cannot be followed makes the whole report uncertain. */
  void addUnknown() {
    List<String> unknown = application.scan().unknown(application.deployment().webXml());
    if (unknown.isEmpty()) {
      return;
    }
    int more = unknown.size() - MOST_NAMED;
    String text =
        String.format(
            "servlets, filters, mappings or WebSockets may be missing here, for what adds them"
                + " cannot be followed: %s%s.",
            String.join("; ", unknown.subList(0, Math.min(MOST_NAMED, unknown.size()))),
            more > 0 ? "; and " + more + " more" : "");
    String cure =
        "Compare the report in the log of the running application, which asks its container.";
    boolean stops = application.settings().find(Setting.OPEN_PATHS) != null;
    problems.add(stops, ProblemCode.DECLARED_ELSEWHERE, text, cure);
  }

  /** A name in our package that is not one of these classes: no container can start it. */
  private void addUnlessOurs(String where, @Nullable String className, List<String> ours) {
    boolean odd =
        className != null
            && className.lastIndexOf('.') == PACKAGE.length() - 1
            && className.startsWith(PACKAGE)
            && !ours.contains(className);
    if (odd) {
      problems.error(
          ProblemCode.NO_SUCH_CLASS,
          where + ": " + className + " is no class that Servlet Bearer has for it.",
          "Write " + String.join(" or ", ours) + ".");
    }
  }

  /** Everyone who has the WAR can read its web.xml. */
  private void addSecrets(WebXml webXml) {
    webXml.contextParameters().forEach((name, value) -> addSecret("context-param", name, value));
    for (ServletEntry servlet : webXml.servlets()) {
      servlet
          .initParameters()
          .forEach((name, value) -> addSecret("<servlet> " + servlet.name(), name, value));
    }
    for (FilterEntry filter : webXml.filters()) {
      filter
          .initParameters()
          .forEach((name, value) -> addSecret("<filter> " + filter.name(), name, value));
    }
  }

  private void addSecret(String where, String name, String value) {
    boolean named = application.settings().get(Setting.PUBLIC_PARAMS).contains(name);
    if (!named && SECRET_NAME.matcher(name).find() && !REFERENCE.matcher(value).lookingAt()) {
      problems.error(
          ProblemCode.SECRET_IN_CLEAR,
          where + ": the parameter " + name + " looks like a secret and holds its value itself.",
          String.format(
              "Keep the value in a file, a variable or JNDI, and let the parameter name the"
                  + " place; if it is public, add %s to publicParams.",
              name));
    }
  }

  private void requireWelcomeFileSeen(FilterEntry filter, String page) {
    Dispatcher type = Dispatcher.FORWARD;
    if (covers(filter, page) && filter.patterns(type).stream().noneMatch(p -> p.matches(page))) {
      problems.error(
          ProblemCode.DISPATCH_UNSEEN,
          String.format(
              "<filter> %s protects %s from outside, which is a welcome file, and does not see a"
                  + " dispatch of type %s.",
              filter.name(), page, type),
          "Add <dispatcher>" + type + "</dispatcher> to its <filter-mapping>.");
    }
  }

  private static boolean covers(FilterEntry filter, String path) {
    return filter.patterns(Dispatcher.REQUEST).stream()
        .anyMatch((UrlPattern pattern) -> pattern.matches(path));
  }
}
