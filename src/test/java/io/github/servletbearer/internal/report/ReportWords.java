// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.ProtectionLevel;
import java.util.ArrayList;
import java.util.List;

/** Asks the report for its word on a path, as a reader would look for it. */
public final class ReportWords {
  private ReportWords() {}

  /**
   * The word of the mapping that a container chooses for a path (Servlet 3.0 12.1): exact, the
   * longest prefix, the extension, the default servlet.
   */
  public static ProtectionLevel ofServlet(Protection protection, String path) {
    Mapping chosen = null;
    for (Mapping mapping : protection.mappings()) {
      boolean servlet = !mapping.owner().startsWith("filter ");
      if (servlet && mapping.pattern().matches(path)) {
        chosen =
            chosen == null || goesFirst(mapping.pattern(), chosen.pattern()) ? mapping : chosen;
      }
    }
    return chosen == null ? ProtectionLevel.OPEN : word(chosen, path);
  }

  /** The words of the filters that serve there by themselves. */
  public static List<ProtectionLevel> ofFilters(Protection protection, String path) {
    List<ProtectionLevel> words = new ArrayList<>();
    for (Mapping mapping : protection.mappings()) {
      if (mapping.owner().startsWith("filter ") && mapping.pattern().matches(path)) {
        words.add(word(mapping, path));
      }
    }
    return words;
  }

  private static boolean goesFirst(UrlPattern one, UrlPattern other) {
    int rank = rank(one) - rank(other);
    return rank < 0 || rank == 0 && one.base().length() > other.base().length();
  }

  private static int rank(UrlPattern pattern) {
    if (pattern.isExact()) {
      return 0;
    }
    return pattern.isDefault() ? 3 : pattern.extension() != null ? 2 : 1;
  }

  private static ProtectionLevel word(Mapping mapping, String path) {
    MappingPart narrowest = null;
    for (MappingPart part : mapping.parts()) {
      boolean narrower = narrowest == null || narrowest.pattern().covers(part.pattern());
      if (part.pattern().matches(path) && narrower) {
        narrowest = part;
      }
    }
    return narrowest == null ? ProtectionLevel.OPEN : mapping.level(narrowest);
  }
}
