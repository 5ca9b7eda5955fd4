// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.openapi.Values;
import io.swagger.annotations.Api;
import io.swagger.annotations.ApiOperation;
import io.swagger.annotations.ApiParam;
import io.swagger.annotations.ApiResponse;
import java.util.List;
import java.util.Map;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Response;
import org.junit.jupiter.api.Test;

/** Resource classes with annotations of swagger 1.x, as many applications have them. */
class Swagger1ResourceTest {

  /** What is found. */
  static class Book {
    String title;
  }

  @Path("books")
  @Api(tags = "Library")
  public static class Books {
    @GET
    @Produces("application/xml")
    @ApiOperation(value = "Finds books", response = Book.class, responseContainer = "List")
    @ApiResponse(code = 404, message = "None has that title")
    public Response find(
        @ApiParam(value = "Part of the title", required = true) @QueryParam("title") String title,
        @ApiParam(allowableValues = "new, old", defaultValue = "new") @QueryParam("age") String age,
        @ApiParam(hidden = true) @QueryParam("debug") String debug) {
      return Response.ok().build();
    }
  }

  @Test
  void wordsRefineWhatJaxRsSays() {
    Map<String, Object> find = JaxRsApplication.of(Books.class).operations().get("GET /api/books");

    assertThat(find)
        .containsEntry("summary", "Finds books")
        .containsEntry("tags", List.of("Library"))
        .containsEntry(
            "parameters",
            List.of(
                Map.of(
                    "name", "title",
                    "in", "query",
                    "description", "Part of the title",
                    "required", true,
                    "schema", Map.of("type", "string")),
                Map.of(
                    "name",
                    "age",
                    "in",
                    "query",
                    "schema",
                    Map.of("type", "string", "enum", List.of("new", "old"), "default", "new"))));
    assertThat(Values.at(find, "responses", "404", "description")).isEqualTo("None has that title");
    assertThat(Values.at(find, "responses", "200", "content", "application/xml", "schema"))
        .isEqualTo(Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/Book")));
  }
}
