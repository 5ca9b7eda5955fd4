// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayNamesTest {
  @ParameterizedTest
  @CsvSource({
    "items, items",
    "first-steps-items, first steps items",
    "OrderItemsServlet, order items",
    "com.example.PDFReportServlet, PDF report",
    "Servlet, servlet",
    "numberwriter, numberwriter",
    "async0, async0",
    "orders_v2, orders v2",
    "getHTTPStatusOfV2Item, get HTTP status of V2 item",
    "--orders--list--, orders list",
    "größeÄndern, größe ändern",
    "日本Servlet, 日本",
    "𝐀𝐁Report, 𝐀𝐁 report",
    "-, -"
  })
  void servletNamesBecomeWords(String name, String words) {
    assertThat(DisplayNames.of(name)).isEqualTo(words);
  }

  @Test
  void identifiersHoldLettersAndDigitsOnly() {
    assertThat(DisplayNames.identifier("/a b/{id}.do")).isEqualTo("a_b_id_do");
    assertThat(DisplayNames.identifier("/")).isEmpty();
    assertThat(DisplayNames.identifier("--Größe__2 𝐀")).isEqualTo("Gr_e_2");
  }
}
