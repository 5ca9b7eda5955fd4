// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A path as frameworks write it (JSR 339 3.4) in the form of OpenAPI: parameters in braces by their
 * names alone, their regular expressions beside it. Immutable.
 */
public final class UriTemplate {
  /** What Java's and JavaScript's regular expressions have not in common. */
  private static final Pattern JAVA_ALONE =
      Pattern.compile("\\(\\?(?![:=!])|&&|\\[\\[|[*+?}]\\+|\\\\[^dDwWsS.\\-/\\\\\\[\\](){}*+?|^$]");

  private final String path;

  /** By the names of the parameters; empty ones for those without. */
  private final Map<String, String> expressions;

  private final boolean isBySegments;

  private UriTemplate(String path, Map<String, String> expressions, boolean isBySegments) {
    this.path = path;
    this.expressions = Collections.unmodifiableMap(expressions);
    this.isBySegments = isBySegments;
  }

  /** The folder of a mapping, as {@code /api}, or an empty text. */
  public static UriTemplate of(String folder) {
    return new UriTemplate("", Collections.emptyMap(), false).append(folder);
  }

  /** The same where expressions are matched by segments, so that only {@code .*} holds slashes. */
  public static UriTemplate ofSegments(String folder) {
    return new UriTemplate("", Collections.emptyMap(), true).append(folder);
  }

  /** This path with another one below it. */
  public UriTemplate append(@Nullable String below) {
    Map<String, String> all = new LinkedHashMap<>(expressions);
    StringBuilder text = new StringBuilder();
    String before = path;
    String added = below == null ? "" : below;
    for (int at = 0; at < added.length(); ) {
      int close = added.charAt(at) == '{' ? closing(added, at) : -1;
      if (close < 0) {
        int next = added.offsetByCodePoints(at, 1);
        encode(added.substring(at, next), text);
        at = next;
      } else {
        String[] parameter = added.substring(at + 1, close).split(":", 2);
        String name = parameter[0].trim();
        String earlier = all.get(name);
        if (earlier != null) { // methods read the last one
          String other = freeName(name, all.keySet());
          all.put(other, earlier);
          before = before.replace(inBraces(name), inBraces(other));
          text = new StringBuilder(text.toString().replace(inBraces(name), inBraces(other)));
        }
        all.put(name, parameter.length == 1 ? "" : parameter[1].trim());
        text.append(inBraces(name));
        at = close + 1;
      }
    }
    int from = text.length() > 0 && text.charAt(0) == '/' ? 1 : 0;
    int end = text.length();
    end -= end > from && text.charAt(end - 1) == '/' ? 1 : 0;
    String trimmed = text.substring(from, end);
    String whole = trimmed.isEmpty() ? before : before + "/" + trimmed;
    return new UriTemplate(whole, all, isBySegments);
  }

  /**
   * The brace that closes the one at a place, or -1: a regular expression may have pairs of its
   * own.
   */
  public static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String inBraces(String name) {
    return "{" + name + "}";
  }

  /** OpenAPI has each name once in a path (OAS 3.0.3 4.7.9.2). */
  private static String freeName(String name, Collection<String> taken) {
    int number = 1;
    while (taken.contains(name + number)) {
      number++;
    }
    return name + number;
  }

  /** Percent-encodes what cannot stand in a path (RFC 3986 3.3); what is encoded already stays. */
  private static void encode(String character, StringBuilder to) {
    char c = character.charAt(0);
    if (c > ' ' && c < 0x7f && "{}<>\"\\^`|?#".indexOf(c) < 0) {
      to.append(c);
      return;
    }
    for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
      to.append(String.format("%%%02X", b));
    }
  }

  /** This path with a slash at its end, which some frameworks tell from the one without. */
  public UriTemplate withSlash() {
    return new UriTemplate(path + "/", expressions, isBySegments);
  }

  /** The path, which begins with a slash. */
  public String path() {
    return path.isEmpty() ? "/" : path;
  }

  /** The names of the parameters, from left to right. */
  public Collection<String> names() {
    return expressions.keySet();
  }

  /** Whether a parameter may hold slashes, which OpenAPI cannot say. */
  boolean mayHoldSlashes(String name) {
    String expression = expressions.getOrDefault(name, "");
    return isBySegments
        ? expression.equals(".*")
        : expression.contains(".*") || expression.contains(".+");
  }

  /**
   * What a parameter must match, for JavaScript (OAS 3.0.3 4.7.24.1), or null where nothing is said
   * or only Java can read it.
   */
  public @Nullable String pattern(String name) {
    String expression = expressions.get(name);
    boolean saysNothing = expression == null || expression.isEmpty() || expression.equals(".*");
    if (saysNothing || JAVA_ALONE.matcher(expression).find()) {
      return null;
    }
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException | StackOverflowError e) {
      return null;
    }
    return "^(" + expression + ")$";
  }
}
