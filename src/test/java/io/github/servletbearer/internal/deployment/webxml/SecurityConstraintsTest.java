// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint;
import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint.Access;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityConstraintsTest {
  private static final UrlPattern API = UrlPattern.ofServlet("/api/*");

  private static SecurityConstraint on(
      String pattern, Access access, String source, String method) {
    List<UrlPattern> patterns = List.of(UrlPattern.ofServlet(pattern));
    return method.isEmpty()
        ? new SecurityConstraint(source, access, patterns, List.of(), true)
        : new SecurityConstraint(source, access, patterns, List.of(method), false);
  }

  private static String demands(SecurityConstraint... constraints) {
    return new SecurityConstraints(List.of(constraints), false)
        .on(API).stream()
            .map(each -> each.access() + " for " + each.methods() + " by " + each.source())
            .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED, FREE, DENIED for every method by one",
    "FREE, DENIED, DENIED for every method by two",
    "DENIED, LOGIN, DENIED for every method by one",
    "LOGIN, DENIED, DENIED for every method by two",
    "FREE, LOGIN, ''",
    "LOGIN, FREE, ''",
    "LOGIN, LOGIN, LOGIN for every method by one"
  })
  @DisplayName("13.8.1: at one pattern denied beats free, and free beats a login, in any order")
  void accessIsCombined(Access first, Access second, String demand) {
    assertThat(demands(on("/api/*", first, "one", ""), on("/api/*", second, "two", "")))
        .isEqualTo(demand);
  }

  @Test
  @DisplayName("the constraint is named that is for the pattern and the method")
  void sourceIsTheOneThatAsks() {
    assertThat(
            demands(
                on("/other/*", Access.DENIED, "another pattern", ""),
                on("/api/*", Access.DENIED, "another method", "POST"),
                on("/api/*", Access.DENIED, "the one", "GET")))
        .isEqualTo("DENIED for GET, POST by the one");
  }

  @Test
  @DisplayName("the pattern that fits best decides, also where it asks for nothing")
  void bestPatternDecides() {
    assertThat(
            demands(on("/*", Access.LOGIN, "everything", ""), on("/api/*", Access.FREE, "api", "")))
        .isEmpty();
  }
}
