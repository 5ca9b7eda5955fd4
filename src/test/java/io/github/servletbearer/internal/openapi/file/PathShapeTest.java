// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathShapeTest {
  @ParameterizedTest
  @CsvSource({
    "/orders/{id}, /orders/{number}",
    "/a b, /a%20b",
    "/größe, /gr%C3%B6%C3%9Fe",
    "/%7euser, /~user",
    "/{a}.do, /{b}.do",
    "/{a}{b}, /{x}{y}",
    "/100%, /100%25",
    "/a.do?m={x}, /a.do?m={x}"
  })
  void isOneHoweverThePathIsWritten(String one, String other) {
    assertThat(PathShape.of(one)).isEqualTo(PathShape.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "/orders/{id}, /orders/list",
    "/orders, /orders/",
    "/a%2Fb, /a/b",
    "/a%2Fb, /a%252Fb",
    "/a.do?m=x, /a.do?m=y",
    "/a.do?m=x, /a.do",
    "/{a}/b, /{a}/c",
    "/a{, /a{}"
  })
  void differsWhereThePathDoes(String one, String other) {
    assertThat(PathShape.of(one)).isNotEqualTo(PathShape.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "/orders/{id}/x, /orders/~any~/x",
    "/gr%C3%B6%C3%9Fe, /größe",
    "/a.do?method={m}, /a.do",
    "/a#new, /a",
    "/%zz, /%zz",
    "/%ff, /%ff",
    "/%e2%82, /%e2%82"
  })
  void sampleIsWhatTheContainerMatches(String path, String sample) {
    assertThat(PathShape.sample(path)).isEqualTo(sample);
  }

  @Test
  void parametersAreInTheirOrder() {
    assertThat(PathShape.parameters("/{b}/x/{a}-{c}.do")).containsExactly("b", "a", "c");
  }
}
