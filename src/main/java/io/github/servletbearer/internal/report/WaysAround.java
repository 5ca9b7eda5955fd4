// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.OtherPaths;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Servlets and filters that serve by open paths what is locked at others ({@link OtherPaths}). */
final class WaysAround {
  private final Deployment deployment;
  private final Map<OtherPaths, List<Mapping>> found = new EnumMap<>(OtherPaths.class);

  WaysAround(Deployment deployment) {
    this.deployment = deployment;
  }

  /** Takes all mappings of one servlet or filter. */
  void add(@Nullable String className, List<Mapping> ofOne) {
    OtherPaths known = known(className, ofOne);
    if (known == null) {
      return;
    }
    List<Mapping> leading = new ArrayList<>(ofOne);
    leading.removeIf(mapping -> !known.leadsFrom(mapping.pattern()));
    if (leading.stream().anyMatch(mapping -> !mapping.openParts().isEmpty())) {
      for (Mapping mapping : leading) {
        if (known.ignoresPaths() || mapping.isOpenAroundLocked()) {
          found.computeIfAbsent(known, any -> new ArrayList<>()).add(mapping);
        }
      }
    }
  }

  /** Superclasses may have to be read, so only where an application's own is open and locked. */
  private @Nullable OtherPaths known(@Nullable String className, List<Mapping> ofOne) {
    if (ofOne.stream().allMatch(mapping -> mapping.openParts().isEmpty())) {
      return null;
    }
    boolean locked = ofOne.stream().anyMatch(mapping -> !mapping.lockedPatterns().isEmpty());
    boolean reads = locked && !ofOne.get(0).isContainersOwn();
    OtherPaths known = reads ? deployment.otherPaths(className) : OtherPaths.of(className);
    return locked || known != null && known.reachesOthers() ? known : null;
  }

  /**
   * Adds a problem for each kind that was found.
   *
   * @param stops whether it is an error
   * @param all the mappings of the application
   */
  void require(boolean stops, List<Mapping> all, Problems problems) {
    found.forEach(
        (known, ofKind) -> {
          List<UrlPattern> whole = new ArrayList<>();
          Set<UrlPattern> locked = new LinkedHashSet<>();
          ofKind.forEach(mapping -> whole.add(mapping.pattern()));
          for (Mapping mapping : all) {
            boolean reached = known.reachesOthers() && mapping.isOpenAroundLocked();
            if (reached || ofKind.contains(mapping)) {
              locked.addAll(mapping.lockedPatterns());
            }
          }
          if (!locked.isEmpty()) {
            add(known, whole, Mapping.widest(new ArrayList<>(locked)), stops, problems);
          }
        });
  }

  private static void add(
      OtherPaths known,
      List<UrlPattern> whole,
      List<UrlPattern> locked,
      boolean stops,
      Problems problems) {
    problems.add(
        stops,
        ProblemCode.PATHS_NOT_STRICT,
        String.format(
            "%s %s: what is locked at %s may be open at other paths.",
            known.product(), known.habit(), Mapping.texts(locked)),
        "Map the bearer filter to "
            + Mapping.texts(whole)
            + (known.allowsExclude()
                ? ", and name in exclude what stays open."
                : ", without exclude."));
  }
}
