// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPathsTest {
  @ParameterizedTest
  @CsvSource({
    "/a, /a, /a, true",
    "/a, /a/*, /a/*, false",
    "/a/*, /a, /a, true",
    "/a/*, /a/b/*, /a/b/*, true",
    "/a/b/*, /a/*, /a/*, false",
    "/a/b/*, /a/*, /a/b/c/*, true",
    "*.x, *.x, *.x, true",
    "*.x, *.y, *.y, false",
    "*.x, /a/*, /a/b.x, true",
    "/a/*, *.x, *.x, false",
    "/*, /a/*, /a/*, true",
    "/*, /, /, true",
    "/*, '', '', true",
    "/, /, /, true",
    "/, /, /a/*, true",
    "/, /a/*, /a/*, false",
    "/, /*, /*, false",
    "/, '', '', false",
    "\"\", '', '', true",
    "\"\", /, /, false",
    "'/b /a/*', /a/*, /a/*, true",
    "/a%20b/*, /a b/*, /a b/*, true",
    "'/c /a%2Cb', '/a,b', '/a,b', true",
    "/100%25, /100%, /100%, true",
    "/100%, /100%, /100%, true",
  })
  void patternNamesWhatItCovers(String names, String mapping, String part, boolean named) {
    assertThat(
            OpenPaths.PARSER
                .parse(names)
                .name(UrlPattern.ofServlet(mapping), UrlPattern.ofServlet(part), false))
        .isEqualTo(named);
  }

  @Test
  void jspsAreNamedInAllTheirSpellings() {
    OpenPaths jsp = OpenPaths.PARSER.parse("*.jsp");
    UrlPattern jspx = UrlPattern.ofServlet("*.jspx");

    assertThat(jsp.name(jspx, jspx, true)).isTrue();
    assertThat(jsp.name(jspx, jspx, false)).isFalse();
    assertThat(OpenPaths.PARSER.parse("*.html").name(jspx, jspx, true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "/a*", "/*/b", "*", "*.", "*.a/b", "**", "/a/*.x", "'/'"})
  void whatIsNoPatternIsRefused(String value) {
    assertThatThrownBy(() -> OpenPaths.PARSER.parse(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write /path, /prefix/*");
  }
}
