// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.framework.FrontController;
import io.github.servletbearer.internal.openapi.framework.UriTemplate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where patterns of paths stand behind the mappings of a servlet. Immutable. */
final class ServletPaths {
  private final Collection<UrlPattern> mappings;
  private final boolean matchesSuffixes;
  private final boolean usesFullPath;

  ServletPaths(FrontController front, Configuration configuration) {
    this(front.patterns(), configuration.matchesSuffixes(), configuration.usesFullPath());
  }

  private ServletPaths(
      Collection<UrlPattern> mappings, boolean matchesSuffixes, boolean usesFullPath) {
    this.mappings = mappings;
    this.matchesSuffixes = matchesSuffixes;
    this.usesFullPath = usesFullPath;
  }

  /** The same for paths that are mapped to beans: an extension is theirs alone. */
  ServletPaths withoutSuffixes() {
    return new ServletPaths(mappings, false, usesFullPath);
  }

  /** The paths by which requests reach one of these patterns, each once. */
  Collection<UriTemplate> of(Collection<String> patterns) {
    Map<String, UriTemplate> found = new LinkedHashMap<>();
    for (String pattern : patterns) {
      for (UrlPattern mapping : mappings) {
        UriTemplate below = AntPath.below(mapping, pattern, matchesSuffixes, usesFullPath);
        if (below != null && isChosen(mapping, below.path())) {
          found.putIfAbsent(below.path(), below);
        }
      }
    }
    return Collections.unmodifiableCollection(found.values());
  }

  /** Whether requests come by this mapping, and not by one below which patterns begin elsewhere. */
  private boolean isChosen(UrlPattern mapping, String path) {
    String decoded = UrlPattern.decoded(path);
    return mappings.stream()
        .noneMatch(other -> other.goesBefore(mapping) && other.matches(decoded));
  }
}
