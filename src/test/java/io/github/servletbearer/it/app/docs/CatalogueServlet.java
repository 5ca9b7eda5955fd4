// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app.docs;

import io.swagger.v3.oas.annotations.ExternalDocumentation;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.info.Contact;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Mapped to five patterns, with a tag and words that must be escaped everywhere. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "The odd library",
            version = "2.0",
            description = "Built to be **hard** to describe.",
            contact = @Contact(name = "The library", url = "https://library.example/contact"),
            license = @License(name = "Apache-2.0", url = "https://library.example/licence")),
    tags = @Tag(name = "Legacy", description = "Kept for old clients"),
    externalDocs = @ExternalDocumentation(url = "https://library.example/manual"))
@Tag(name = "Bücher & <b>mehr</b>", description = "\"Quoted\", 日本語, 😀, <i>")
@ApiResponse(responseCode = "404", description = "No such book")
public final class CatalogueServlet extends AnswerServlet {

  private static final long serialVersionUID = 1L;

  private static final String LINE = "A long text about books, \"with quotes\" and a <tag>.\n";
  private static final String LINES = LINE + LINE + LINE + LINE + LINE + LINE + LINE + LINE;
  private static final String LONG = LINES + LINES + LINES + LINES + LINES + LINES + LINES + LINES;

  @Override
  @Operation(
      summary = "Größe, Maß & Gewicht: \"alle\" <Bücher> \\ 100 % ✓ <script>alert(1)</script>",
      description = LONG,
      operationId = "list")
  @Parameter(
      name = "sort",
      schema =
          @Schema(
              type = "string",
              allowableValues = {"title", "price"},
              defaultValue = "title"))
  @Parameter(name = "X-Trace", in = ParameterIn.HEADER, deprecated = true)
  @Parameter(name = "theme", in = ParameterIn.COOKIE, description = "dark or light")
  @Parameter(name = "ids", array = @ArraySchema(schema = @Schema(type = "integer")))
  @ApiResponse(
      responseCode = "200",
      description = "A page",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = Page.OfBooks.class)),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
      })
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response);
  }

  @Override
  @Deprecated
  @Operation(summary = "Add many", operationId = "list", tags = "Legacy", deprecated = true)
  @ApiResponse(
      responseCode = "2XX",
      description = "Done",
      content = @Content(array = @ArraySchema(schema = @Schema(implementation = Book.class))))
  @ApiResponse(responseCode = "default", description = "Anything else")
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response);
  }
}
