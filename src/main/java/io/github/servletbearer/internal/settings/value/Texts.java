// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

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

  /** It becomes part of SQL statements and of the names of indexes. */
  public static final ValueParser<String> TABLE_PREFIX =
      ValueParser.of(
          "table prefix",
          "up to 16 letters, digits and underscores, a letter first",
          Texts::tablePrefix);

  private Texts() {}

  private static String name(String value) {
    if (!value.matches("[!-~]+")) {
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

  private static String tablePrefix(String value) {
    if (!value.matches("[A-Za-z][A-Za-z0-9_]{0,15}")) {
      throw new IllegalArgumentException(
          "Write up to 16 letters, digits and underscores, a letter first.");
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
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("Leave out control characters and line breaks.");
    }
    return value;
  }
}
