// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.config.OpenPaths;
import io.github.servletbearer.internal.config.ProblemCode;
import io.github.servletbearer.internal.config.Problems;
import io.github.servletbearer.internal.config.SettingsReader;
import io.github.servletbearer.internal.deployment.Dispatcher;
import io.github.servletbearer.internal.deployment.FilterEntry;
import io.github.servletbearer.internal.deployment.ServletEntry;
import io.github.servletbearer.internal.deployment.UrlPattern;
import io.github.servletbearer.internal.deployment.WebXml;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is wrong with an application and would not stop its deployment. Not thread-safe. */
final class Findings {
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(password|passwd|pwd|secret|(api|private|signing|secret)[-_.]?key)$",
          Pattern.CASE_INSENSITIVE);

  /** Values that are no secret: nothing, a placeholder, or where to find it. */
  private static final Pattern REFERENCE =
      Pattern.compile("$|\\$\\{|(file|env|jndi|java|classpath):");

  private final Application application;
  private final Problems problems;

  Findings(Application application, Problems problems) {
    this.application = application;
    this.problems = problems;
  }

  /** Looks through the archive and adds everything as errors. */
  void add(WebArchive archive) throws IOException {
    if (application.settings().openPaths() == null) {
      // The running application reports what is open; a check wants to know that it is meant.
      application.protection().requireNamed(OpenPaths.NONE, problems);
    }
    for (String name : application.deployment().webXml().ambiguousParameters()) {
      if (name.startsWith("bearer.")) {
        problems.error(
            ProblemCode.CONTRADICTION,
            "context-param " + name + " stands in web.xml twice, with two values.",
            "Leave one; containers differ in which they take.");
      }
    }
    addSecrets(application.deployment().webXml());
    Dispatches dispatches = Dispatches.of(archive);
    NamespaceCheck.add(application.deployment().webXml(), archive, problems);
    for (FilterEntry filter : SettingsReader.filters(application.deployment())) {
      for (Map.Entry<Dispatcher, String> dispatch : dispatches.firsts().entrySet()) {
        requireSeen(filter, dispatch.getKey(), dispatch.getValue());
      }
      for (String page : application.deployment().webXml().errorPages()) {
        String path = page.replaceFirst("\\?.*$", "");
        requirePageSeen(filter, path, Dispatcher.ERROR, "is an error page");
      }
      for (String page : dispatches.welcomePages(application.deployment().webXml())) {
        // Tomcat finds welcome files as part of the request; Jetty forwards to them.
        boolean folderSeen = covers(filter, page.substring(0, page.lastIndexOf('/') + 1));
        if (!folderSeen) {
          requirePageSeen(filter, page, Dispatcher.FORWARD, "is a welcome file");
        }
      }
    }
    if (!application.deployment().webXml().isComplete()) {
      dispatches.declaredElsewhere().forEach(this::declaredElsewhere);
    }
  }

  /** Whoever has the WAR has what stands in its web.xml. */
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
    if (SECRET_NAME.matcher(name).find() && !REFERENCE.matcher(value).lookingAt()) {
      problems.error(
          ProblemCode.SECRET_IN_CLEAR,
          where + ": the parameter " + name + " looks like a secret and holds its value itself.",
          "Keep the value in a file, a variable or JNDI, and let the parameter name the place.");
    }
  }

  private void requireSeen(FilterEntry filter, Dispatcher type, String reason) {
    List<String> unseen = filter.requestMappingsWithout(type);
    if (!unseen.isEmpty()) {
      problems.error(
          ProblemCode.DISPATCH_UNSEEN,
          "<filter> "
              + filter.name()
              + " protects "
              + String.join(", ", unseen)
              + " from outside, and does not see a dispatch of type "
              + type
              + ": "
              + reason
              + ".",
          cure(type));
    }
  }

  private void requirePageSeen(FilterEntry filter, String page, Dispatcher type, String what) {
    if (covers(filter, page) && filter.patterns(type).stream().noneMatch(p -> p.matches(page))) {
      problems.error(
          ProblemCode.DISPATCH_UNSEEN,
          "<filter> "
              + filter.name()
              + " protects "
              + page
              + " from outside, which "
              + what
              + ", and does not see a dispatch of type "
              + type
              + ".",
          cure(type));
    }
  }

  private static boolean covers(FilterEntry filter, String path) {
    return filter.patterns(Dispatcher.REQUEST).stream()
        .anyMatch((UrlPattern pattern) -> pattern.matches(path));
  }

  private static String cure(Dispatcher type) {
    return "Add <dispatcher>" + type + "</dispatcher> to its <filter-mapping>.";
  }

  private void declaredElsewhere(String what) {
    problems.error(
        ProblemCode.DECLARED_ELSEWHERE,
        what + " declares servlets or filters outside web.xml, which are missing here.",
        "Declare them in web.xml with metadata-complete=\"true\", or read the start-up report of the"
            + " running application instead.");
  }
}
