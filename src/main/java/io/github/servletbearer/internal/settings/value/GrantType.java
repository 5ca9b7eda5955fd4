// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ways to get a token at our token endpoint (RFC 6749 1.3, 1.5). */
public enum GrantType {
  /** User name and password (RFC 6749 4.3). */
  PASSWORD("password"),
  /** A refresh token (RFC 6749 6). */
  REFRESH_TOKEN("refresh_token"),
  /** A client for itself (RFC 6749 4.4). */
  CLIENT_CREDENTIALS("client_credentials");

  /** A list of them. */
  public static final ValueParser<Set<GrantType>> LIST =
      ValueParser.of("grants", "a list of " + words("`"), GrantType::list);

  private final String word;

  GrantType(String word) {
    this.word = word;
  }

  /** The value of {@code grant_type}. */
  public String word() {
    return word;
  }

  /** The type that a word names, or null. */
  public static @Nullable GrantType byWord(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst().orElse(null);
  }

  private static Set<GrantType> list(String value) {
    Set<GrantType> types = EnumSet.noneOf(GrantType.class);
    for (String each : Lists.words(value)) {
      GrantType type = byWord(each);
      if (type == null) {
        throw new IllegalArgumentException("\"" + each + "\" is none of " + words("") + ".");
      }
      types.add(type);
    }
    return Collections.unmodifiableSet(types);
  }

  private static String words(String quote) {
    return Arrays.stream(values())
        .map(type -> quote + type.word + quote)
        .collect(Collectors.joining(", "));
  }
}
