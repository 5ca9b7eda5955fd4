// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Says that the application is up; open to everybody, for load balancers. */
@Tag(name = "Health", description = "Is the application up")
public final class HealthServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  @Override
  @Operation(summary = "Health of the application", description = "Needs no token.")
  @ApiResponse(responseCode = "200", description = "The application is up")
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response, HttpServletResponse.SC_OK, "{\"status\": \"UP\"}");
  }
}
