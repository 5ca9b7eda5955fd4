// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The totals of the inventory. */
@Tag(name = "Reports", description = "For administrators")
public final class ReportServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  @Override
  @Operation(
      summary = "Totals of the inventory",
      description = "The number of items and of pieces, and what they are worth together.")
  @ApiResponse(responseCode = "200", description = "The totals")
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<Item> items = inventory().list();
    long pieces = 0;
    BigDecimal value = BigDecimal.ZERO;
    for (Item item : items) {
      pieces += item.getQuantity();
      value = value.add(item.getPrice().multiply(BigDecimal.valueOf(item.getQuantity())));
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("items", items.size());
    report.put("pieces", pieces);
    report.put("value", value);
    answer(response, report);
  }
}
