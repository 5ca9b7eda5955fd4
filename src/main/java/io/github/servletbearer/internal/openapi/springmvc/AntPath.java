// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.classfile.BoundedMatcher;
import io.github.servletbearer.internal.openapi.framework.SpringFiles;
import io.github.servletbearer.internal.openapi.framework.UriTemplate;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of paths (AntPathMatcher, and PatternsRequestCondition in 5.2.25), and where they stand
 * below the mapping of a servlet (UrlPathHelper.getLookupPathForRequest).
 */
final class AntPath {
  /** Of looks at characters of one path. */
  private static final long MAX_LOOKS = 10_000;

  private AntPath() {}

  /** The pattern of a method below the pattern of its class (AntPathMatcher.combine). */
  static String combine(String first, String second) {
    String below = second.isEmpty() || second.startsWith("/") ? second : "/" + second;
    String above = first.isEmpty() || first.startsWith("/") ? first : "/" + first;
    if (above.isEmpty() || below.isEmpty()) {
      return above + below;
    }
    boolean hasVariables = above.indexOf('{') >= 0;
    boolean mayMatch = !hasVariables && (above.indexOf('*') >= 0 || above.indexOf('?') >= 0);
    if (mayMatch && !above.equals(below) && matches(above, below)) {
      return below;
    }
    if (above.endsWith("/*")) {
      return above.substring(0, above.length() - 2) + below;
    }
    int extension = above.indexOf("*.");
    if (hasVariables || extension < 0 || above.endsWith("/**")) {
      return above.endsWith("/") ? above + below.substring(1) : above + below;
    }
    int dot = below.indexOf('.');
    String file = dot < 0 ? below : below.substring(0, dot);
    String ofClass = above.substring(extension + 1);
    return file + (ofClass.equals(".*") && dot >= 0 ? below.substring(dot) : ofClass);
  }

  private static boolean matches(String pattern, String path) {
    Predicate<String> filter =
        new BoundedMatcher(MAX_LOOKS).compile(SpringFiles.expression(pattern));
    return filter != null && filter.test(path);
  }

  /**
   * Where a pattern stands behind a mapping of the servlet, or null where requests for it do not
   * reach the servlet.
   *
   * @param matchesSuffixes whether a pattern without an extension matches with any
   * @param usesFullPath whether patterns begin at the context root in any case
   */
  static @Nullable UriTemplate below(
      UrlPattern mapping, String pattern, boolean matchesSuffixes, boolean usesFullPath) {
    String own = pattern.startsWith("/") ? pattern : "/" + pattern;
    String extension = mapping.extension();
    if (extension != null) {
      String path = withExtension(own, "." + extension, matchesSuffixes);
      return path == null ? null : template("", path);
    }
    boolean fromRoot = usesFullPath || mapping.isExact();
    return template(fromRoot ? "" : mapping.base(), own);
  }

  private static @Nullable String withExtension(
      String pattern, String extension, boolean matchesSuffixes) {
    if (pattern.endsWith(extension)) {
      return pattern;
    }
    if (pattern.endsWith(".*")) {
      return pattern.substring(0, pattern.length() - 2) + extension;
    }
    boolean any = pattern.endsWith("*") || pattern.matches(".*\\{\\*[^{}/]*\\}");
    boolean suffix = matchesSuffixes && pattern.indexOf('.') < 0 && !pattern.endsWith("/");
    return any || suffix ? pattern + extension : null;
  }

  private static UriTemplate template(String base, String pattern) {
    StringBuilder text = new StringBuilder();
    Set<String> names = new HashSet<>(UriTemplate.of(pattern).names());
    for (int at = 0; at < pattern.length(); ) {
      int close = pattern.charAt(at) == '{' ? UriTemplate.closing(pattern, at) : -1;
      if (close > 0) {
        String variable = pattern.substring(at + 1, close);
        text.append('{');
        text.append(
            variable.startsWith("*")
                ? variable.substring(1) + ":.*"
                : variable.replaceFirst(":\\s*\\.\\*\\s*$", ""));
        text.append('}');
        at = close + 1;
      } else if (pattern.startsWith("${", at) && UriTemplate.closing(pattern, at + 1) > 0) {
        at++; // a placeholder whose value is unknown is shown as a parameter
      } else if (pattern.startsWith("**", at)) {
        text.append('{').append(free("path", names)).append(":.*}");
        at += 2;
      } else if (pattern.charAt(at) == '*' || pattern.charAt(at) == '?') {
        text.append('{').append(free("any", names)).append('}');
        at++;
      } else {
        text.append(pattern.charAt(at));
        at++;
      }
    }
    UriTemplate template = UriTemplate.ofSegments(base).append(text.toString());
    return pattern.endsWith("/") ? template.withSlash() : template;
  }

  private static String free(String name, Set<String> names) {
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + i;
    }
    return free;
  }
}
