// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an application leaves open on purpose, by url-patterns. Immutable. */
public final class OpenPaths {
  /** How to write the servlet mapping that is empty: the context root alone. */
  public static final String ROOT = "\"\"";

  /** Nothing may be open. */
  public static final OpenPaths NONE = new OpenPaths(new ArrayList<>());

  public static final ValueParser<OpenPaths> PARSER =
      new Parser(
          "url patterns", "a list of url-patterns: `/path`, `/prefix/*`, `*.ext`, `/` or `/*`");

  private static final String JSP = "jsp";
  private static final String EVERYTHING = "/*";

  private final List<UrlPattern> patterns;

  private OpenPaths(List<UrlPattern> patterns) {
    this.patterns = patterns;
  }

  private static OpenPaths read(String value) {
    Set<UrlPattern> patterns = new LinkedHashSet<>();
    for (String text : Lists.words(value)) {
      if (!isPattern(text)) {
        throw new IllegalArgumentException(
            "\"" + text + "\": write /path, /prefix/*, *.ext, / for files, or /* for everything.");
      }
      patterns.add(UrlPattern.ofServlet(text.equals(ROOT) ? "" : UrlPattern.decoded(text)));
    }
    return new OpenPaths(new ArrayList<>(patterns));
  }

  /** Whether a text is a url-pattern that a servlet could be mapped to (Servlet 3.0 12.2). */
  public static boolean isPattern(String text) {
    int star = text.indexOf('*');
    boolean path = text.startsWith("/") && (star < 0 || star == text.length() - 1);
    boolean prefix = star < 0 || text.endsWith("/*");
    boolean extension = text.matches("\\*\\.[^/*]+");
    return path && prefix || extension || text.equals(ROOT);
  }

  /** Whether {@code /*} is among them, so that nothing open can stop the deployment. */
  public boolean nameEverything() {
    return patterns.stream().anyMatch(pattern -> pattern.text().equals(EVERYTHING));
  }

  /** The pattern as one word of the list. */
  public static String word(String pattern) {
    return pattern.replace("%", "%25").replace(" ", "%20").replace(",", "%2C");
  }

  /**
   * Whether some pattern names all these paths, whatever serves them: {@code /} names none, and
   * {@code /*}, which lists a front controller's own content as well, none in particular.
   */
  public boolean nameByPath(UrlPattern part) {
    for (UrlPattern pattern : patterns) {
      if (!pattern.isDefault() && !pattern.text().equals(EVERYTHING) && pattern.covers(part)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether an open part of a mapping is named: some pattern covers it. {@code /} is what the
   * default servlet serves, and nothing else.
   *
   * @param jsp whether the mapping is the container's own for JSPs: {@code *.jsp} then names every
   *     extension of theirs, which differ from container to container
   */
  public boolean name(UrlPattern mapping, UrlPattern part, boolean jsp) {
    for (UrlPattern pattern : patterns) {
      boolean named = pattern.isDefault() ? mapping.isDefault() : pattern.covers(part);
      if (named || jsp && JSP.equals(pattern.extension()) && part.extension() != null) {
        return true;
      }
    }
    return false;
  }

  private static final class Parser extends ValueParser<OpenPaths> {
    Parser(String name, String form) {
      super(name, form);
    }

    @Override
    public OpenPaths parse(String value) {
      return read(value);
    }
  }
}
