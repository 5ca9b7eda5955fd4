// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Another way to write the path of a resource, which some part of a server may read as the plain
 * one, and another part not. Immutable.
 */
final class Spelling {
  /** Writes a request target from an encoded context path and an encoded path below it. */
  private interface Form {
    @Nullable String write(String context, String path);
  }

  /** What may pass for the slash behind the context path. */
  private static final String[] SLASHES = {
    "//",
    "///",
    "/./",
    "/%2e/",
    "/nowhere/../",
    "/nowhere/%2e%2e/",
    "/nowhere/..;/",
    "/nowhere/..%2f",
    "/nowhere/..%5c",
    "/nowhere/%252e%252e/",
    "/;/",
    "/;a=b/",
    ";a/",
    "/.;/",
    "%2f",
    "/%2f",
    "%252f",
    "\\",
    "/\\",
    "%5c",
    "/%5c",
    "%c0%af",
    "%e0%80%af",
    "/%c0%ae/",
    "%u002f",
    "/%00/",
    "/%09/"
  };

  /** What may pass for a slash between the last two segments. */
  private static final String[] INNER_SLASHES = {
    "//", "/./", "/nowhere/../", "/nowhere/..;/", ";a/", "/;a/", "%2f", "%5c", "\\"
  };

  /** What may be added to a path. */
  private static final String[] ENDS = {
    "/",
    "//",
    "/.",
    "/nowhere/..",
    ";",
    ";a=b",
    ";jsessionid=0",
    "%3b",
    "%2f",
    "%5c",
    ".",
    "%2e",
    "%20",
    "%00",
    "%23",
    "::$DATA"
  };

  /** Those that are sent also with the method that no servlet implements. */
  private static final Set<String> FIRST =
      new HashSet<>(
          Arrays.asList(
              "//",
              "/./",
              "/nowhere/../",
              "/nowhere/%2e%2e/",
              "/nowhere/..;/",
              "/;a=b/",
              "%2f",
              "%5c",
              "%c0%af",
              "/",
              ";a=b",
              "%61"));

  private static final List<Spelling> ALL = all();

  private final boolean first;
  private final Form form;

  private Spelling(boolean first, Form form) {
    this.first = first;
    this.form = form;
  }

  static List<Spelling> list() {
    return ALL;
  }

  private static List<Spelling> all() {
    List<Spelling> all = new ArrayList<>();
    for (String slash : SLASHES) {
      add(all, slash, (context, path) -> context + slash + path.substring(1));
    }
    for (String end : ENDS) {
      add(all, end, (context, path) -> context + path + end);
    }
    add(all, "%61", (context, path) -> context + "/" + letter(path, "%"));
    add(all, "", (context, path) -> context + "/" + letter(path, "%") + ";jsessionid=0");
    add(all, "", (context, path) -> context + "/" + letter(path, "%25"));
    add(all, "", (context, path) -> context + letters(path));
    add(all, "", (context, path) -> context + path.toUpperCase(Locale.ROOT));
    add(all, "", (context, path) -> context + path.replace(".", "%2e"));
    for (String slash : INNER_SLASHES) {
      add(all, "", (context, path) -> inner(context, path, slash));
    }
    add(all, "", below("//"));
    add(all, "", below("/./"));
    add(all, "", below("/nowhere/../"));
    add(all, "", below("/nowhere/..;/"));
    add(all, "", (context, path) -> context.isEmpty() ? null : "/" + letter(context, "%") + path);
    return Collections.unmodifiableList(all);
  }

  private static void add(List<Spelling> all, String name, Form form) {
    all.add(new Spelling(FIRST.contains(name), form));
  }

  /** In place of the slash before the context path. */
  private static Form below(String slash) {
    return (context, path) -> context.isEmpty() ? null : slash + context.substring(1) + path;
  }

  private static @Nullable String inner(String context, String path, String slash) {
    int last = path.lastIndexOf('/', path.length() - 2);
    return last <= 0 ? null : context + path.substring(0, last) + slash + path.substring(last + 1);
  }

  /** The first character behind the slash in its code, behind a percent sign of some form. */
  private static String letter(String path, String percent) {
    return path.length() < 2 || path.charAt(1) == '%'
        ? path.substring(1)
        : percent + Integer.toHexString(path.charAt(1)) + path.substring(2);
  }

  /** Every letter in its code. */
  private static String letters(String path) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean code = i > 1 && path.charAt(i - 2) == '%' || i > 0 && path.charAt(i - 1) == '%';
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      encoded.append(letter && !code ? "%" + Integer.toHexString(c) : String.valueOf(c));
    }
    return encoded.toString();
  }

  /** Whether it is sent also with the method that no servlet implements. */
  boolean isFirst() {
    return first;
  }

  /**
   * The request target, which begins with a slash, or null where the path has no such spelling.
   *
   * @param context the context path, encoded
   * @param path encoded, below it
   */
  @Nullable String write(String context, String path) {
    String target = form.write(context, path);
    boolean other = target != null && target.startsWith("/") && !target.equals(context + path);
    return other ? target : null;
  }
}
