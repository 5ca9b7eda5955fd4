// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether paths that can be read in two ways are refused, and whether they must be. Immutable.
 *
 * <p>Where they are not, a filter on a part of a servlet's paths can be got around: the container
 * chooses filters by one reading, and files, JSPs or a framework's handlers are found by another.
 */
public final class PathStrictness {
  /** What to paste where the initializer of the JAR does not run. */
  private static final String BLOCK =
      "<filter><filter-name>strict-paths</filter-name><filter-class>"
          + FilterEntry.STRICT_PATH_FILTER
          + "</filter-class><async-supported>true</async-supported></filter>"
          + " <filter-mapping><filter-name>strict-paths</filter-name>"
          + "<url-pattern>/*</url-pattern></filter-mapping>";

  private static final String PASTE =
      "Paste into web.xml, before all other filters (without async-supported before version 3.0): "
          + BLOCK;

  private static final String DANGER =
      "another spelling of a path can get around a filter on a part of a servlet's paths.";
  private static final String CURE = "Remove strictPaths, or map the filter to /* without exclude.";

  private final ServletContainer container;
  private final boolean mapped;

  /**
   * @param mapped whether {@code StrictPathFilter} is mapped to every request, by web.xml or by the
   *     initializer
   */
  public PathStrictness(ServletContainer container, boolean mapped) {
    this.container = container;
    this.mapped = mapped;
  }

  /** Adds a problem where a bearer filter can be got around. */
  public void require(Protection protection, Settings settings, Problems problems) {
    if (container.servesFilesWithTrailingSlash()) {
      protection.singleFiles().forEach(file -> trailingSlash(file, problems));
    }
    if (!protection.isPartly()) {
      return;
    }
    if (mapped) {
      requireFirst(protection, problems);
    } else if (settings.get(Setting.STRICT_PATHS)) {
      problems.error(
          ProblemCode.PATHS_NOT_STRICT,
          "StrictPathFilter is not mapped, since the initializer of the JAR did not run: " + DANGER,
          PASTE);
    } else {
      boolean stops = settings.find(Setting.OPEN_PATHS) != null;
      problems.add(stops, ProblemCode.PATHS_NOT_STRICT, "strictPaths=off: " + DANGER, CURE);
    }
  }

  private void requireFirst(Protection protection, Problems problems) {
    List<OtherFilter> before = before(protection);
    if (!before.isEmpty()) {
      problems.error(
          ProblemCode.PATHS_NOT_STRICT,
          OtherFilters.text(before) + " may answer before StrictPathFilter: " + DANGER,
          PASTE);
    }
  }

  private List<OtherFilter> before(Protection protection) {
    return protection.deployment().servingBeforeStrictPaths(container.putsAddedFiltersLast());
  }

  private void trailingSlash(UrlPattern file, Problems problems) {
    problems.error(
        ProblemCode.PATHS_NOT_STRICT,
        String.format(
            "%s serves a file also by its path with a trailing slash: a filter on %s does"
                + " not see %s/.",
            container.title(), file, file),
        "Map the filter to " + file + "/* instead, which covers both.");
  }

  /** Whether paths that can be read in two ways are refused before anything is served. */
  public boolean comesFirst(Protection protection) {
    return mapped && before(protection).isEmpty();
  }

  /** The line of the start report, or null where there is none. */
  @Nullable String line() {
    return mapped
        ? "/* by StrictPathFilter: a path that can be read in two ways is answered 400"
        : null;
  }
}
