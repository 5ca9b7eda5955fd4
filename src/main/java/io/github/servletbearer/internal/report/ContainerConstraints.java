// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint.Access;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.SecurityConstraints;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where the container asks for its own login, or refuses, before any filter runs. */
final class ContainerConstraints {
  private ContainerConstraints() {}

  /** Adds a warning for each constraint on a covered path or an endpoint. */
  static void warn(Problems problems, Settings settings, Deployment deployment) {
    Map<String, Set<String>> logins = new LinkedHashMap<>();
    Map<String, Set<String>> refusals = new LinkedHashMap<>();
    SecurityConstraints constraints = deployment.constraints();
    for (UrlPattern pattern : ours(settings, deployment)) {
      for (SecurityConstraints.Demand demand : constraints.on(pattern)) {
        (demand.access() == Access.LOGIN ? logins : refusals)
            .computeIfAbsent(
                demand.source() + "\n" + demand.methods(), key -> new LinkedHashSet<>())
            .add(Mapping.text(demand.pattern()));
      }
    }
    logins.forEach(
        (demand, paths) ->
            problems.warning(
                ProblemCode.SECURITY_CONSTRAINT,
                text(demand, " asks for the container's own login on ", paths)
                    + ", before any filter runs: a bearer token does not satisfy it.",
                "Remove these paths or methods from the constraint; the filter protects them."));
    refusals.forEach(
        (demand, paths) ->
            problems.warning(
                ProblemCode.SECURITY_CONSTRAINT,
                text(demand, " denies all access to ", paths)
                    + ": the container refuses before any filter runs, with and without a token.",
                "Nothing to do if that is intended; else remove these paths or methods from it."));
  }

  private static String text(String demand, String verb, Set<String> paths) {
    int line = demand.indexOf('\n');
    return String.format(
        "%s%s%s by %s",
        demand.substring(0, line), verb, String.join(", ", paths), demand.substring(line + 1));
  }

  /** What our filters cover, and our endpoints. */
  private static Set<UrlPattern> ours(Settings settings, Deployment deployment) {
    Set<UrlPattern> ours = new LinkedHashSet<>();
    for (Endpoint endpoint : Endpoint.values()) {
      String path = settings.endpoints().path(endpoint);
      if (path != null) {
        ours.add(UrlPattern.ofFilter(path));
      }
    }
    for (FilterSettings filter : settings.filters().values()) {
      ours.addAll(filter.reach().patterns());
    }
    for (FilterEntry filter : deployment.filters()) {
      for (ServletEntry servlet : deployment.servlets()) {
        if (settings.filters().containsKey(filter.name()) && filter.seesServlet(servlet.name())) {
          ours.addAll(servlet.patterns());
        }
      }
    }
    return ours;
  }
}
