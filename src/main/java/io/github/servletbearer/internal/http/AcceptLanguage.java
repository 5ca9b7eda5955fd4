// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The languages that a request prefers (RFC 9110 12.5.4). Not taken from {@code getLocales}:
 * without the header that names the server's own language, and containers differ in {@code q=0}, in
 * {@code *} and in what they do with a malformed header. Immutable.
 */
public final class AcceptLanguage {
  /** More than a person sets; what follows is not read. */
  private static final int MOST_RANGES = 32;

  /** The longest tag that RFC 5646 4.4.1 wants to be supported. */
  private static final int MOST_CHARACTERS = 35;

  private static final int FULL_WEIGHT = 1_000;
  private static final int INVALID = -1;

  private final List<Range> ranges = new ArrayList<>();

  private AcceptLanguage() {}

  /** One language range and its weight, in thousandths. */
  private static final class Range {
    private final String tag;
    private final int weight;

    private Range(String tag, int weight) {
      this.tag = tag;
      this.weight = weight;
    }
  }

  /** The preferences of a request; several header lines are one list (RFC 9110 5.3). */
  public static AcceptLanguage of(HttpServletRequest request) {
    AcceptLanguage preferences = new AcceptLanguage();
    Enumeration<String> lines = request.getHeaders("Accept-Language");
    int seen = 0;
    while (lines != null && lines.hasMoreElements() && seen < MOST_RANGES) {
      seen = preferences.read(lines.nextElement(), seen);
    }
    return preferences;
  }

  private int read(String line, int before) {
    int seen = before;
    int start = 0;
    while (start <= line.length() && seen < MOST_RANGES) {
      int comma = line.indexOf(',', start);
      int end = comma < 0 ? line.length() : comma;
      add(line.substring(start, end));
      start = end + 1;
      seen++;
    }
    return seen;
  }

  /** Adds a range; a malformed one is skipped. */
  private void add(String element) {
    int semicolon = element.indexOf(';');
    String tag = trim(semicolon < 0 ? element : element.substring(0, semicolon));
    int weight = semicolon < 0 ? FULL_WEIGHT : weight(trim(element.substring(semicolon + 1)));
    if (weight != INVALID && isRange(tag)) {
      ranges.add(new Range(current(tag.toLowerCase(Locale.ROOT)), weight));
    }
  }

  /** Java sends the withdrawn code of Indonesian up to version 16 (RFC 5646 4.5). */
  private static String current(String tag) {
    return tag.equals("in") || tag.startsWith("in-") ? "id" + tag.substring(2) : tag;
  }

  private static boolean isRange(String tag) {
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      boolean valid =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || "-*".indexOf(c) >= 0;
      if (!valid) {
        return false;
      }
    }
    return !tag.isEmpty() && tag.length() <= MOST_CHARACTERS;
  }

  /** The weight of {@code q=0.5}, in thousandths (RFC 9110 12.4.2). */
  private static int weight(String parameter) {
    boolean named = parameter.startsWith("q=") || parameter.startsWith("Q=");
    String value = named ? parameter.substring(2) : "";
    boolean valid =
        !value.isEmpty()
            && value.length() <= 5
            && (value.charAt(0) == '0' || value.charAt(0) == '1')
            && (value.length() == 1 || value.charAt(1) == '.');
    if (!valid) {
      return INVALID;
    }
    int weight = value.charAt(0) - '0';
    for (int i = 2; i < 5; i++) {
      char digit = i < value.length() ? value.charAt(i) : '0';
      if (digit < '0' || digit > '9') {
        return INVALID;
      }
      weight = weight * 10 + digit - '0';
    }
    return weight <= FULL_WEIGHT ? weight : INVALID;
  }

  /** Without blanks and tabs at both ends, the optional whitespace of RFC 9110 5.6.3. */
  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /**
   * The language to answer in, by lookup (RFC 4647 3.4): the range of the highest weight that, in
   * full or without its last subtags, is on offer. {@code *} stands for the first one that is not
   * refused by {@code q=0}, after all named ranges.
   *
   * @param offered in lower case, the default first
   */
  public String choose(List<String> offered) {
    List<String> acceptable = new ArrayList<>(offered);
    acceptable.removeIf(language -> weightOf(language) == 0);
    String best = null;
    int bestWeight = 0;
    for (Range range : ranges) {
      String found = range.weight > bestWeight ? lookup(range.tag, acceptable) : null;
      if (found != null) {
        best = found;
        bestWeight = range.weight;
      }
    }
    boolean any = weightOf("*") > 0 && !acceptable.isEmpty();
    return best != null ? best : any ? acceptable.get(0) : offered.get(0);
  }

  /** The weight of exactly this range, or {@link #INVALID} where it is not named. */
  private int weightOf(String tag) {
    for (Range range : ranges) {
      if (range.tag.equals(tag)) {
        return range.weight;
      }
    }
    return INVALID;
  }

  private static @Nullable String lookup(String range, List<String> offered) {
    for (String tag = range; !tag.isEmpty(); tag = shorter(tag)) {
      if (offered.contains(tag)) {
        return tag;
      }
    }
    return null;
  }

  /** Without its last subtag; a single letter begins a sequence and goes with it. */
  private static String shorter(String tag) {
    int end = tag.lastIndexOf('-');
    boolean single = end >= 2 && tag.charAt(end - 2) == '-';
    return end < 0 ? "" : tag.substring(0, single ? end - 2 : end);
  }
}
