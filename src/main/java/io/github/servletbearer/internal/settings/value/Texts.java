// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.bytes.Words;

/** Names and texts, which mean themselves. */
public final class Texts extends ValueParser<String> {
  private static final String WORD = "one word of printable ASCII characters";

  public static final ValueParser<String> NAME = new Texts("name", WORD);
  public static final ValueParser<String> ATTRIBUTE = new Texts("attribute", WORD);
  public static final ValueParser<String> SCHEME_NAME =
      new Texts("scheme name", "one word of letters, digits, `.`, `_` and `-`");
  public static final ValueParser<String> ASCII = new Texts("ascii text", "printable ASCII text");
  public static final ValueParser<String> TEXT = new Texts("text", "text without line breaks");

  /** Looked for in the archive itself, never in the file system around it. */
  public static final ValueParser<String> FILE_IN_WAR =
      new Texts(
          "file in the war", "a path in the WAR that begins with a slash: `/WEB-INF/openapi.json`");

  /** It becomes part of SQL statements and of the names of indexes. */
  public static final ValueParser<String> TABLE_PREFIX =
      new Texts("table prefix", "up to 16 letters, digits and underscores, a letter first");

  private Texts(String name, String form) {
    super(name, form);
  }

  @Override
  public String parse(String value) {
    switch (name()) {
      case "name":
        return require(Words.isVisible(value), value);
      case "attribute":
        if (!isFree(NAME.parse(value))) {
          throw new IllegalArgumentException("That name is reserved; choose another.");
        }
        return value;
      case "scheme name":
        return require(value.matches("[A-Za-z0-9._-]+"), value);
      case "ascii text":
        return require(value.matches("[ -~]+"), value);
      case "file in the war":
        return require(value.matches("(/(?!\\.\\.?(/|$))[^/\\\\\\p{Cntrl}]+)+"), value);
      case "table prefix":
        return require(value.matches("[A-Za-z][A-Za-z0-9_]{0,15}"), value);
      default:
        if (Words.hasControl(value)) {
          throw new IllegalArgumentException("Leave out control characters and line breaks.");
        }
        return value;
    }
  }

  private String require(boolean isAllowed, String value) {
    if (!isAllowed) {
      throw new IllegalArgumentException("Write " + form().replace("`", "'") + ".");
    }
    return value;
  }

  private static boolean isFree(String attribute) {
    return !attribute.startsWith("javax.")
        && !attribute.startsWith("jakarta.")
        && !attribute.startsWith("bearer.")
        && !attribute.startsWith("io.github.servletbearer.");
  }
}
