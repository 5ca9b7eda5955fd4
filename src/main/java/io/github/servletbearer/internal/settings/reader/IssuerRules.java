// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.DidYouMean;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What {@code issuers} of filters need of {@code jwksIssuer} and of each other. */
final class IssuerRules {
  private final Settings settings;
  private final Problems problems;
  private final List<FilterSettings> byKeys = new ArrayList<>();

  IssuerRules(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  void check() {
    for (FilterSettings filter : settings.filters().values()) {
      if (filter.get(Setting.VERIFY).contains(FilterSettings.JWKS)) {
        byKeys.add(filter);
        requireKnown(filter);
      } else if (!filter.get(Setting.ISSUERS).isEmpty()) {
        problems.error(
            ProblemCode.SETTINGS_DISAGREE,
            where(filter) + ": issuers restricts verify=jwks, which the filter does not have.",
            "Remove issuers, or name jwks in verify. The one provider of introspection is that of"
                + " introspectionIssuer.");
      }
    }
    if (settings.find(Setting.JWKS_ISSUER) != null && !byKeys.isEmpty()) {
      checkSchemes();
      warnOfUnused();
      warnOfOneDocument();
    }
  }

  private static String where(FilterSettings filter) {
    return "<filter> " + filter.name();
  }

  private void requireKnown(FilterSettings filter) {
    Set<String> known = settings.find(Setting.JWKS_ISSUER);
    for (String issuer : filter.get(Setting.ISSUERS)) {
      if (known != null && !known.contains(issuer)) {
        problems.error(
            ProblemCode.BAD_VALUE,
            String.format(
                "issuers names \"%s\" (init-param of %s), which jwksIssuer does not.",
                issuer, where(filter)),
            "Write it exactly as in jwksIssuer ("
                + String.join(", ", known)
                + "), or add it there."
                + DidYouMean.forName(issuer, known));
      }
    }
  }

  /** A scheme is shown with one way to a token, which all its filters must accept. */
  private void checkSchemes() {
    Map<String, FilterSettings> first = new TreeMap<>();
    for (FilterSettings filter : byKeys) {
      String scheme = filter.get(Setting.SCHEME_NAME);
      FilterSettings other = first.putIfAbsent(scheme, filter);
      if (other != null && !accepted(other).equals(accepted(filter))) {
        problems.error(
            ProblemCode.SETTINGS_DISAGREE,
            String.format(
                "Scheme %s: %s and %s accept tokens of different issuers, and a scheme has one way"
                    + " to get a token.",
                scheme, where(other), where(filter)),
            "Give each a schemeName of its own, with the addresses of its provider, or the same"
                + " issuers.");
      }
    }
  }

  private Set<String> accepted(FilterSettings filter) {
    return settings.acceptedIssuers(filter);
  }

  private void warnOfUnused() {
    for (String issuer : settings.get(Setting.JWKS_ISSUER)) {
      if (byKeys.stream().noneMatch(filter -> accepted(filter).contains(issuer))) {
        problems.warning(
            ProblemCode.SETTINGS_DISAGREE,
            "jwksIssuer names \"" + issuer + "\", which the issuers of no filter name.",
            "Remove it, or name it in the issuers of a filter.");
      }
    }
  }

  /** A client that starts from a refusal would be sent to a provider that the filter refuses. */
  private void warnOfOneDocument() {
    String path = settings.endpoints().path(Endpoint.RESOURCE_METADATA);
    Set<Set<String>> different = new HashSet<>();
    byKeys.forEach(filter -> different.add(accepted(filter)));
    if (path != null
        && !settings.endpoints().isPrefix(Endpoint.RESOURCE_METADATA)
        && different.size() > 1) {
      problems.warning(
          ProblemCode.SETTINGS_DISAGREE,
          path + " names the providers of all filters, and these accept different ones.",
          "Map the companion servlet to "
              + path
              + "/* instead: each filter gets metadata of its own.");
    }
  }
}
