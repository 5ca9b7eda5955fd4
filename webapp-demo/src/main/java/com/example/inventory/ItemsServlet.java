// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

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
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The list of all items: read it, add to it. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Inventory",
            version = "1.0",
            description = "The shelves of a small shop, behind a bearer filter.",
            contact = @Contact(name = "The shop", url = "https://shop.example/contact"),
            license =
                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
@Tag(name = "Items", description = "What is on the shelves")
public final class ItemsServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  @Override
  @Operation(summary = "List the items", description = "All items, ordered by number.")
  @Parameter(
      in = ParameterIn.QUERY,
      name = "name",
      description = "Only items whose name contains this text, in any letter case",
      schema = @Schema(type = "string"))
  @ApiResponse(
      responseCode = "200",
      description = "The items",
      content =
          @Content(
              mediaType = "application/json",
              array = @ArraySchema(schema = @Schema(implementation = Item.class))))
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getParameter("name");
    answer(response, name == null ? inventory().list() : inventory().search(name));
  }

  @Override
  @Operation(summary = "Add an item", description = "The inventory gives it the next number.")
  @RequestBody(
      description = "The new item",
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ItemData.class)))
  @ApiResponse(
      responseCode = "201",
      description = "Added; the header Location leads to it",
      content =
          @Content(mediaType = "application/json", schema = @Schema(implementation = Item.class)))
  @ApiResponse(responseCode = "400", description = "A field is missing or wrong")
  @ApiResponse(responseCode = "409", description = "The inventory is full")
  @ApiResponse(responseCode = "413", description = "The body is too long")
  @ApiResponse(responseCode = "415", description = "The body is not application/json")
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Item item = inventory().add(ItemReader.read(request));
      if (item == null) {
        refuse(
            response,
            HttpServletResponse.SC_CONFLICT,
            "The inventory is full: it holds " + Inventory.MAX_ITEMS + " items");
        return;
      }
      response.setHeader("Location", "items/" + item.getId());
      answer(response, HttpServletResponse.SC_CREATED, toJson(item));
    } catch (BadInputException e) {
      refuse(response, e);
    }
  }
}
