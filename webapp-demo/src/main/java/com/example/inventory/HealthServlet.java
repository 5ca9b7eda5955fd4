// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.logging.Logger;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Says that the application is up; open to all, for load balancers. */
@Tag(name = "Health", description = "Is the application up")
public final class HealthServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = Logger.getLogger(HealthServlet.class.getName());

  /** Logs where the docs page is, after the start report, if the server was told its port. */
  @Override
  public void init() {
    String port = System.getProperty("http.port");
    if (port != null) {
      LOG.info(
          "Docs page: http://127.0.0.1:" + port + getServletContext().getContextPath() + "/docs");
    }
  }

  @Override
  @Operation(summary = "Health of the application", description = "Needs no token.")
  @Parameter(
      name = "format",
      description = "How the answer is written: json, or text for load balancers that search it",
      schema = @Schema(allowableValues = {"json", "text"}))
  @ApiResponse(responseCode = "200", description = "The application is up")
  @ApiResponse(responseCode = "400", description = "There is no such format")
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String format = request.getParameter("format");
    if (format == null || format.equals("json")) {
      answer(response, HttpServletResponse.SC_OK, "{\"status\": \"UP\"}");
    } else if (format.equals("text")) {
      response.setContentType("text/plain");
      response.getWriter().print("UP");
    } else {
      refuse(response, HttpServletResponse.SC_BAD_REQUEST, "format must be json or text");
    }
  }
}
