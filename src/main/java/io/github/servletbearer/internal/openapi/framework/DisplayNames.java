// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes words for people out of names for programs. */
public final class DisplayNames {
  private DisplayNames() {}

  /** A servlet's name in words: {@code com.example.OrderItemsServlet} is "order items". */
  public static String of(String servletName) {
    String simple = servletName.substring(servletName.lastIndexOf('.') + 1);
    List<String> words = words(simple);
    if (words.size() > 1 && words.get(words.size() - 1).equals("servlet")) {
      words.remove(words.size() - 1);
    }
    return words.isEmpty() ? servletName : String.join(" ", words);
  }

  /** What capital letters and other characters divide; an acronym stays as it is. */
  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= name.length(); i++) {
      boolean gap = i == name.length() || !isPartOfWord(name.charAt(i));
      boolean edge = i > from && (gap || beginsWord(name, i));
      if (edge) {
        String word = name.substring(from, i);
        words.add(isAcronym(word) ? word : word.toLowerCase(Locale.ROOT));
      }
      from = gap ? i + 1 : edge ? i : from;
    }
    return words;
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  /** A capital letter behind a character of another kind, or before a small one. */
  private static boolean beginsWord(String name, int at) {
    boolean beforeSmall = at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
    return Character.isUpperCase(name.charAt(at))
        && (!Character.isUpperCase(name.charAt(at - 1)) || beforeSmall);
  }

  /** The same with a capital letter. */
  public static String title(String text) {
    int end = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
    return text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end);
  }

  /** Letters, digits and single underscores: what every generator of clients takes as a name. */
  public static String identifier(String text) {
    StringBuilder identifier = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
        identifier.append(gap && identifier.length() > 0 ? "_" : "").append(c);
        gap = false;
      } else {
        gap = true;
      }
    }
    return identifier.toString();
  }

  private static boolean isAcronym(String word) {
    return word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
  }
}
