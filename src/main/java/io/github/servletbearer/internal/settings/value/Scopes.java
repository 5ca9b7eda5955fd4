// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.bytes.Words;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Scopes: lists of them, their descriptions, and which a role gives. */
public final class Scopes {
  /** A text, which may be empty, for each scope. */
  public static final ValueParser<Map<String, String>> DESCRIPTIONS =
      ValueParser.of(
              "scope descriptions",
              "a map: `scope = description; other = description`",
              Scopes::descriptions)
          .orEmpty(Collections.emptyMap());

  /** The scopes that a role gives, by the role. */
  public static final ValueParser<Map<String, Set<String>>> BY_ROLE =
      ValueParser.of("scope mapping", "a map: `role = scopes; other = scopes`", Scopes::byRole)
          .orEmpty(Collections.emptyMap());

  private Scopes() {}

  static Set<String> list(String value) {
    Set<String> scopes = Lists.words(value);
    scopes.forEach(Scopes::check);
    return scopes;
  }

  /** Refuses what is no scope-token (RFC 6749 3.3). */
  static void check(String scope) {
    if (!Words.isScope(scope)) {
      throw new IllegalArgumentException(
          "A scope has printable ASCII characters without blank, quote or backslash.");
    }
    if (scope.endsWith(":")) { // a rule by method whose method is not one
      throw new IllegalArgumentException(
          "Write methods in upper case before the colon: \"GET: items:read; *: items:write\".");
    }
  }

  private static Map<String, String> descriptions(String value) {
    Map<String, String> descriptions = Lists.map(value);
    descriptions.keySet().forEach(Scopes::check);
    descriptions.values().forEach(Texts.TEXT::parse);
    return descriptions;
  }

  private static Map<String, Set<String>> byRole(String value) {
    Map<String, Set<String>> mapping = new LinkedHashMap<>();
    Lists.map(value).forEach((role, scopes) -> mapping.put(role, list(scopes)));
    return Collections.unmodifiableMap(mapping);
  }
}
