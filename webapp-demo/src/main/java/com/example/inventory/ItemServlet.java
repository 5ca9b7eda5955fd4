// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** One item, by its number in the path: {@code /api/items/7}. */
@Tag(name = "Items", description = "What is on the shelves")
public final class ItemServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  private static final int MAX_ID_DIGITS = 18; // always fits into a long
  private static final long NO_ID = -1;

  @Override
  @Operation(summary = "Read an item", description = "One item, by its number.")
  @Parameter(
      in = ParameterIn.PATH,
      name = "id",
      required = true,
      description = "Number of the item",
      schema = @Schema(type = "integer", format = "int64"),
      example = "1")
  @ApiResponse(
      responseCode = "200",
      description = "The item",
      content =
          @Content(mediaType = "application/json", schema = @Schema(implementation = Item.class)))
  @ApiResponse(responseCode = "404", description = "There is no such item")
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answerItem(response, inventory().find(id(request)));
  }

  @Override
  @Operation(summary = "Replace an item", description = "It keeps its number.")
  @Parameter(
      in = ParameterIn.PATH,
      name = "id",
      required = true,
      description = "Number of the item",
      schema = @Schema(type = "integer", format = "int64"),
      example = "1")
  @RequestBody(
      description = "The item as it shall be",
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ItemData.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The item as it is now",
      content =
          @Content(mediaType = "application/json", schema = @Schema(implementation = Item.class)))
  @ApiResponse(responseCode = "400", description = "A field is missing or wrong")
  @ApiResponse(responseCode = "404", description = "There is no such item")
  @ApiResponse(responseCode = "413", description = "The body is too long")
  @ApiResponse(responseCode = "415", description = "The body is not application/json")
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long id = id(request);
    if (inventory().find(id) == null) {
      refuseUnknown(response);
      return;
    }
    try {
      answerItem(response, inventory().replace(id, ItemReader.read(request)));
    } catch (BadInputException e) {
      refuse(response, e);
    }
  }

  @Override
  @Operation(summary = "Remove an item", description = "Its number is not used again.")
  @Parameter(
      in = ParameterIn.PATH,
      name = "id",
      required = true,
      description = "Number of the item",
      schema = @Schema(type = "integer", format = "int64"),
      example = "1")
  @ApiResponse(responseCode = "204", description = "Removed")
  @ApiResponse(responseCode = "404", description = "There is no such item")
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (inventory().remove(id(request))) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      refuseUnknown(response);
    }
  }

  private static void answerItem(HttpServletResponse response, Item item) throws IOException {
    if (item == null) {
      refuseUnknown(response);
    } else {
      answer(response, item);
    }
  }

  private static void refuseUnknown(HttpServletResponse response) throws IOException {
    refuse(response, HttpServletResponse.SC_NOT_FOUND, "There is no such item");
  }

  /** The number behind the slash; {@link #NO_ID}, which no item has, for anything else. */
  private static long id(HttpServletRequest request) {
    String path = request.getPathInfo();
    if (path == null || path.length() < 2 || path.length() > 1 + MAX_ID_DIGITS) {
      return NO_ID;
    }
    for (int i = 1; i < path.length(); i++) {
      if (path.charAt(i) < '0' || path.charAt(i) > '9') {
        return NO_ID;
      }
    }
    return Long.parseLong(path.substring(1));
  }
}
