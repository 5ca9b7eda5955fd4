// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.WebSocketEndpoint;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.ProtectionLevel;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.OpenPaths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which part of which mapping passes which filters. The start-up report, {@code openPaths} and the
 * command line use this one model. The companion servlet is no part of it: its endpoints are open
 * by their nature. Immutable.
 */
public final class Protection {
  private static final String TRIAL = " As long as a filter has reportOnly, leave openPaths out.";

  private final List<Mapping> mappings = new ArrayList<>();

  /** With those of filters that are protected. */
  private final List<Mapping> served = new ArrayList<>();

  private final WaysAround waysAround;
  private final Set<String> coveredServlets = new TreeSet<>();
  private final OtherFilters otherFilters;
  private final Settings settings;
  private final Deployment deployment;
  private final Coverage coverage;
  private final CorsFilters corsFilters;

  /** The protection of every mapping that a request can reach. */
  public Protection(Settings settings, Coverage coverage) {
    this.settings = settings;
    this.deployment = coverage.deployment();
    this.coverage = coverage;
    this.waysAround = new WaysAround(deployment);
    addServlets(settings, deployment, coverage);
    for (OtherFilter filter : deployment.otherFilters()) {
      List<Mapping> ofFilter = new ArrayList<>();
      for (UrlPattern pattern : filter.servedPatterns()) {
        Mapping mapping =
            new Mapping(
                settings, "filter " + filter, false, pattern, coverage.parts(filter, pattern));
        served.add(mapping);
        if (mapping.level() != ProtectionLevel.PROTECTED) {
          mappings.add(mapping);
        }
        ofFilter.add(mapping);
      }
      waysAround.add(filter.entry().className(), ofFilter);
    }
    for (WebSocketEndpoint endpoint : deployment.webSockets()) {
      Mapping mapping =
          new Mapping(
              settings, endpoint.toString(), false, endpoint.pattern(), coverage.parts(endpoint));
      served.add(mapping);
      mappings.add(mapping);
    }
    otherFilters = new OtherFilters(settings, coverage, mappings);
    corsFilters = new CorsFilters(settings, coverage);
  }

  private void addServlets(Settings settings, Deployment deployment, Coverage coverage) {
    SortedMap<String, Mapping> sorted = new TreeMap<>();
    for (ServletEntry servlet : deployment.servlets()) {
      if (!servlet.isOurs()) {
        List<Mapping> ofServlet = new ArrayList<>();
        for (UrlPattern pattern : servlet.patterns()) {
          List<MappingPart> parts = coverage.parts(servlet, pattern);
          if (!parts.isEmpty()) {
            boolean own = deployment.isContainersOwn(servlet);
            Mapping mapping = new Mapping(settings, servlet.name(), own, pattern, parts);
            sorted.put(pattern.text(), mapping);
            ofServlet.add(mapping);
            if (!own && parts.stream().anyMatch(part -> !part.filterNames().isEmpty())) {
              coveredServlets.add(servlet.name());
            }
          }
        }
        waysAround.add(servlet.className(), ofServlet);
      }
    }
    mappings.addAll(sorted.values());
    served.addAll(sorted.values());
  }

  /**
   * Adds a problem for each framework that serves by open paths what is locked at others.
   *
   * @param stops whether it is an error
   */
  public void requireWhole(boolean stops, Problems problems) {
    waysAround.require(stops, served, problems);
  }

  /** All mappings: those of servlets sorted by their text, then what filters and sockets serve. */
  List<Mapping> mappings() {
    return Collections.unmodifiableList(mappings);
  }

  /** The application's other filters, as far as they matter here. */
  OtherFilters otherFilters() {
    return otherFilters;
  }

  /** The application's own filters for CORS. */
  CorsFilters corsFilters() {
    return corsFilters;
  }

  /** Adds a warning of what would be an error with {@code openPaths}. */
  public void warn(Problems problems) {
    otherFilters.warnOfAhead(problems);
  }

  /**
   * Finds everything that is open and that the patterns do not name, and makes it one error; and
   * one more of what other filters may answer first.
   *
   * @param named what may be open
   */
  public void requireNamed(OpenPaths named, Problems problems) {
    Set<String> open = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    forEachUnnamed(
        named,
        (mapping, part) -> {
          boolean optional = mapping.level(part) == ProtectionLevel.OPTIONAL;
          String pattern = Mapping.text(part.pattern());
          open.add(pattern + " (" + mapping.owner() + (optional ? ", optional)" : ")"));
          names.add(mapping.nameOf(part.pattern()));
        });
    if (!open.isEmpty()) {
      problems.error(
          ProblemCode.OPEN_PATH,
          "no bearer filter protects " + String.join(", ", open) + ".",
          String.format(
              "Map the filter over it, with autoError, openMethods, session and reportOnly at their"
                  + " defaults, or, if it is meant to be open, add to openPaths: %s.%s",
              String.join(" ", names), isTrial() ? TRIAL : ""));
    }
    otherFilters.requireBehind(named, problems);
  }

  private boolean isTrial() {
    return settings.filters().values().stream().anyMatch(FilterSettings::isReportOnly);
  }

  /** What {@code openPaths} would have to name, sorted. */
  public Set<String> openNames() {
    Set<String> names = new TreeSet<>();
    forEachUnnamed(OpenPaths.NONE, (mapping, part) -> names.add(mapping.nameOf(part.pattern())));
    return names;
  }

  private void forEachUnnamed(OpenPaths named, BiConsumer<Mapping, MappingPart> action) {
    for (Mapping mapping : mappings) {
      for (MappingPart part : mapping.openParts()) {
        if (!named.name(mapping.pattern(), part.pattern(), mapping.isContainersPage())) {
          action.accept(mapping, part);
        }
      }
    }
  }

  /**
   * Whether this filter judges every request from outside before anything may answer it, so that it
   * need not see what is dispatched later.
   */
  public boolean judgesAll(FilterEntry filter) {
    FilterSettings known = settings.filters().get(filter.name());
    return known != null
        && known.get(Setting.EXCLUDE).isEmpty()
        && filter.requestPatterns().contains(UrlPattern.ALL)
        && mappings.stream()
            .allMatch(mapping -> mapping.openParts().isEmpty() && mapping.overtaken().isEmpty());
  }

  /**
   * A filter that may start an asynchronous request before this one has judged it, and dispatch it
   * past this one, or null. One of which passThroughFilters says that it passes all on may: Jetty's
   * {@code QoSFilter} and {@code DoSFilter} let requests wait so.
   */
  @Nullable OtherFilter suspending(FilterEntry filter) {
    for (OtherFilter other : deployment.otherFilters()) {
      if (!other.alwaysPasses() && maySuspend(other) && coverage.mayOvertake(other, filter)) {
        return other;
      }
    }
    return null;
  }

  /** A web.xml before 3.0 declares none that may; annotations and code add what they want. */
  private boolean maySuspend(OtherFilter other) {
    WebXml webXml = deployment.webXml();
    return webXml.isAsynchronous()
        || !webXml.isBefore("3.0")
        || webXml.filters().stream().noneMatch(filter -> filter.name().equals(other.name()));
  }

  /** Whether there are bearer filters, and none judges every request. */
  boolean locksPartly() {
    for (FilterEntry filter : deployment.bearerFilters()) {
      if (judgesAll(filter)) {
        return false;
      }
    }
    return !deployment.bearerFilters().isEmpty();
  }

  /** The application's own servlets of which some part is covered, by name, sorted. */
  public Set<String> coveredServlets() {
    return Collections.unmodifiableSet(coveredServlets);
  }

  /** What is protected. */
  Deployment deployment() {
    return deployment;
  }

  /**
   * Whether bearer filters make a difference between paths that one servlet or filter serves:
   * within a mapping, or between its mappings, whichever of them a path is found by.
   */
  public boolean isPartly() {
    Map<String, Set<String>> firsts = new HashMap<>();
    for (Mapping mapping : served) {
      Set<String> names = mapping.parts().get(0).filterNames();
      Set<String> first = firsts.putIfAbsent(mapping.owner(), names);
      if (mapping.isDivided() || first != null && !first.equals(names)) {
        return true;
      }
    }
    return false;
  }

  /** The single files and pages that a filter covers, and not what is around them. */
  List<UrlPattern> singleFiles() {
    List<UrlPattern> files = new ArrayList<>();
    for (Mapping mapping : mappings) {
      Set<String> around = mapping.parts().get(0).filterNames();
      for (MappingPart part : mapping.parts()) {
        if (mapping.isContainersOwn()
            && part.pattern().isExact()
            && !around.containsAll(part.filterNames())) {
          files.add(part.pattern());
        }
      }
    }
    return files;
  }
}
