// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What requests for a path of the hand-written document meet. Immutable. */
final class FilePlace {
  private final String name;
  private final boolean served;
  private final boolean companion;
  private final MappingPart part;

  private FilePlace(String name, boolean served, boolean companion, MappingPart part) {
    this.name = name;
    this.served = served;
    this.companion = companion;
    this.part = part;
  }

  /**
   * @param path decoded, below the context path, and beginning with a slash
   */
  static FilePlace of(Coverage coverage, String path) {
    Deployment deployment = coverage.deployment();
    ServletEntry servlet = deployment.servlet(path);
    UrlPattern mapping = deployment.mapping(path);
    boolean own = servlet != null && !deployment.isContainersOwn(servlet);
    FilePlace byFilter = own ? null : ofFilter(coverage, path);
    if (byFilter != null) {
      return byFilter;
    }
    MappingPart part = null;
    if (servlet != null && mapping != null) {
      part = narrowest(coverage.parts(servlet, mapping), path);
    }
    if (part == null) {
      part = unmapped(coverage, path);
    }
    if (servlet == null || !own) {
      return new FilePlace(folder(path), mapping != null && !mapping.isDefault(), false, part);
    }
    boolean companion = servlet.isOurs();
    return new FilePlace(servlet.name(), true, companion, part);
  }

  /** By a filter that serves content of its own, or null. */
  private static @Nullable FilePlace ofFilter(Coverage coverage, String path) {
    for (OtherFilter filter : coverage.deployment().otherFilters()) {
      for (UrlPattern pattern : filter.servedPatterns()) {
        MappingPart part = narrowest(coverage.parts(filter, pattern), path);
        if (part != null) {
          return new FilePlace(filter.name(), true, false, part);
        }
      }
    }
    return null;
  }

  /** By the filters that see the path, whatever may answer it. */
  private static MappingPart unmapped(Coverage coverage, String path) {
    UrlPattern exact = UrlPattern.exactly(path);
    ServletEntry nothing =
        new ServletEntry("", null, Collections.singletonList(exact), Collections.emptyMap());
    return coverage.parts(nothing, exact).get(0);
  }

  /** The part that the path belongs to: the narrowest that has it. */
  private static @Nullable MappingPart narrowest(List<MappingPart> parts, String path) {
    MappingPart found = null;
    for (MappingPart part : parts) {
      boolean narrower = found == null || found.pattern().covers(part.pattern());
      if (narrower && part.pattern().matches(path)) {
        found = part;
      }
    }
    return found;
  }

  /** A name where no servlet gives one: the first folder, or the file without its extension. */
  private static String folder(String path) {
    String first = path.substring(1).split("/", -1)[0].replaceFirst("\\..*$", "");
    return first.isEmpty() ? "application" : first;
  }

  /** What its operations are grouped by. */
  String name() {
    return name;
  }

  /** Whether a servlet or filter of the application, or a JSP, is mapped there. */
  boolean isServed() {
    return served;
  }

  /** Whether our own servlet answers. */
  boolean isCompanion() {
    return companion;
  }

  /** The filters before it. */
  MappingPart part() {
    return part;
  }
}
