// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class UrlPatternTest {
  /** Every path of up to three of these segments, with and without a slash at the end. */
  private static final List<String> UNIVERSE = universe("", "a", "b", "a.x", "a.y", "x");

  private static List<String> universe(String... segments) {
    List<String> paths = new ArrayList<>(List.of(""));
    for (int depth = 0, from = 0; depth < 4; depth++) {
      int to = paths.size();
      for (int i = from; i < to; i++) {
        for (String segment : segments) {
          if (!segment.isEmpty() || depth < 3) {
            paths.add(paths.get(i) + "/" + segment);
          }
        }
      }
      from = to;
    }
    paths.remove(0);
    return paths;
  }

  /** Patterns of every kind, and all their common parts. */
  private static List<UrlPattern> patterns() {
    Map<String, UrlPattern> patterns = new LinkedHashMap<>();
    for (String text :
        List.of(
            "/", "", "/*", "/a", "/a/*", "/a/b", "/a/b/*", "/b/*", "/a.x", "/a.x/*", "/a/a.x",
            "*.x", "*.y", "/a/", "/a/*.x", "/*.x", "/x/*")) {
      UrlPattern servlet = UrlPattern.ofServlet(text);
      UrlPattern filter = UrlPattern.ofFilter(text);
      patterns.put("servlet " + text, servlet);
      patterns.put("filter " + text, filter);
    }
    for (UrlPattern one : new ArrayList<>(patterns.values())) {
      for (UrlPattern other : new ArrayList<>(patterns.values())) {
        UrlPattern common = one.intersect(other);
        if (common != null) {
          patterns.put(common.text() + common.isExact() + common.isDefault(), common);
        }
      }
    }
    return new ArrayList<>(patterns.values());
  }

  private static boolean exists(UrlPattern in, UrlPattern notIn) {
    return UNIVERSE.stream().anyMatch(path -> in.matches(path) && !notIn.matches(path));
  }

  @Test
  @DisplayName("PD-2: a covers b exactly if no path belongs to b and not to a")
  void coversIsInclusion() {
    List<UrlPattern> patterns = patterns();
    assertThat(patterns).hasSizeGreaterThan(35);
    for (UrlPattern a : patterns) {
      for (UrlPattern b : patterns) {
        // The literal path /a/*.x is in no universe of ours, but it is a path.
        boolean inclusion = !exists(b, a) && !(b.isExact() && !a.matches(b.base()));
        assertThat(a.covers(b)).as("%s covers %s", a, b).isEqualTo(inclusion);
      }
    }
  }

  @Test
  @DisplayName("PD-2: the common part of two has exactly the paths that belong to both")
  void intersectIsIntersection() {
    List<UrlPattern> patterns = patterns();
    for (UrlPattern a : patterns) {
      for (UrlPattern b : patterns) {
        UrlPattern common = a.intersect(b);
        for (String path : UNIVERSE) {
          boolean inBoth = a.matches(path) && b.matches(path);
          assertThat(common != null && common.matches(path))
              .as("%s in %s and %s", path, a, b)
              .isEqualTo(inBoth);
        }
      }
    }
  }

  @Test
  @DisplayName("PD-2: patterns that are equal have the same paths, and only one order")
  void equalPatternsHaveTheSamePaths() {
    List<UrlPattern> patterns = patterns();
    for (UrlPattern a : patterns) {
      for (UrlPattern b : patterns) {
        assertThat(a.compareTo(b) == 0).as("%s and %s", a, b).isEqualTo(a.equals(b));
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        if (a.equals(b)) {
          assertThat(a.hashCode()).isEqualTo(b.hashCode());
          assertThat(a.covers(b) && b.covers(a)).as("%s and %s", a, b).isTrue();
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} {1} on {2}: {3}")
  @CsvFileSource(resources = "url-pattern.tsv", delimiter = '\t', emptyValue = "")
  @DisplayName("PD-1: kinds of pattern as Servlet 3.0 12.2 and Tomcat's filters read them")
  void matches(String kind, String pattern, String path, boolean expected) {
    UrlPattern parsed =
        kind.equals("servlet") ? UrlPattern.ofServlet(pattern) : UrlPattern.ofFilter(pattern);
    assertThat(parsed.matches(path)).isEqualTo(expected);
  }

  @Test
  void patternKnowsItsKind() {
    assertThat(UrlPattern.ofServlet("/").isDefault()).isTrue();
    assertThat(UrlPattern.ofFilter("/").isDefault()).isFalse();
    assertThat(UrlPattern.ofFilter("/").isExact()).isTrue();
    assertThat(UrlPattern.ofServlet("").isExact()).isTrue();
    assertThat(UrlPattern.ofServlet("").text()).isEmpty();
    assertThat(UrlPattern.ofServlet("*.x").extension()).isEqualTo("x");
    assertThat(UrlPattern.ofServlet("/a/b/*").base()).isEqualTo("/a/b");
    assertThat(UrlPattern.ofServlet("/*")).isSameAs(UrlPattern.ALL);
    assertThat(UrlPattern.ofFilter("*").covers(UrlPattern.ALL)).isTrue();
    assertThat(UrlPattern.ofFilter("*")).isNotEqualTo(UrlPattern.ALL);
    assertThat(UrlPattern.ofFilter("/a/*").intersect(UrlPattern.ofFilter("*.x")))
        .hasToString("/a/*.x");
  }
}
