// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.swagger.v3.oas.annotations.ExternalDocumentation;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.info.Contact;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.OAuthFlow;
import io.swagger.v3.oas.annotations.security.OAuthFlows;
import io.swagger.v3.oas.annotations.security.OAuthScope;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.servers.Server;
import io.swagger.v3.oas.annotations.servers.ServerVariable;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Servlets with every annotation. */
final class NamesOfServlets {
  private NamesOfServlets() {}

  /** Speaks for the whole application. */
  @OpenAPIDefinition(
      info =
          @Info(
              title = "The shop",
              version = "7.1",
              summary = "In short",
              description = "At length",
              termsOfService = "https://example.com/terms",
              contact = @Contact(name = "Ann", email = "ann@example.com"),
              license = @License(name = "MIT", identifier = "MIT")),
      tags = {@Tag(name = "Zebra", description = "Comes first"), @Tag(name = "Ant")},
      externalDocs = @ExternalDocumentation(url = "https://example.com/more"),
      servers =
          @Server(
              url = "https://{region}.example.com/shop",
              description = "Far away",
              variables =
                  @ServerVariable(
                      name = "region",
                      defaultValue = "eu",
                      allowableValues = {"eu", "us"})),
      extensions =
          @Extension(
              name = "logo",
              properties = @ExtensionProperty(name = "url", value = "logo.png")))
  @SecurityScheme(
      name = "Key",
      type = SecuritySchemeType.APIKEY,
      in = SecuritySchemeIn.HEADER,
      paramName = "X-Key")
  @SecurityScheme(
      name = "Portal",
      type = SecuritySchemeType.OAUTH2,
      flows =
          @OAuthFlows(
              authorizationCode =
                  @OAuthFlow(
                      authorizationUrl = "https://id.example.com/auth",
                      tokenUrl = "https://id.example.com/token",
                      scopes = @OAuthScope(name = "read", description = "Read"))))
  @SecurityScheme(name = "OAuth2PasswordBearer", type = SecuritySchemeType.HTTP, scheme = "basic")
  @SecurityScheme(name = "Half", type = SecuritySchemeType.OAUTH2)
  static class Speaker extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Every small annotation. */
  @Tag(name = "Files", externalDocs = @ExternalDocumentation(url = "https://example.com/files"))
  @Extension(properties = @ExtensionProperty(name = "owner", value = "team-a"))
  static class Files extends HttpServlet {
    @Override
    @Operation(
        externalDocs =
            @ExternalDocumentation(url = "https://example.com/get", description = "More"),
        extensions =
            @Extension(
                properties = {
                  @ExtensionProperty(name = "x-path", value = "/files/{folder}/versions/{number}"),
                  @ExtensionProperty(name = "rank", value = "[1, 2.50]", parseValue = true)
                }))
    @Server(url = "https://mirror.example.com")
    @Parameter(name = "folder", in = ParameterIn.PATH, description = "Which")
    @Parameter(name = "number", in = ParameterIn.PATH, schema = @Schema(type = "integer"))
    @Parameter(
        name = "as",
        examples = {@ExampleObject(name = "a", value = "zip"), @ExampleObject(value = "{}")})
    @ApiResponse(
        responseCode = "200",
        description = "The file",
        headers =
            @Header(name = "X-Left", description = "Left", schema = @Schema(type = "integer")),
        content =
            @Content(
                examples =
                    @ExampleObject(
                        name = "one",
                        summary = "One",
                        value = "{\"id\": 7, \"x\": 1.0}")))
    @ApiResponse
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

    @Override
    @RequestBody(
        content =
            @Content(
                mediaType = "application/x-www-form-urlencoded",
                schemaProperties = {
                  @SchemaProperty(name = "name"),
                  @SchemaProperty(name = "size", schema = @Schema(type = "integer"))
                }))
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Names a path that is not its own. */
  static class Lost extends HttpServlet {
    @Override
    @Operation(
        extensions =
            @Extension(properties = @ExtensionProperty(name = "x-path", value = "/elsewhere")))
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Promises what only filters can keep. */
  static class Promises extends HttpServlet {
    @Override
    @SecurityRequirement(
        name = "OAuth2PasswordBearer",
        scopes = {"kept", "broken"})
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

    @Override
    @Operation(security = @SecurityRequirement(name = "Key"))
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {}

    @Override
    @SecurityRequirements({})
    protected void doPut(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** Words in an interface. */
  interface Api {
    /** Not what HttpServlet calls by itself; a public doGet may implement it. */
    @Operation(summary = "From the interface")
    void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException;
  }

  /** Implements the words. */
  static class Implements extends HttpServlet implements Api {
    @Override
    public void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }
}
