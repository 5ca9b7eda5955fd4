// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.problem;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** "Did you mean": the known name that is nearest to an unknown one. */
public final class DidYouMean {
  private static final int MAX_EDITS = 3;

  /** Names that other products use for the same thing, in lower case. */
  private static final Map<String, String> FOREIGN = foreign();

  private DidYouMean() {}

  private static Map<String, String> foreign() {
    Map<String, String> names = new HashMap<>();
    names.put("auto_error", "autoError");
    names.put("tokenttl", "accessTokenLifetime");
    names.put("accesstokenttl", "accessTokenLifetime");
    names.put("tokenlifetime", "accessTokenLifetime");
    names.put("expiresin", "accessTokenLifetime");
    names.put("tokenuri", "tokenUrl");
    names.put("scheme_name", "schemeName");
    names.put("scope", "requiredScopes");
    names.put("skippattern", "exclude");
    names.put("verifier", "verify");
    names.put("cors.allowed.origins", "corsAllowedOrigins");
    names.put("cors.allowed.headers", "corsAllowedHeaders");
    names.put("cors.exposed.headers", "corsExposedHeaders");
    names.put("cors.preflight.maxage", "corsMaxAge");
    names.put("allowedorigins", "corsAllowedOrigins");
    return Collections.unmodifiableMap(names);
  }

  /** A sentence to append, or the empty text. */
  public static String forName(String unknown, Collection<String> known) {
    String best = nearest(unknown, known);
    return best == null ? "" : " Did you mean \"" + best + "\"?";
  }

  private static @Nullable String nearest(String unknown, Collection<String> known) {
    String wanted = unknown.toLowerCase(Locale.ROOT);
    String foreign = FOREIGN.get(wanted);
    if (foreign != null && known.contains(foreign)) {
      return foreign;
    }
    String best = null;
    int fewest = Math.min(MAX_EDITS, wanted.length() / 2) + 1;
    for (String candidate : known) {
      int edits = edits(wanted, candidate.toLowerCase(Locale.ROOT));
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return best;
  }

  /** Levenshtein's distance: insertions, deletions and substitutions between two words. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
