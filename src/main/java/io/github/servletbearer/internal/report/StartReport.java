// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The report in the log at the start: what is protected, what is open, what is relaxed. */
public final class StartReport {
  private final String application;
  private final Settings settings;
  private final Protection protection;
  private final PathStrictness strictness;

  /**
   * @param application its context path; {@code /} for the root context
   */
  public StartReport(
      String application, Settings settings, Protection protection, PathStrictness strictness) {
    this.application = application;
    this.settings = settings;
    this.protection = protection;
    this.strictness = strictness;
  }

  /**
   * All errors of a configuration that does not start.
   *
   * @param deployment the application, or null where it could not be read
   */
  public static String ofErrors(
      String application,
      Problems problems,
      ServletContainer container,
      @Nullable Deployment deployment) {
    List<Problem> errors = problems.errors();
    StringBuilder text = new StringBuilder();
    text.append("Servlet Bearer: ").append(errors.size()).append(" configuration problem");
    text.append(errors.size() == 1 ? "" : "s").append(" in ").append(application);
    text.append("; ").append(outcome(container, deployment));
    for (Problem problem : errors) {
      text.append("\n  ").append(problem);
    }
    return text.toString();
  }

  /** What becomes of the application, in one line. */
  private static String outcome(ServletContainer container, @Nullable Deployment deployment) {
    boolean hasFilter = deployment == null || !deployment.bearerFilters().isEmpty();
    if (container.stopsAtFailingFilter() && hasFilter) {
      return "the application was NOT started.";
    }
    String runs =
        container.servesDespiteFailures()
            ? container.title() + " runs the application nevertheless. "
            : "the application should not start. If it runs nevertheless: ";
    return String.format(
        "%sCLOSED (503): %s. NOT closed: everything else.",
        runs, deployment == null ? "all that our filters are mapped to" : closed(deployment));
  }

  /** What our filters and our servlet are mapped to. */
  private static String closed(Deployment deployment) {
    Set<String> closed = new LinkedHashSet<>();
    for (FilterEntry filter : deployment.bearerFilters()) {
      for (UrlPattern pattern : filter.requestPatterns()) {
        closed.add(pattern.text());
      }
      filter.servletNames().keySet().forEach(name -> closed.add("servlet " + name));
    }
    for (ServletEntry servlet : deployment.servlets()) {
      if (servlet.isOurs()) {
        servlet.patterns().forEach(pattern -> closed.add(pattern.text()));
      }
    }
    return closed.isEmpty() ? "nothing" : String.join(", ", closed);
  }

  /** The whole report, in lines: each mapping, then the endpoints. */
  public String text() {
    StringBuilder text = new StringBuilder("Servlet Bearer ").append(guards());
    for (Mapping mapping : protection.mappings()) {
      text.append(lines(mapping));
    }
    for (Endpoint endpoint : Endpoint.values()) {
      String path = settings.endpoints().path(endpoint);
      if (path != null && (settings.get(Setting.DOCS) || !isOfDocs(endpoint))) {
        String prefix = application.equals("/") ? "" : application;
        text.append(line(label(endpoint), prefix + path + unless(endpoint)));
      }
    }
    if (settings.endpoints().path(Endpoint.TOKEN) != null) {
      text.append(line("store", store()));
    }
    List<OtherFilter> trusted = protection.otherFilters().trusted();
    if (!trusted.isEmpty()) {
      text.append(
          line(
              "trusted",
              OtherFilters.text(trusted) + " to pass requests on, by passThroughFilters alone"));
    }
    String strict = strictness.line();
    return strict == null ? text.toString() : text.append(line("paths", strict)).toString();
  }

  private String store() {
    if (settings.get(Setting.STORE).jndiName() == null) {
      return "the memory of this server";
    }
    long seconds = settings.get(Setting.STORE_CACHE_LIFETIME).getSeconds();
    return settings.get(Setting.STORE)
        + ", shared: what another server revokes is refused here "
        + (seconds == 0 ? "at once" : "within " + seconds + " s");
  }

  private String guards() {
    return settings.filters().isEmpty()
        ? "does not guard " + application + " yet: web.xml declares no BearerFilter"
        : "guards " + application;
  }

  /** An address that another filter may answer is not reported as working. */
  private String unless(Endpoint endpoint) {
    List<OtherFilter> others = protection.otherFilters().at(endpoint);
    return others.isEmpty() ? "" : " unless answered by " + OtherFilters.text(others);
  }

  private static boolean isOfDocs(Endpoint endpoint) {
    return endpoint == Endpoint.OPENAPI || endpoint == Endpoint.DOCS;
  }

  private static String line(String label, String rest) {
    return String.format("%n  %-10s %s", label, rest);
  }

  private static String label(Endpoint endpoint) {
    switch (endpoint) {
      case TOKEN:
        return "tokens";
      case REVOKE:
        return "revocation";
      case JWKS:
        return "keys";
      case RESOURCE_METADATA:
      case SERVER_METADATA:
        return "discovery";
      case OPENAPI:
        return "document";
      default:
        return "docs page";
    }
  }

  private String lines(Mapping mapping) {
    List<MappingPart> parts = mapping.parts();
    String what = Mapping.text(mapping.pattern()) + " (" + Redacted.line(mapping.owner()) + ")";
    String word = mapping.level().word();
    if (parts.size() == 1) {
      return line(word, what + by(parts.get(0)));
    }
    boolean overtaken = false;
    for (MappingPart part : parts) {
      overtaken |= !part.ahead().isEmpty();
    }
    if (mapping.isContainersOwn() && !overtaken) { // where files are protected is enough to know
      boolean otherwiseOpen = mapping.level(parts.get(0)).isOpen();
      String named = named(mapping, !otherwiseOpen);
      return line(
          word, what + (named.isEmpty() ? "" : otherwiseOpen ? " only " : " all but ") + named);
    }
    StringBuilder lines = new StringBuilder(line(word, what));
    for (MappingPart part : parts) {
      String where =
          part.pattern().equals(mapping.pattern()) ? "otherwise" : Mapping.text(part.pattern());
      lines.append(line("", "  " + where + " " + mapping.level(part).word() + by(part)));
    }
    return lines.toString();
  }

  /** The parts that are open, or those that are not. */
  private static String named(Mapping mapping, boolean open) {
    List<String> named = new ArrayList<>();
    for (MappingPart part : mapping.parts()) {
      if (mapping.level(part).isOpen() == open) {
        named.add(Mapping.text(part.pattern()));
      }
    }
    return String.join(", ", named);
  }

  /** By which filters, and what they ask for. */
  private String by(MappingPart part) {
    StringBuilder text = new StringBuilder();
    for (String name : part.filterNames()) {
      FilterSettings filter = settings.filters().get(name);
      if (filter != null) {
        text.append(text.length() == 0 ? " by " : ", ")
            .append(Redacted.line(name))
            .append(" [verify ");
        text.append(String.join(",", filter.get(Setting.VERIFY)));
        Set<String> issuers = filter.get(Setting.ISSUERS);
        text.append(issuers.isEmpty() ? "" : "; issuers " + String.join(",", issuers));
        String scopes = filter.get(Setting.REQUIRED_SCOPES).toString();
        text.append(scopes.isEmpty() ? "" : "; scopes " + scopes);
        text.append(relaxed(filter)).append(']');
      }
    }
    if (!part.ahead().isEmpty()) {
      text.append(" unless answered by ").append(OtherFilters.text(part.ahead()));
    }
    return text.toString();
  }

  /** What passes a filter without a token. */
  private static String relaxed(FilterSettings filter) {
    Set<String> open = filter.get(Setting.OPEN_METHODS);
    String methods = open.isEmpty() ? "" : "; open " + String.join(" ", open);
    String report = filter.isReportOnly() ? "; refuses nothing" : "";
    String session = filter.acceptsSession() ? "; or the application's own login" : "";
    return (filter.get(Setting.AUTO_ERROR) ? methods + session : "; optional") + report;
  }

  /**
   * Everything that works, and that an operator should know of.
   *
   * @param dispatches the kinds of dispatch that the application is known to make, each with a
   *     place in words: those that a filter does not see are errors
   */
  public static List<String> warnings(
      Problems problems,
      Settings settings,
      Deployment deployment,
      Protection protection,
      Map<Dispatcher, String> dispatches) {
    protection.otherFilters().warnOfEndpoints(problems);
    protection.corsFilters().warn(problems);
    Relaxations.warn(problems, settings);
    DisjointIssuers.warn(problems, settings, protection);
    UnknownRoles.warn(problems, settings, deployment);
    UnseenDispatches.add(deployment, protection, dispatches, problems);
    ContainerConstraints.warn(problems, settings, deployment);
    List<String> lines = new ArrayList<>();
    for (Problem problem : problems.warnings()) {
      lines.add("Servlet Bearer: " + problem);
    }
    return lines;
  }

  /** Adds a warning where the container knows more of web.xml than we may read. */
  public static void warnOfEntities(Problems problems, Deployment deployment) {
    List<String> entities = deployment.webXml().externalEntities();
    if (!entities.isEmpty()) {
      problems.warning(
          ProblemCode.DECLARED_ELSEWHERE,
          "web.xml has external entities, which are never read ("
              + String.join(", ", entities)
              + "): roles and security-constraints in them are unknown.",
          "Write what they hold into web.xml itself.");
    }
  }
}
