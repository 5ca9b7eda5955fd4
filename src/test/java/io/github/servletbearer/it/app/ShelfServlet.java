// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Four operations, to be mapped as often as a large application needs. */
public final class ShelfServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  @Operation(summary = "What lies there", operationId = "look")
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response);
  }

  @Override
  @Operation(summary = "Put something there", operationId = "add")
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response);
  }

  @Override
  @Operation(summary = "Put other things there", operationId = "exchange")
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response);
  }

  @Override
  @Operation(summary = "Clear it", operationId = "clear")
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response);
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    response
        .getWriter()
        .print("{\"done\": \"" + request.getMethod() + " " + getServletName() + "\"}");
  }
}
