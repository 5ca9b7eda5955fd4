// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.bytes.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of words, and the parts of longer values. */
public final class Lists extends ValueParser<Set<String>> {
  /** Without duplicates, in their order. */
  public static final ValueParser<Set<String>> LIST =
      new Lists("list", "a list, separated by commas or blanks", Collections.emptySet());

  public static final ValueParser<Set<String>> HEADERS =
      new Lists("headers", "a list of names of headers", null);

  /** Those that a page may set: a page that may not send its token can do nothing. */
  public static final ValueParser<Set<String>> REQUEST_HEADERS =
      new Lists("request headers", "a list of names of headers, `Authorization` among them", null);

  private Lists(String name, String form, @Nullable Set<String> empty) {
    super(name, form, empty);
  }

  @Override
  public Set<String> parse(String value) {
    switch (name()) {
      case "headers":
        return headers(value);
      case "request headers":
        return requestHeaders(value);
      default:
        return words(value);
    }
  }

  private static Set<String> headers(String value) {
    Set<String> names = words(value);
    for (String name : names) {
      if (!Words.isHttpToken(name)) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is no name of a header; write names such as X-Request-Id.");
      }
    }
    return names;
  }

  private static Set<String> requestHeaders(String value) {
    Set<String> names = headers(value);
    for (String name : names) {
      if (name.equalsIgnoreCase("Authorization")) {
        return names;
      }
    }
    throw new IllegalArgumentException(
        "Add Authorization; without it no page of another origin can send a token.");
  }

  /** Words between commas and blanks, one at least; duplicates count once. */
  static Set<String> words(String value) {
    Set<String> words = new LinkedHashSet<>(Arrays.asList(value.trim().split("[,\\s]+", -1)));
    if (words.remove("") || words.isEmpty()) {
      throw new IllegalArgumentException("Write words with one comma or blanks between them.");
    }
    return Collections.unmodifiableSet(words);
  }

  /** What stands between semicolons, one part at least; a semicolon at the end adds none. */
  static List<String> parts(String value) {
    List<String> parts = new ArrayList<>();
    for (String part : value.split(";", -1)) {
      if (!part.trim().isEmpty()) {
        parts.add(part.trim());
      }
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("Write at least one entry.");
    }
    return parts;
  }

  /** Texts by name: {@code name = value; other = value}. */
  static Map<String, String> map(String value) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String part : parts(value)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? "" : part.substring(0, equals).trim();
      if (key.isEmpty() || key.matches(".*\\s.*")) {
        throw new IllegalArgumentException("Write \"name = value; other = value\".");
      }
      if (map.put(key, part.substring(equals + 1).trim()) != null) {
        throw new IllegalArgumentException("\"" + key + "\" is given twice; leave one.");
      }
    }
    return Collections.unmodifiableMap(map);
  }
}
