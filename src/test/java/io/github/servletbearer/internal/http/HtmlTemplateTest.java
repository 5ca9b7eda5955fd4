// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTemplateTest {
  private static final HtmlTemplate TEMPLATE =
      HtmlTemplate.read(HtmlTemplateTest.class, "template.html");

  @Test
  void twoBracesEscapeAndThreeDoNot() {
    assertThat(TEMPLATE.with("text", "<i a='\"'>&").with("html", "<b>x</b>").html())
        .isEqualTo("<p title=\"&lt;i a=&#39;&quot;&#39;&gt;&amp;\"><b>x</b></p>\n");
  }

  @Test
  void valuesAreNoTemplates() {
    assertThat(TEMPLATE.with("text", "{{html}}").with("html", "{{text}}").html())
        .isEqualTo("<p title=\"{{html}}\">{{text}}</p>\n");
  }

  @Test
  void placeWithoutValueIsAnError() {
    assertThatThrownBy(() -> TEMPLATE.with("text", "x").html())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("html");
  }
}
