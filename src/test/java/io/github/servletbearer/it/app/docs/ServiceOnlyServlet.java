// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app.docs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Says in an annotation what no method name tells. */
public final class ServiceOnlyServlet extends AnswerServlet {

  private static final long serialVersionUID = 1L;

  @Override
  @Operation(method = "patch", summary = "Mend it")
  @ApiResponse(responseCode = "200", description = "Mended")
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response);
  }
}
