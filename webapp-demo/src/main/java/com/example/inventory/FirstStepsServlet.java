// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers with the token of the request. */
@Tag(name = "First steps", description = "What a filter lets through, shown by the token")
public final class FirstStepsServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  @Override
  @Operation(
      summary = "The token of the request",
      description = "Shows what the filter has stored in the request; null without a token.")
  @ApiResponse(responseCode = "200", description = "The token")
  @ApiResponse(responseCode = "400", description = "The request has more than one token")
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String token = (String) request.getAttribute("token");
    answer(response, HttpServletResponse.SC_OK, "{\"token\": " + toJson(token) + "}");
  }
}
