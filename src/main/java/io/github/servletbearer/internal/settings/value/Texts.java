// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.bytes.Words;
import java.util.function.Function;
import java.util.function.Predicate;

/** Names and texts. */
public final class Texts {
  public static final ValueParser<String> NAME =
      ValueParser.of(
          "name",
          "one word of printable ASCII characters",
          where(Words::isVisible, "Write one word of printable ASCII characters."));
  public static final ValueParser<String> ATTRIBUTE =
      ValueParser.of(
          "attribute",
          "one word of printable ASCII characters",
          value ->
              where(Texts::isFree, "That name is reserved; choose another.")
                  .apply(NAME.parse(value)));
  public static final ValueParser<String> SCHEME_NAME =
      ValueParser.of(
          "scheme name",
          "one word of letters, digits, `.`, `_` and `-`",
          where(
              value -> value.matches("[A-Za-z0-9._-]+"),
              "Write one word of letters, digits, '.', '_' and '-'."));
  public static final ValueParser<String> ASCII =
      ValueParser.of(
          "ascii text",
          "printable ASCII text",
          where(value -> value.matches("[ -~]+"), "Write printable ASCII characters only."));
  public static final ValueParser<String> TEXT =
      ValueParser.of(
          "text",
          "text without line breaks",
          where(
              value -> !Words.hasControl(value), "Leave out control characters and line breaks."));

  /** Looked for in the archive itself, never in the file system around it. */
  public static final ValueParser<String> FILE_IN_WAR =
      ValueParser.of(
          "file in the war",
          "a path in the WAR: `/WEB-INF/openapi.json`",
          where(
              value -> value.matches("(/(?!\\.\\.?(/|$))[^/\\\\\\p{Cntrl}]+)+"),
              "Write a path in the WAR that begins with a slash, such as /WEB-INF/openapi.json."));

  /** It becomes part of SQL statements and of the names of indexes. */
  public static final ValueParser<String> TABLE_PREFIX =
      ValueParser.of(
          "table prefix",
          "up to 16 letters, digits and underscores, a letter first",
          where(
              value -> value.matches("[A-Za-z][A-Za-z0-9_]{0,15}"),
              "Write up to 16 letters, digits and underscores, a letter first."));

  private Texts() {}

  /** The value as it is, where the rule allows it. */
  static Function<String, String> where(Predicate<String> rule, String cure) {
    return value -> {
      if (!rule.test(value)) {
        throw new IllegalArgumentException(cure);
      }
      return value;
    };
  }

  private static boolean isFree(String attribute) {
    return !attribute.startsWith("javax.")
        && !attribute.startsWith("jakarta.")
        && !attribute.startsWith("bearer.")
        && !attribute.startsWith("io.github.servletbearer.");
  }
}
