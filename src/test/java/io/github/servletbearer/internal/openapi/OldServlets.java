// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.swagger.annotations.Api;
import io.swagger.annotations.ApiImplicitParam;
import io.swagger.annotations.ApiImplicitParams;
import io.swagger.annotations.ApiModel;
import io.swagger.annotations.ApiModelProperty;
import io.swagger.annotations.ApiOperation;
import io.swagger.annotations.ApiResponse;
import io.swagger.annotations.ApiResponses;
import io.swagger.annotations.Authorization;
import io.swagger.annotations.AuthorizationScope;
import io.swagger.annotations.Example;
import io.swagger.annotations.ExampleProperty;
import io.swagger.annotations.Extension;
import io.swagger.annotations.ExtensionProperty;
import io.swagger.annotations.Info;
import io.swagger.annotations.ResponseHeader;
import io.swagger.annotations.SwaggerDefinition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Servlets and models with annotations of swagger 1.x. */
final class OldServlets {
  private OldServlets() {}

  @ApiModel(value = "Animal", description = "One of the shop")
  static class Pet {
    @ApiModelProperty(value = "Its number", required = true, example = "7", readOnly = true)
    long id;

    @ApiModelProperty(name = "kind", allowableValues = "cat, dog")
    String species;

    @ApiModelProperty(allowableValues = "range[1, infinity]", position = 3)
    int legs;

    @ApiModelProperty(allowableValues = "range(0, 1]")
    double weight;

    @ApiModelProperty(hidden = true)
    String secret;

    @ApiModelProperty(accessMode = ApiModelProperty.AccessMode.READ_ONLY, dataType = "date-time")
    String born;

    @ApiModelProperty(dataType = "java.lang.Integer")
    Object rank;

    @ApiModelProperty(value = "Of 1.x", example = "old")
    @Schema(description = "Of 2.x")
    String both;
  }

  @Api(value = "/pets", description = "All the animals")
  @ApiResponses(@ApiResponse(code = 500, message = "Broken"))
  @SwaggerDefinition(info = @Info(title = "Zoo", version = "1", description = "In short"))
  static class Pets extends HttpServlet {
    @Override
    @ApiOperation(
        value = "Lists pets",
        notes = "All of them",
        nickname = "listPets",
        tags = {"reading", ""},
        response = Pet.class,
        responseContainer = "List",
        produces = "application/json, application/xml",
        responseHeaders =
            @ResponseHeader(name = "X-Left", description = "More", response = Integer.class),
        extensions = @Extension(properties = @ExtensionProperty(name = "owner", value = "team-a")),
        authorizations =
            @Authorization(
                value = "OAuth2PasswordBearer",
                scopes = @AuthorizationScope(scope = "broken", description = "")))
    @ApiImplicitParams({
      @ApiImplicitParam(
          name = "page",
          value = "Which page",
          paramType = "query",
          dataType = "int",
          defaultValue = "1",
          allowableValues = "range[1,9]",
          required = true),
      @ApiImplicitParam(
          name = "sort",
          paramType = "query",
          dataType = "string",
          allowMultiple = true,
          allowableValues = "name,age"),
      @ApiImplicitParam(name = "X-Trace", paramType = "header", type = "string", format = "uuid")
    })
    @ApiResponses({
      @ApiResponse(code = 200, message = "The pets"),
      @ApiResponse(
          code = 404,
          message = "None",
          examples = @Example(@ExampleProperty(mediaType = "text/plain", value = "Nothing there")))
    })
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

    @Override
    @ApiOperation(
        value = "Adds a pet",
        code = 201,
        response = Pet.class,
        consumes = "application/json")
    @ApiImplicitParam(
        name = "body",
        value = "The new one",
        paramType = "body",
        dataTypeClass = Pet.class,
        required = true)
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}

    @Override
    @ApiOperation("Sends a picture")
    @ApiImplicitParams({
      @ApiImplicitParam(name = "title", value = "Words", paramType = "form", dataType = "string"),
      @ApiImplicitParam(name = "picture", paramType = "formData", dataType = "file")
    })
    protected void doPut(HttpServletRequest request, HttpServletResponse response) {}

    @Override
    @ApiOperation(value = "Secret", hidden = true)
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {}
  }

  @Api(tags = {"first", "second"})
  static class Mixed extends HttpServlet {
    @Override
    @ApiOperation(value = "Of 1.x", notes = "Notes of 1.x", nickname = "one", response = Pet.class)
    @ApiResponses({
      @ApiResponse(code = 404, message = "Missing"),
      @ApiResponse(code = 409, message = "Of 1.x")
    })
    @Operation(
        summary = "Of 2.x",
        operationId = "two",
        responses =
            @io.swagger.v3.oas.annotations.responses.ApiResponse(
                responseCode = "409",
                description = "Of 2.x"))
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  @Api(hidden = true)
  static class Hidden extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  static class Service extends HttpServlet {
    @Override
    @ApiOperation(
        value = "Replaces",
        httpMethod = "PUT",
        response = Pet.class,
        responseContainer = "Map")
    protected void service(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** By the package of 1.3, before Swagger was given to SmartBear. */
  @com.wordnik.swagger.annotations.Api(value = "/birds", description = "What flies")
  static class Birds extends HttpServlet {
    @Override
    @com.wordnik.swagger.annotations.ApiOperation(
        value = "Lists birds",
        notes = "Singing ones first",
        nickname = "listBirds",
        tags = "air,song",
        response = Bird.class,
        responseContainer = "Set")
    @com.wordnik.swagger.annotations.ApiImplicitParams(
        @com.wordnik.swagger.annotations.ApiImplicitParam(
            name = "colour",
            value = "Of the feathers",
            paramType = "query",
            dataType = "string",
            allowableValues = "red,blue"))
    @com.wordnik.swagger.annotations.ApiResponses(
        @com.wordnik.swagger.annotations.ApiResponse(code = 404, message = "None"))
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  @com.wordnik.swagger.annotations.ApiModel(description = "It flies")
  static class Bird {
    @com.wordnik.swagger.annotations.ApiModelProperty(value = "Its songs", required = true)
    List<String> songs;
  }
}
