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
  public static final ValueParser<Map<String, String>> DESCRIPTIONS = new Descriptions();

  /** The scopes that a role gives, by the role. */
  public static final ValueParser<Map<String, Set<String>>> BY_ROLE = new ByRole();

  private Scopes() {}

  static Set<String> list(String value) {
    Set<String> scopes = Lists.words(value);
    for (String scope : scopes) {
      check(scope);
    }
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
          "Write methods in upper case before the colon, and a semicolon before the next:"
              + " \"GET: items:read; *: items:write\".");
    }
  }

  private static final class Descriptions extends ValueParser<Map<String, String>> {
    Descriptions() {
      super(
          "scope descriptions",
          "a map: `scope = description; other = description`",
          Collections.emptyMap());
    }

    @Override
    public Map<String, String> parse(String value) {
      Map<String, String> descriptions = Lists.map(value);
      for (Map.Entry<String, String> entry : descriptions.entrySet()) {
        check(entry.getKey());
        Texts.TEXT.parse(entry.getValue());
      }
      return descriptions;
    }
  }

  private static final class ByRole extends ValueParser<Map<String, Set<String>>> {
    ByRole() {
      super("scope mapping", "a map: `role = scopes; other = scopes`", Collections.emptyMap());
    }

    @Override
    public Map<String, Set<String>> parse(String value) {
      Map<String, Set<String>> mapping = new LinkedHashMap<>();
      for (Map.Entry<String, String> entry : Lists.map(value).entrySet()) {
        mapping.put(entry.getKey(), list(entry.getValue()));
      }
      return Collections.unmodifiableMap(mapping);
    }
  }
}
