// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lists of paths that a filter lets through. */
public final class UrlPatterns extends ValueParser<List<UrlPattern>> {
  /** Exact paths and {@code /prefix/*}; nothing that a container might read in another way. */
  public static final ValueParser<List<UrlPattern>> EXCLUDED = new UrlPatterns();

  private UrlPatterns() {
    super("patterns", "a list of url-patterns, exact or ending in `/*`", Collections.emptyList());
  }

  @Override
  public List<UrlPattern> parse(String value) {
    List<UrlPattern> patterns = new ArrayList<>();
    for (String pattern : Lists.words(value)) {
      boolean plain = pattern.matches("/[!-~]*") && !pattern.matches(".*(//|\\.\\.|[;\\\\%?#]).*");
      boolean star = pattern.contains("*");
      boolean prefix = pattern.endsWith("/*") && pattern.indexOf('*') == pattern.length() - 1;
      if (!plain || star && !prefix) {
        throw new IllegalArgumentException(
            "\"" + pattern + "\": write an exact path such as /api/status, or /api/open/*.");
      }
      if (pattern.equals("/*")) {
        throw new IllegalArgumentException("\"/*\" would exclude everything; unmap the filter.");
      }
      patterns.add(UrlPattern.ofFilter(pattern));
    }
    return Collections.unmodifiableList(patterns);
  }
}
