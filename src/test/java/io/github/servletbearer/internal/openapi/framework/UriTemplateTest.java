// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths of {@code @Path} in the form of OpenAPI. */
class UriTemplateTest {
  private static UriTemplate parse(String text) {
    return UriTemplate.of("/api").append(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "items                 | /api/items",
        "/items/               | /api/items",
        "\"\"                  | /api",
        "/                     | /api",
        "{id}                  | /api/{id}",
        "{ id : \\d+ }/x       | /api/{id}/x",
        "{a: [0-9]{2,4}}-{b}   | /api/{a}-{b}",
        "große bücher          | /api/gro%C3%9Fe%20b%C3%BCcher",
        "a%20b                 | /api/a%20b",
        "a\u007f               | /api/a%7F",
        "{id}/x/{id}           | /api/{id1}/x/{id}",
        "{open                 | /api/%7Bopen"
      })
  void leavesTheNamesOfParameters(String text, String path) {
    assertThat(parse(text).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{x: \\d+}          ; ^(\\d+)$",
        "{x: [a-z]{2}}      ; ^([a-z]{2})$",
        "{x: a|b}           ; ^(a|b)$",
        "{x: (?:a|b)\\d+}    ; ^((?:a|b)\\d+)$",
        "{x: (?!new)[a-z]+} ; ^((?!new)[a-z]+)$",
        "{x: (?i)abc}       ;",
        "{x: a++}           ;",
        "{x: \\p{L}+}       ;",
        "{x: [a-z&&[^b]]}   ;",
        "{x: [}             ;",
        "{x}                ;"
      })
  void givesAPatternThatOtherLanguagesRead(String text, String pattern) {
    assertThat(parse(text).pattern("x")).isEqualTo(pattern);
  }

  @Test
  void patternThatIsNestedTooDeepIsLeftOut() {
    String deep = "(".repeat(100_000) + "x" + ")".repeat(100_000);
    assertThat(parse("{x: " + deep + "}").pattern("x")).isNull();
  }

  @Test
  void knowsWhereSlashesMayBe() {
    assertThat(parse("{x: .*}").mayHoldSlashes("x")).isTrue();
    assertThat(parse("{x: \\d+}").mayHoldSlashes("x")).isFalse();
    assertThat(parse("{x}").mayHoldSlashes("x")).isFalse();
  }
}
