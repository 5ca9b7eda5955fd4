// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import static org.assertj.core.api.Assertions.assertThat;

import javax.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;

/** The rules themselves are in RawPathTest. */
class StrictPathFilterTest {
  private final Fakes.Response response = new Fakes.Response();
  private boolean ran;

  /** A request for this URI. */
  public record Request(String uri) {
    public String getRequestURI() {
      return uri;
    }

    public String getMethod() {
      return "GET";
    }
  }

  private void ask(String uri) throws Exception {
    new StrictPathFilter()
        .doFilter(
            Fakes.as(HttpServletRequest.class, new Request(uri)),
            response.http(),
            (request, answer) -> ran = true);
  }

  @Test
  void pathWithOneReadingPasses() throws Exception {
    ask("/shop/api/items;jsessionid=0A1B");
    assertThat(ran).isTrue();
  }

  @Test
  void pathWithTwoReadingsIsABadRequest() throws Exception {
    ask("/shop//api/items");
    assertThat(ran).isFalse();
    assertThat(response.status).isEqualTo(400);
    assertThat(response.text())
        .startsWith("{\"detail\":\"This path can be read in two ways.")
        .doesNotContain("items");
  }
}
