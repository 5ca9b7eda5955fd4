// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.problem.DidYouMean;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the application has put the companion servlet's endpoints. Immutable. */
public final class Endpoints {
  private static final String[] DOCS_FILES = {"*.html", "*.js", "*.css", "*.svg", "*.txt"};

  private final Map<Endpoint, UrlPattern> mapped;
  private final Map<String, Endpoint> byPath; // each request looks here

  private Endpoints(Map<Endpoint, UrlPattern> mapped) {
    this.mapped = Collections.unmodifiableMap(mapped);
    this.byPath = new HashMap<>();
    mapped.forEach((endpoint, pattern) -> byPath.put(pattern.base(), endpoint));
  }

  /** Reads the mappings of the companion servlet, and reports those that do not fit. */
  public static Endpoints read(Deployment deployment, Problems problems) {
    Map<Endpoint, UrlPattern> mapped = new EnumMap<>(Endpoint.class);
    for (ServletEntry servlet : deployment.servlets()) {
      if (servlet.isOurs()) {
        for (UrlPattern pattern : servlet.patterns()) {
          add(servlet, pattern, mapped, problems);
        }
      }
    }
    for (ServletEntry servlet : deployment.servlets()) {
      if (!servlet.isOurs()) {
        requireApart(servlet, mapped.values(), problems);
      }
    }
    return new Endpoints(mapped);
  }

  private static void add(
      ServletEntry servlet,
      UrlPattern pattern,
      Map<Endpoint, UrlPattern> mapped,
      Problems problems) {
    String where = "<servlet-mapping> of " + servlet.name() + ": \"" + pattern + "\"";
    Endpoint endpoint = pattern.extension() == null ? Endpoint.at(pattern.base()) : null;
    if (endpoint == null) {
      String segment = pattern.base().substring(pattern.base().lastIndexOf('/') + 1);
      problems.error(
          ProblemCode.BAD_ENDPOINT,
          where + " ends in no endpoint of the companion servlet.",
          "Map it to "
              + Arrays.stream(Endpoint.values())
                  .map(Endpoint::pattern)
                  .collect(Collectors.joining(", "))
              + ", or the same below a folder."
              + DidYouMean.forName(
                  segment,
                  Arrays.stream(Endpoint.values())
                      .map(Endpoint::segment)
                      .collect(Collectors.toList())));
    } else if (pattern.isExact() ? endpoint == Endpoint.DOCS : !endpoint.mayBePrefix()) {
      problems.error(
          ProblemCode.BAD_ENDPOINT,
          where + " has the wrong form.",
          "Write \"" + pattern.base() + (endpoint == Endpoint.DOCS ? "/*\"." : "\"."));
    } else if (mapped.putIfAbsent(endpoint, pattern) != null) {
      problems.error(
          ProblemCode.BAD_ENDPOINT,
          where + " maps the endpoint a second time.",
          "Leave one mapping for " + endpoint.segment() + ".");
    }
  }

  /** A path that a filter on {@code /*} lets through must not lead to another servlet too. */
  private static void requireApart(
      ServletEntry servlet, Collection<UrlPattern> endpoints, Problems problems) {
    for (UrlPattern pattern : servlet.patterns()) {
      if (pattern.extension() == null
          && endpoints.stream().anyMatch(other -> other.base().equals(pattern.base()))) {
        problems.error(
            ProblemCode.ENDPOINT_TAKEN,
            "servlet "
                + servlet.name()
                + " is mapped to \""
                + pattern
                + "\", beside an endpoint"
                + " of the companion servlet that filters let through.",
            "Map one of the two elsewhere.");
      }
    }
  }

  /** The other filters that may answer at an endpoint before the companion servlet. */
  public List<OtherFilter> mayAnswer(Endpoint endpoint, Deployment deployment, Coverage coverage) {
    Set<OtherFilter> found = new LinkedHashSet<>();
    for (ServletEntry servlet : deployment.servlets()) {
      for (UrlPattern pattern : servlet.patterns()) {
        if (servlet.isOurs() && pattern.base().equals(path(endpoint))) {
          for (UrlPattern answered : answered(endpoint, pattern)) {
            found.addAll(coverage.mayAnswer(servlet.name(), answered));
          }
        }
      }
    }
    return new ArrayList<>(found);
  }

  /** Below the docs page are files of a few kinds: a filter on {@code *.do} sees none of them. */
  private static List<UrlPattern> answered(Endpoint endpoint, UrlPattern mapping) {
    List<UrlPattern> answered = new ArrayList<>();
    if (endpoint != Endpoint.DOCS) {
      answered.add(mapping);
      return answered;
    }
    answered.add(UrlPattern.exactly(mapping.base()));
    for (String files : DOCS_FILES) {
      UrlPattern below = mapping.intersect(UrlPattern.ofServlet(files));
      if (below != null) {
        answered.add(below);
      }
    }
    return answered;
  }

  /** The endpoint's path below the context path, or null where it is not mapped. */
  public @Nullable String path(Endpoint endpoint) {
    UrlPattern pattern = mapped.get(endpoint);
    return pattern == null ? null : pattern.base();
  }

  /** Whether the endpoint is mapped with everything below its path. */
  public boolean isPrefix(Endpoint endpoint) {
    UrlPattern pattern = mapped.get(endpoint);
    return pattern != null && !pattern.isExact();
  }

  /** The address of an endpoint for a page of another, or null where it is not mapped. */
  public @Nullable String relative(Endpoint from, Endpoint to) {
    String target = path(to);
    return target == null ? null : relative(from, target);
  }

  /**
   * The address of a path below the context path for the page of an endpoint, or null where that is
   * not mapped.
   */
  public @Nullable String relative(Endpoint from, String target) {
    String base = path(from);
    if (base == null) {
      return null;
    }
    StringBuilder relative = new StringBuilder();
    for (int i = 1; i < base.length(); i++) {
      relative.append(base.charAt(i) == '/' ? "../" : "");
    }
    return relative.append(target, 1, target.length()).toString();
  }

  /** The endpoint that a request is for, or null; by what the container itself matched. */
  public @Nullable Endpoint match(String servletPath, @Nullable String pathInfo) {
    Endpoint endpoint = byPath.get(servletPath);
    boolean isFor = endpoint != null && (pathInfo == null || isPrefix(endpoint));
    return isFor ? endpoint : null;
  }
}
