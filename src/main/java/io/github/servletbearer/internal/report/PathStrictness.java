// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.config.ProblemCode;
import io.github.servletbearer.internal.config.Problems;
import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.config.StrictPaths;
import io.github.servletbearer.internal.deployment.UrlPattern;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import org.jspecify.annotations.Nullable;

/**
 * Whether paths that can be read in two ways are refused, and whether they must be. Immutable.
 *
 * <p>Where they are not, a container that matches raw paths may pass by a filter on a part of a
 * servlet's mapping.
 */
public final class PathStrictness {
  /** What to paste where the initializer of the JAR does not run. */
  private static final String BLOCK =
      "<filter><filter-name>strict-paths</filter-name><filter-class>"
          + StrictPaths.FILTER_CLASS
          + "</filter-class><async-supported>true</async-supported></filter>"
          + " <filter-mapping><filter-name>strict-paths</filter-name>"
          + "<url-pattern>/*</url-pattern></filter-mapping>";

  private final ServletContainer container;
  private final StrictPaths setting;
  private final boolean mapped;

  /**
   * The strictness of an application.
   *
   * @param mapped whether {@code StrictPathFilter} is mapped to every request, by web.xml or by the
   *     initializer
   */
  public PathStrictness(ServletContainer container, StrictPaths setting, boolean mapped) {
    this.container = container;
    this.setting = setting;
    this.mapped = mapped;
  }

  /** Adds a problem where a filter of ours can be passed by. */
  public void require(Protection protection, Settings settings, Problems problems) {
    if (container.servesFilesWithASlashBehind()) {
      protection.singleFiles().forEach(file -> slashBehind(file, problems));
    }
    if (mapped) {
      return;
    }
    boolean endangered = container.matchesRawPaths() && protection.isPartly();
    if (setting == StrictPaths.ON || endangered && setting == StrictPaths.AUTO) {
      problems.error(
          ProblemCode.PATHS_NOT_STRICT,
          "StrictPathFilter is not mapped: "
              + (endangered
                  ? "the initializer of the JAR did not run, and " + danger()
                  : "strictPaths=on asks for it, and the initializer of the JAR did not run")
              + ".",
          "Paste into web.xml, before all other filters: " + BLOCK);
    } else if (endangered) {
      String text = "strictPaths=off: " + danger() + ".";
      String cure = "Remove strictPaths, or map the filter to /*.";
      if (settings.openPaths() == null) {
        problems.warning(ProblemCode.PATHS_NOT_STRICT, text, cure);
      } else {
        problems.error(ProblemCode.PATHS_NOT_STRICT, text, cure);
      }
    }
  }

  private void slashBehind(UrlPattern file, Problems problems) {
    problems.error(
        ProblemCode.PATHS_NOT_STRICT,
        container.title()
            + " serves a file also by its path with a slash behind: a filter on "
            + file
            + " does not see "
            + file
            + "/.",
        "Map the filter to " + file + "/* instead, which covers both.");
  }

  private String danger() {
    return container.title()
        + " may choose filters by another spelling of a path than files, JSPs and frameworks are"
        + " found by, so that a filter on a part of a servlet's paths can be passed by";
  }

  /** What the start report says of it, or null where there is nothing to say. */
  @Nullable String line() {
    return mapped
        ? "/* by StrictPathFilter: a path that can be read in two ways is answered 400"
        : null;
  }
}
