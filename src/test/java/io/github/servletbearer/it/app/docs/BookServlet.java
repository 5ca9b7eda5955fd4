// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app.docs;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Path templates: one, two and other names for the same place; scopes by method. */
@SecurityScheme(
    name = "gateway key",
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.HEADER,
    paramName = "X-Key")
@Tag(name = "Books", description = "One book, and what is in it")
@ApiResponse(responseCode = "404", description = "No such book")
public class BookServlet extends AnswerServlet {

  private static final long serialVersionUID = 1L;

  @Override
  @Operation(summary = "Read a chapter")
  @Parameter(name = "isbn", in = ParameterIn.PATH, description = "ISBN of the book")
  @Parameter(
      name = "chapter",
      in = ParameterIn.PATH,
      schema = @Schema(type = "integer", format = "int32"))
  @ApiResponse(responseCode = "200", description = "The chapter")
  @SecurityRequirement(name = "OAuth2PasswordBearer", scopes = "books:admire")
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response);
  }

  @Override
  @Operation(summary = "Replace a book", operationId = "list")
  @Parameter(name = "number", in = ParameterIn.PATH, description = "The same place, another name")
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Book.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The book",
      content = @Content(schema = @Schema(implementation = Book.class)))
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response);
  }

  @Override
  @Operation(summary = "Remove a book")
  @Parameter(name = "isbn", in = ParameterIn.PATH)
  @ApiResponse(responseCode = "204")
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response);
  }

  @Override
  @Hidden
  @Operation(summary = "top-secret")
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response);
  }
}
