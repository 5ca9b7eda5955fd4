// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.config.Endpoints;
import io.github.servletbearer.internal.config.OpenPaths;
import io.github.servletbearer.internal.config.ProblemCode;
import io.github.servletbearer.internal.config.Problems;
import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.Reach;
import io.github.servletbearer.internal.deployment.Region;
import io.github.servletbearer.internal.deployment.ServletEntry;
import io.github.servletbearer.internal.deployment.UrlPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which part of which mapping passes which filters of ours. The start-up report, {@code openPaths}
 * and the command line speak from this one model. The companion servlet is no part of it: its
 * endpoints are open by their nature. Immutable.
 */
public final class Protection {
  private final SortedMap<String, Mapping> mappings = new TreeMap<>();

  /** The protection of every mapping that a request can reach. */
  public Protection(Settings settings, Deployment deployment) {
    List<Reach> reaches = new ArrayList<>();
    settings.filters().values().forEach(filter -> reaches.add(filter.reach()));
    Coverage coverage = new Coverage(deployment, reaches);
    for (ServletEntry servlet : deployment.servlets()) {
      if (!Endpoints.SERVLET_CLASS.equals(servlet.className())) {
        for (UrlPattern pattern : servlet.patterns()) {
          List<Region> regions = coverage.regions(servlet, pattern);
          if (!regions.isEmpty()) {
            boolean own = deployment.isContainersOwn(servlet);
            mappings.put(pattern.text(), new Mapping(servlet, own, pattern, regions));
          }
        }
      }
    }
  }

  /** All mappings, sorted by their text. */
  Collection<Mapping> mappings() {
    return Collections.unmodifiableCollection(mappings.values());
  }

  /**
   * Finds everything that is open and that the patterns do not name, and makes it one error.
   *
   * @param named what may be open
   */
  public void requireNamed(OpenPaths named, Problems problems) {
    Set<String> open = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    for (Mapping mapping : mappings.values()) {
      for (UrlPattern part : mapping.openParts()) {
        if (!named.name(mapping.pattern, part, mapping.isContainersPage())) {
          open.add(text(part) + " (" + mapping.servlet.name() + ")");
          names.add(mapping.nameOf(part));
        }
      }
    }
    if (!open.isEmpty()) {
      problems.error(
          ProblemCode.OPEN_PATH,
          "no filter of ours protects " + String.join(", ", open) + ".",
          "Map the filter over it, or, if it is meant to be open, add to openPaths: "
              + String.join(" ", names)
              + ".");
    }
  }

  /** The application's own servlets of which some part is covered, by name, sorted. */
  public Set<String> coveredServlets() {
    Set<String> covered = new TreeSet<>();
    for (Mapping mapping : mappings.values()) {
      boolean some = mapping.regions.stream().anyMatch(region -> !region.filterNames().isEmpty());
      if (some && !mapping.containersOwn) {
        covered.add(mapping.servlet.name());
      }
    }
    return covered;
  }

  /** Whether filters of ours make a difference within some mapping. */
  boolean isPartly() {
    return mappings.values().stream().anyMatch(mapping -> mapping.regions.size() > 1);
  }

  /** The single files and pages that a filter covers, and not what is around them. */
  List<UrlPattern> singleFiles() {
    List<UrlPattern> files = new ArrayList<>();
    for (Mapping mapping : mappings.values()) {
      Set<String> around = mapping.regions.get(0).filterNames();
      for (Region region : mapping.regions) {
        if (mapping.containersOwn
            && region.pattern().isExact()
            && !around.containsAll(region.filterNames())) {
          files.add(region.pattern());
        }
      }
    }
    return files;
  }

  /** A pattern in words: the empty one can be seen. */
  static String text(UrlPattern pattern) {
    return pattern.text().isEmpty() ? OpenPaths.ROOT : pattern.text();
  }

  /** One mapping of a servlet, in parts whose requests all pass the same filters. Immutable. */
  static final class Mapping {
    private final ServletEntry servlet;
    private final boolean containersOwn;
    private final UrlPattern pattern;
    private final List<Region> regions;

    Mapping(ServletEntry servlet, boolean containersOwn, UrlPattern pattern, List<Region> regions) {
      this.servlet = servlet;
      this.containersOwn = containersOwn;
      this.pattern = pattern;
      this.regions = regions;
    }

    ServletEntry servlet() {
      return servlet;
    }

    UrlPattern pattern() {
      return pattern;
    }

    List<Region> regions() {
      return regions;
    }

    /** Whether the container has added the servlet, for files or JSPs. */
    boolean isContainersOwn() {
      return containersOwn;
    }

    /** The open parts; of several within each other, the widest. */
    private List<UrlPattern> openParts() {
      List<UrlPattern> parts = new ArrayList<>();
      for (Region region : regions) {
        if (region.filterNames().isEmpty()) {
          parts.add(region.pattern());
        }
      }
      List<UrlPattern> widest = new ArrayList<>(parts);
      widest.removeIf(
          part -> parts.stream().anyMatch(other -> !other.equals(part) && other.covers(part)));
      return widest;
    }

    /** JSPs under all their spellings, and what else the container runs as pages. */
    private boolean isContainersPage() {
      return containersOwn && pattern.extension() != null;
    }

    /** What to write into {@code openPaths} for an open part. */
    private String nameOf(UrlPattern part) {
      if (pattern.isDefault()) {
        return "/";
      }
      if (isContainersPage() && part.extension() != null) {
        return "*.jsp";
      }
      String own = text(part);
      return OpenPaths.isPattern(own) ? own : part.base() + "/*"; // no url-pattern: /a/*.x
    }
  }
}
