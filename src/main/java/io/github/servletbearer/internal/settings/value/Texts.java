// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.bytes.Words;

/** Names and texts. */
public final class Texts {
  public static final ValueParser<String> NAME =
      ValueParser.of("name", "one word of printable ASCII characters", Texts::name);

  public static final ValueParser<String> ATTRIBUTE =
      ValueParser.of("attribute", "one word of printable ASCII characters", Texts::attribute);

  public static final ValueParser<String> SCHEME_NAME =
      ValueParser.of(
          "scheme name", "one word of letters, digits, `.`, `_` and `-`", Texts::schemeName);

  public static final ValueParser<String> ASCII =
      ValueParser.of("ascii text", "printable ASCII text", Texts::ascii);

  public static final ValueParser<String> TEXT =
      ValueParser.of("text", "text without line breaks", Texts::text);

  private Texts() {}

  private static String name(String value) {
    if (!Words.isVisible(value)) {
      throw new IllegalArgumentException("Write one word of printable ASCII characters.");
    }
    return value;
  }

  private static String attribute(String value) {
    String name = name(value);
    boolean reserved =
        name.startsWith("javax.")
            || name.startsWith("jakarta.")
            || name.startsWith("bearer.")
            || name.startsWith("io.github.servletbearer.");
    if (reserved) {
      throw new IllegalArgumentException("That name is reserved; choose another.");
    }
    return name;
  }

  private static String schemeName(String value) {
    if (!value.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("Write one word of letters, digits, '.', '_' and '-'.");
    }
    return value;
  }

  private static String ascii(String value) {
    if (!value.matches("[ -~]+")) {
      throw new IllegalArgumentException("Write printable ASCII characters only.");
    }
    return value;
  }

  static String text(String value) {
    if (Words.hasControl(value)) {
      throw new IllegalArgumentException("Leave out control characters and line breaks.");
    }
    return value;
  }
}
