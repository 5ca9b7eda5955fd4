// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app.docs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A front controller as frameworks once had them: by extension, with a form. */
public final class ActionServlet extends AnswerServlet {

  private static final long serialVersionUID = 1L;

  @Override
  @Operation(summary = "Run an action", tags = "Legacy")
  @Parameter(
      name = "action",
      in = ParameterIn.PATH,
      description = "Name of the action",
      schema = @Schema(allowableValues = {"save", "print"}))
  @RequestBody(
      content =
          @Content(
              mediaType = "application/x-www-form-urlencoded",
              schema = @Schema(implementation = Shelf.class)))
  @ApiResponse(responseCode = "200", description = "Done")
  @ApiResponse(responseCode = "400", description = "No such action")
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response);
  }
}
