// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedMatcherTest {
  private static final String LONG = "a".repeat(40);

  @ParameterizedTest
  @DisplayName("an expression that would take years matches nothing, nor does one after it")
  @ValueSource(strings = {"[^/]*a[^/]*a[^/]*a[^/]*a[^/]*a[^/]*a[^/]*b", ".*.*.*.*.*.*.*.*b"})
  void endlessMatchingEnds(String endless) {
    BoundedMatcher matcher = new BoundedMatcher(1_000_000);
    Predicate<String> plain = matcher.compile("a+");
    assertThat(plain.test(LONG)).isTrue();
    assertThat(matcher.compile(endless).test(LONG)).isFalse();
    assertThat(plain.test(LONG)).isFalse();
  }

  @Test
  @DisplayName("what is no regular expression is none, however deep it is")
  void brokenExpressionsAreNone() {
    BoundedMatcher matcher = new BoundedMatcher(1_000_000);
    assertThat(matcher.compile("(a")).isNull();
    assertThat(matcher.compile("(".repeat(100_000))).isNull();
    Predicate<String> deep = matcher.compile("(a|b)*");
    assertThat(deep.test("ab".repeat(100_000))).isFalse();
    assertThat(deep.test("ab")).isTrue();
  }
}
