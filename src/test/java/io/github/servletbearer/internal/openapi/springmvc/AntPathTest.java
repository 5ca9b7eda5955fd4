// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.framework.UriTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of Spring, alone and together. */
class AntPathTest {

  /** The table of AntPathMatcher.combine in Spring's own documentation, and what is beside it. */
  @ParameterizedTest
  @CsvSource({
    "'', '', ''",
    "/hotels, '', /hotels",
    "'', /hotels, /hotels",
    "/hotels, /bookings, /hotels/bookings",
    "/hotels, bookings, /hotels/bookings",
    "/hotels/, /bookings, /hotels/bookings",
    "/hotels/*, /bookings, /hotels/bookings",
    "/hotels/**, /bookings, /hotels/**/bookings",
    "/hotels, {hotel}, /hotels/{hotel}",
    "/hotels/*, {hotel}, /hotels/{hotel}",
    "/hotels/**, {hotel}, /hotels/**/{hotel}",
    "/*.html, /hotels.html, /hotels.html",
    "/*.html, /hotels, /hotels.html",
    "/{a}/*, /b, /{a}/b",
    "hotels, '/', /hotels/"
  })
  void patternsAreCombinedAsSpringDoes(String first, String second, String combined) {
    assertThat(AntPath.combine(first, second)).isEqualTo(combined);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/, /a/b, true, /a/b",
        "/, '', true, /",
        "/x/*, '', true, /x/",
        "/x/*, /a, true, /x/a",
        "/x/*, a/, true, /x/a/",
        "/x/a, /x/a, true, /x/a",
        "*.do, /a, true, /a.do",
        "*.do, /a, false, -",
        "*.do, /a.do, false, /a.do",
        "*.do, /a.*, false, /a.do",
        "*.do, /a.html, true, -",
        "*.do, /, true, -",
        "*.do, /a/**, false, /a/{path}.do",
        "*.do, /a/{*rest}, false, /a/{rest}.do",
        "/, /a/**/b/**, true, /a/{path}/b/{path2}",
        "/, /a?/*.x, true, /a{any}/{any2}.x",
        "/, '/{id:[a-z]{2}}/${gone}', true, '/{id}/{gone}'",
        "/, /{open, true, /%7Bopen"
      })
  void patternsStandBelowTheMappingOfTheServlet(
      String mapping, String pattern, boolean suffixes, String path) {
    UriTemplate below = AntPath.below(UrlPattern.ofServlet(mapping), pattern, suffixes, false);

    assertThat(below == null ? null : below.path()).isEqualTo(path);
  }
}
