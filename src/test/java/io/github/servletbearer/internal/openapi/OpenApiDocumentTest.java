// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiDocumentTest {
  private final Application application = new Application().companion();

  private static Application everything(String openapiVersion) {
    return new Application()
        .companion()
        .set("openapiVersion", openapiVersion)
        .servlet("orders", TestServlets.Orders.class, "/orders/*", "/o", "*.order")
        .servlet("special-orders", TestServlets.SpecialOrders.class, "/orders/special/*")
        .servlet("several", TestServlets.Several.class, "/", "/a b/{c}/\u00e9", "/several/*")
        .servlet("several-too", TestServlets.Several.class, "", "/several/x")
        .servlet("service", TestServlets.Service.class, "/service")
        .filter("all", "/*", "requiredScopes", "GET: r; *: w")
        .filter("some", "/several/*", "autoError", "false", "schemeName", "Other")
        .filter("any", "/orders/any/*", "verify", "presence", "schemeName", "Any");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0.3", "3.1.0"})
  void swaggerParserReportsNothing(String openapiVersion) {
    String json = everything(openapiVersion).json();
    SwaggerParseResult result = new OpenAPIV3Parser().readContents(json, null, new ParseOptions());
    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getOpenapi()).isEqualTo(openapiVersion);
    assertThat(result.getOpenAPI().getPaths()).hasSizeGreaterThan(10);
  }

  @Test
  void sameApplicationGivesTheSameBytes() {
    assertThat(everything("3.0.3").json()).isEqualTo(everything("3.0.3").json());
  }

  @Test
  void operationIdsAreUniqueAndStable() {
    Application application = everything("3.0.3");
    List<Object> ids =
        application.operations().values().stream().map(o -> o.get("operationId")).toList();
    assertThat(ids)
        .doesNotHaveDuplicates()
        .contains("token", "readOrder", "special_orders_post", "service_get", "service_post");
  }

  @Test
  void annotationsGiveTheWords() {
    application.servlet("orders", TestServlets.Orders.class, "/orders/*").filter("f", "/orders/*");
    Map<String, Object> get = application.operation("GET /orders/{id}");
    assertThat(get)
        .containsEntry("summary", "Read an order")
        .containsEntry("description", "With all lines.")
        .containsEntry("operationId", "readOrder")
        .containsEntry("tags", List.of("Orders"));
    assertThat(Values.list(get, "parameters"))
        .extracting(p -> Values.at(p, "in") + " " + Values.at(p, "name"))
        .containsExactly("path id", "query sort", "query limit");
    Map<String, Object> sort = Values.map(Values.list(get, "parameters").get(1));
    assertThat(sort)
        .containsEntry("description", "By what")
        .containsEntry(
            "schema",
            Map.of("type", "string", "enum", List.of("date", "price"), "default", "date"));
    Map<String, Object> post = application.operation("POST /orders");
    assertThat(post).containsEntry("deprecated", true);
    assertThat(Values.at(post, "requestBody", "content", "application/json", "schema", "type"))
        .isEqualTo("array");
    assertThat(post).containsEntry("tags", List.of("Orders", "Checkout"));
    assertThat(Values.at(application.document(), "tags"))
        .isEqualTo(
            List.of(
                Map.of("name", "Checkout"),
                Map.of("name", "Orders", "description", "What customers want"),
                Map.of("name", "Token", "description", "The login")));
  }

  @Test
  void hiddenMethodsAndServletsStayAway() {
    application
        .servlet("orders", TestServlets.Orders.class, "/orders")
        .servlet("secret", TestServlets.Secret.class, "/secret")
        .filter("f", "/*");
    assertThat(application.operations())
        .containsOnlyKeys("GET /orders", "POST /orders", "POST /token");
    assertThat(Values.map(application.document(), "components", "schemas"))
        .containsKey("Order")
        .doesNotContainKey("Unseen");
  }

  /** Has a path that no request for its mapping has. */
  static class Astray extends HttpServlet {
    @Override
    @Operation(
        extensions =
            @Extension(properties = @ExtensionProperty(name = "x-path", value = "/elsewhere")))
    @ApiResponse(content = @Content(schema = @Schema(implementation = Models.ItemPage.class)))
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  @Test
  void schemasOfOperationsThatAreNotShownStayAway() {
    application
        .servlet("orders", TestServlets.Orders.class, "/orders")
        .servlet("astray", Astray.class, "/astray")
        .filter("f", "/*");
    assertThat(Values.map(application.document(), "components", "schemas"))
        .containsKeys("Error", "Order", "Token")
        .doesNotContainKeys("ItemPage", "Item");
  }

  @Test
  void overridingMethodHasTheWordsOfTheOverridden() {
    application.servlet("s", TestServlets.SpecialOrders.class, "/s");
    assertThat(application.operation("GET /s"))
        .containsEntry("summary", "Read an order")
        .containsEntry("tags", List.of("Orders"));
  }

  @Test
  void patchIsAMethodWhereServiceIsOverridden() {
    application
        .servlet("several", TestServlets.Several.class, "/several") // HttpServlet answers 501
        .servlet("patching", TestServlets.Patching.class, "/patching")
        .filter("f", "/*");
    assertThat(application.operations())
        .containsKeys("POST /several", "POST /patching", "PATCH /patching")
        .doesNotContainKey("PATCH /several");
  }

  @Test
  void withoutAnnotationsNamesBecomeWords() {
    application
        .servlet("com.example.OrderItemsServlet", TestServlets.Several.class, "/items")
        .filter("f", "/*");
    assertThat(application.operations())
        .containsOnlyKeys("GET /items", "POST /items", "POST /token");
    assertThat(application.operation("GET /items"))
        .containsEntry("summary", "Get order items")
        .containsEntry("tags", List.of("Order items"))
        .containsEntry("operationId", "com_example_OrderItemsServlet_get")
        .doesNotContainKeys("deprecated", "parameters", "description");
    assertThat(application.operation("POST /items")).containsEntry("deprecated", true);
    assertThat(Values.map(application.operation("GET /items"), "responses"))
        .containsOnlyKeys("200", "401", "503");
  }

  @Test
  void errorsThatManyOperationsShareStandOnce() {
    application
        .servlet("locked", TestServlets.Several.class, "/locked")
        .servlet("free", TestServlets.Plain.class, "/free")
        .filter("f", "/locked")
        .filter("optional", "/free", "autoError", "false");
    Map<String, Object> errors = Values.map(application.document(), "components", "responses");
    assertThat(errors).containsOnlyKeys("InvalidToken", "Unauthorized", "Unavailable");
    assertThat(Values.map(errors, "Unauthorized"))
        .containsKeys("description", "headers", "content");
    for (String operation : List.of("GET /locked", "POST /locked")) {
      assertThat(Values.map(application.operation(operation), "responses"))
          .containsEntry("401", Map.of("$ref", "#/components/responses/Unauthorized"))
          .containsEntry("503", Map.of("$ref", "#/components/responses/Unavailable"));
    }
    assertThat(Values.map(application.operation("GET /free"), "responses"))
        .containsEntry("401", Map.of("$ref", "#/components/responses/InvalidToken"));
  }

  @Test
  void servletThatDecidesByItselfIsShownWithGetAndPostAndASentence() {
    application
        .servlet("silent", TestServlets.Silent.class, "/silent")
        .servlet("generic", TestServlets.Generic.class, "/generic")
        .servlet("open", TestServlets.Silent.class, "/open")
        .filter("f", "/silent")
        .filter("g", "/generic");
    assertThat(application.operations())
        .containsOnlyKeys(
            "GET /silent", "POST /silent", "GET /generic", "POST /generic", "POST /token");
    for (String name : List.of("GET /silent", "POST /silent", "GET /generic")) {
      assertThat((String) application.operation(name).get("description"))
          .as(name)
          .contains("decides by itself which methods", "@Operation(method");
      assertThat(application.security(name)).isEqualTo(application.locked("OAuth2PasswordBearer"));
    }
  }

  @Test
  void namedMethodsOfServiceAreTakenAtTheirWord() {
    application.servlet("service", TestServlets.Service.class, "/service").filter("f", "/*");
    assertThat(application.operations())
        .containsOnlyKeys("GET /service", "POST /service", "POST /token");
    assertThat(application.operation("GET /service"))
        .containsEntry("summary", "Do it")
        .doesNotContainKey("description");
  }

  @Test
  void hiddenServiceStaysAway() {
    application.servlet("s", TestServlets.HiddenService.class, "/s").filter("f", "/*");
    assertThat(application.operations()).containsOnlyKeys("POST /token");
  }

  @Test
  void lockedOperationsDocumentTheRefusals() {
    application
        .servlet("orders", TestServlets.Orders.class, "/orders")
        .filter("f", "/*", "requiredScopes", "GET: r; *: r w");
    Map<String, Object> responses = Values.map(application.operation("GET /orders"), "responses");
    assertThat(responses).containsOnlyKeys("200", "401", "403", "404", "503");
    assertThat(Values.map(responses, "401")).containsEntry("description", "Log in first");
    assertThat(Values.map(responses, "401", "headers")).containsOnlyKeys("WWW-Authenticate");
    assertThat(Values.at(responses, "403", "content", "application/json", "schema", "$ref"))
        .isEqualTo("#/components/schemas/Error");
    assertThat(Values.map(application.document(), "components", "schemas", "Error", "properties"))
        .containsOnlyKeys("detail", "error", "error_description");
  }

  @Test
  void presenceIsInTheDescription() {
    application
        .servlet("a", TestServlets.Plain.class, "/a")
        .servlet("b", TestServlets.Plain.class, "/b")
        .filter("f", "/a", "verify", "presence")
        .filter("g", "/b", "verify", "presence", "schemeName", "Any");
    Map<String, Object> schemes =
        Values.map(application.document(), "components", "securitySchemes");
    assertThat((String) Values.at(schemes, "Any", "description")).contains("Any token");
    assertThat((String) Values.at(schemes, "OAuth2PasswordBearer", "description"))
        .contains("Any token");
    application.filter("h", "/c");
    assertThat((String) Values.at(application.operation("GET /a"), "description"))
        .contains("Any token");
    assertThat(application.operation("GET /b"))
        .doesNotContainKey("description")
        .containsEntry("x-bearer", "presence");
  }

  @Test
  void addressesAreRelativeToTheContextRoot() {
    application.filter("f", "/a").set("refreshUrl", "auth/refresh");
    assertThat(Values.at(application.document(), "servers")).isEqualTo(List.of(Map.of("url", ".")));
    assertThat(flow(application))
        .containsEntry("tokenUrl", "token")
        .containsEntry("refreshUrl", "auth/refresh");
  }

  @Test
  void documentInAFolderLeadsUpToTheContextRoot() {
    Application deep =
        new Application()
            .servlet(
                "bearer",
                "io.github.servletbearer.BearerServlet",
                "/auth/token",
                "/doc/v1/openapi.json")
            .filter("f", "/a");
    assertThat(Values.at(deep.document(), "servers")).isEqualTo(List.of(Map.of("url", "../..")));
    assertThat(flow(deep)).containsEntry("tokenUrl", "auth/token");
    assertThat(deep.operations()).containsOnlyKeys("POST /auth/token");
  }

  @Test
  void publicUrlMakesAddressesAbsolute() {
    application.filter("f", "/a").set("publicUrl", "https://api.example.com/shop/");
    assertThat(Values.at(application.document(), "servers"))
        .isEqualTo(List.of(Map.of("url", "https://api.example.com/shop")));
    assertThat(flow(application)).containsEntry("tokenUrl", "https://api.example.com/shop/token");
  }

  private static Map<String, Object> flow(Application application) {
    return Values.map(
        application.document(),
        "components",
        "securitySchemes",
        "OAuth2PasswordBearer",
        "flows",
        "password");
  }
}
