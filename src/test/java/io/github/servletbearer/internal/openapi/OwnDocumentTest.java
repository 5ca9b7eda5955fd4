// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a hand-written document says goes before what the code shows; locks are those of filters.
 */
class OwnDocumentTest {
  private static final String SCHEME = "OAuth2PasswordBearer";

  private final Application application = new Application().companion();

  /** Single quotes stand for double ones. */
  private Application document(String members) {
    String json = "{'openapi':'3.0.3'," + members + "}";
    return application.ownDocument(json.replace('\'', '"'));
  }

  private Application paths(String paths) {
    return document("'paths':{" + paths + "}");
  }

  private Object at(String... keys) {
    return Values.at(application.document(), keys);
  }

  private boolean isLocked(String operation) {
    return application.locked(SCHEME).equals(application.security(operation));
  }

  @Test
  void infoIsJoinedMemberByMemberAndSettingsGoBeforeIt() {
    document("'info':{'title':'Mine','version':'7','contact':{'name':'Me'},'x-a':1.10}");
    assertThat(Values.map(at("info")))
        .containsEntry("title", "Mine")
        .containsEntry("version", "7")
        .containsKeys("contact", "x-a");
    assertThat(application.json()).contains("\"x-a\": 1.10");
    application.set("title", "Set").set("version", "8");
    assertThat(Values.map(at("info")))
        .containsEntry("title", "Set")
        .containsEntry("version", "8")
        .containsKey("contact");
  }

  @Test
  void numbersKeepAllTheirDigits() {
    String number = "123456789012345678901234567890.12345678901234567890e-1234567890";
    document("'x-a':[" + number + ",1E400,-0,1.0,100000000000000000000]");
    assertThat(application.json())
        .contains(number, "1E400", "-0,", "1.0,", "100000000000000000000");
  }

  @Test
  void serversAreKeptAfterOurs() {
    document("'servers':[{'url':'https://other.example'}]");
    assertThat(at("servers"))
        .isEqualTo(List.of(Map.of("url", "."), Map.of("url", "https://other.example")));
    application.set("publicUrl", "https://here.example");
    assertThat(at("servers")).isEqualTo(List.of(Map.of("url", "https://here.example")));
  }

  @Test
  void tagsAreInTheirOrderWithTheLoginLast() {
    application.servlet("orders", TestServlets.Orders.class, "/orders").filter("f", "/orders");
    document(
        "'tags':[{'name':'Z','description':'Last'},{'name':'Orders','description':'Mine','x-a':1},"
            + "{'name':'Token'}]");
    assertThat(Values.list(application.document(), "tags"))
        .extracting(tag -> Values.at(tag, "name"))
        .containsExactly("Z", "Orders", "Checkout", "Token");
    assertThat(Values.list(application.document(), "tags").get(1).toString())
        .contains("description=Mine", "x-a");
    assertThat(Values.list(application.document(), "tags").get(3).toString())
        .contains("description=The login");
  }

  @Test
  void componentsGoBeforeThoseOfTheCode() {
    application.servlet("orders", TestServlets.Orders.class, "/orders").filter("f", "/orders");
    document(
        "'components':{'schemas':{'Order':{'type':'string'},'New':{}},'parameters':{'p':"
            + "{'in':'query','name':'p'}},'x-a':true}");
    assertThat(at("components", "schemas", "Order")).isEqualTo(Map.of("type", "string"));
    assertThat(Values.map(at("components", "schemas"))).containsKeys("New", "Line", "Error");
    assertThat(Values.map(at("components"))).containsKeys("parameters", "securitySchemes", "x-a");
  }

  @Test
  void componentsOfOursGiveWayByName() {
    application.servlet("s", TestServlets.Plain.class, "/s").filter("f", "/s");
    document(
        "'components':{'schemas':{'Error':{'type':'string'},'Token':{'type':'integer'}},"
            + "'responses':{'Unauthorized':{'description':'Mine'}}}");
    assertThat(at("components", "schemas", "Error")).isEqualTo(Map.of("type", "string"));
    assertThat(Values.map(at("components", "schemas", "Error2", "properties")))
        .containsKey("detail");
    assertThat(at("components", "responses", "Unauthorized", "description")).isEqualTo("Mine");
    assertThat(at("components", "responses", "Unauthorized2").toString())
        .contains("#/components/schemas/Error2")
        .doesNotContain("schemas/Error}");
    assertThat(application.operation("GET /s").get("responses").toString())
        .contains("#/components/responses/Unauthorized2");
    assertThat(application.operation("POST /token").get("responses").toString())
        .contains("#/components/schemas/Token2", "#/components/schemas/Error2");
  }

  @Test
  void securitySchemesOfOtherNamesAreKept() {
    application.servlet("s", TestServlets.Plain.class, "/s").filter("f", "/s");
    document(
        "'components':{'securitySchemes':{'basic':{'type':'http','scheme':'basic'},'"
            + SCHEME
            + "':{'type':'http','scheme':'basic'}}}");
    assertThat(at("components", "securitySchemes", "basic", "scheme")).isEqualTo("basic");
    assertThat(at("components", "securitySchemes", SCHEME, "type")).isEqualTo("oauth2");
    assertThat(application.warnings())
        .containsExactly(
            "openapiFile has the security scheme OAuth2PasswordBearer, which a filter has already;"
                + " the document shows the filter's.");
  }

  @Test
  void whatElseIsSaidIsKept() {
    application.set("openapiVersion", "3.1.0");
    application.ownDocument(
        ("{'openapi':'3.1.0','externalDocs':{'url':'https://docs.example'},'x-a':null,"
                + "'jsonSchemaDialect':'https://json-schema.org/draft/2020-12/schema',"
                + "'webhooks':{'w':{'post':{'summary':'W','security':[{'a':[]}]}}},"
                + "'components':{'pathItems':{'p':{'get':{'security':[]}}}},"
                + "'paths':{'x-b':{'$ref':'nowhere'}}}")
            .replace('\'', '"'));
    Map<String, Object> document = application.document();
    assertThat(document).containsKeys("externalDocs", "x-a", "jsonSchemaDialect");
    assertThat(Values.at(document, "webhooks", "w", "post")).isEqualTo(Map.of("summary", "W"));
    assertThat(Values.at(document, "components", "pathItems", "p", "get")).isEqualTo(Map.of());
    assertThat(Values.map(document, "paths")).containsKey("x-b");
  }

  @Test
  void olderSchemasAreWrittenAsTheNewerVersionHasThem() {
    application.set("openapiVersion", "3.1.0");
    document(
        "'components':{'schemas':{"
            + "'A':{'type':'string','nullable':true,'enum':['x']},"
            + "'B':{'type':'object','properties':{'nullable':{'type':'integer','nullable':false},"
            + "'exclusiveMinimum':{'type':'number','minimum':1.50,'exclusiveMinimum':true,"
            + "'maximum':2,'exclusiveMaximum':false}}},"
            + "'C':{'nullable':true,'example':{'nullable':true},'exclusiveMaximum':true},"
            + "'D':{'type':'array','nullable':true,'enum':[null],'items':{'type':'boolean',"
            + "'nullable':true}}}}");
    assertThat(at("components", "schemas", "A"))
        .isEqualTo(Map.of("type", List.of("string", "null"), "enum", Arrays.asList("x", null)));
    assertThat(at("components", "schemas", "B", "properties").toString())
        .isEqualTo(
            "{nullable={type=integer},"
                + " exclusiveMinimum={type=number, maximum=2, exclusiveMinimum=1.50}}");
    assertThat(at("components", "schemas", "C"))
        .isEqualTo(Map.of("example", Map.of("nullable", true)));
    assertThat(at("components", "schemas", "D").toString())
        .isEqualTo("{type=[array, null], enum=[null], items={type=[boolean, null]}}");
    application.set("openapiVersion", "3.0.3");
    assertThat(at("components", "schemas", "A", "nullable")).isEqualTo(true);
  }

  @Test
  void rootSecurityNeverCounts() {
    application.servlet("s", TestServlets.Plain.class, "/s", "/open").filter("f", "/s");
    document("'security':[{'basic':[]}],'paths':{'/open':{'get':{}},'/s':{'get':{}}}");
    assertThat(application.document()).doesNotContainKey("security");
    assertThat(isLocked("GET /s")).isTrue();
    assertThat(application.security("GET /open")).isNull();
  }

  @Test
  void fieldsOfAnOperationGoBeforeThoseOfTheCode() {
    application.servlet("orders", TestServlets.Orders.class, "/orders/*").filter("f", "/orders/*");
    paths(
        "'/orders/{number}':{'get':{'summary':'Mine','operationId':'mine','tags':['A'],"
            + "'deprecated':true,'callbacks':{'c':{}},'x-a':1,'x-bearer':'no','externalDocs':"
            + "{'url':'https://docs.example'},'parameters':[{'in':'query','name':'sort','schema':"
            + "{'type':'integer'}},{'in':'header','name':'X-New'}],'responses':{'200':"
            + "{'description':'Fine'},'410':{'description':'Gone'},'401':{'description':'Who?',"
            + "'content':{'text/html':{}}}}}}");
    Map<String, Object> get = application.operation("GET /orders/{number}");
    assertThat(get)
        .containsEntry("summary", "Mine")
        .containsEntry("description", "With all lines.")
        .containsEntry("operationId", "mine")
        .containsEntry("tags", List.of("A"))
        .containsEntry("deprecated", true)
        .containsKeys("callbacks", "x-a", "externalDocs")
        .doesNotContainKey("x-bearer");
    assertThat(Values.list(get, "parameters"))
        .extracting(p -> Values.at(p, "in") + " " + Values.at(p, "name"))
        .containsExactly("path number", "query sort", "query limit", "header X-New");
    assertThat(Values.list(get, "parameters").get(0).toString()).contains("type=integer");
    assertThat(Values.list(get, "parameters").get(1))
        .isEqualTo(Map.of("in", "query", "name", "sort", "schema", Map.of("type", "integer")));
    assertThat(Values.map(get, "responses")).containsOnlyKeys("200", "401", "404", "410", "503");
    assertThat(Values.at(get, "responses", "200")).isEqualTo(Map.of("description", "Fine"));
    assertThat(Values.map(get, "responses", "401"))
        .containsEntry("description", "Who?")
        .containsKey("headers");
    assertThat(Values.map(get, "responses", "401", "content")).containsOnlyKeys("application/json");
    assertThat(application.operations()).containsKey("POST /orders");
  }

  @Test
  void parametersOfAPathHoldForAllItsOperations() {
    application.servlet("orders", TestServlets.Orders.class, "/orders/*").filter("f", "/orders/*");
    document(
        "'paths':{'/orders/{no}':{'summary':'One order','servers':[{'url':'https://o.example'}],"
            + "'x-a':1,'parameters':[{'$ref':'#/components/parameters/no'},{'$ref':"
            + "'#/components/parameters/trace'}],'put':{'parameters':[{'in':'header','name':"
            + "'x-TRACE','description':'Other'}]}}},'components':{'parameters':{'no':{'in':'path',"
            + "'name':'no','required':true,'description':'Its number'},'trace':{'in':'header',"
            + "'name':'X-Trace'}}}");
    Map<String, Object> item = Values.map(at("paths", "/orders/{no}"));
    assertThat(item).containsKeys("summary", "x-a", "get", "put").doesNotContainKey("parameters");
    assertThat(item.get("servers"))
        .isEqualTo(List.of(Map.of("url", "."), Map.of("url", "https://o.example")));
    assertThat(item.keySet()).startsWith("summary", "get", "put").endsWith("servers", "x-a");
    Map<String, Object> get = application.operation("GET /orders/{no}");
    assertThat(get.get("parameters").toString())
        .contains("description=Its number", "$ref=#/components/parameters/trace", "sort");
    Map<String, Object> put = application.operation("PUT /orders/{no}");
    assertThat(put.get("parameters").toString())
        .contains("description=Its number", "description=Other")
        .doesNotContain("$ref");
  }

  @Test
  void pathsThatReferToOthersAreWrittenOut() {
    application.servlet("s", TestServlets.Silent.class, "/s/*").filter("f", "/s/a");
    paths(
        "'/s/a':{'$ref':'#/paths/~1s~1b','put':{}},'/s/b':{'get':{'operationId':'x','security':"
            + "[{'basic':[]}]}}");
    assertThat(isLocked("GET /s/a")).isTrue();
    assertThat(isLocked("PUT /s/a")).isTrue();
    assertThat(application.security("GET /s/b")).isNull();
    assertThat(application.operation("GET /s/a").get("operationId"))
        .isNotEqualTo(application.operation("GET /s/b").get("operationId"));
    assertThat(application.json()).doesNotContain("~1s~1b");
  }

  @Test
  void idsOfTheDocumentStayAndOthersGiveWay() {
    application.servlet("orders", TestServlets.Orders.class, "/orders").filter("f", "/orders");
    paths("'/a':{'get':{'operationId':'readOrder'},'put':{'operationId':'token'}}");
    assertThat(application.operation("GET /a")).containsEntry("operationId", "readOrder");
    assertThat(application.operation("PUT /a")).containsEntry("operationId", "token");
    assertThat(application.operation("GET /orders")).containsEntry("operationId", "readOrder_2");
    assertThat(application.operation("POST /token")).containsEntry("operationId", "token_2");
  }

  @Test
  void locksOfPathsThatNoCodeShowsComeFromTheFilters() {
    application
        .servlet("front", "org.apache.struts.action.ActionServlet", "*.do")
        .filter("f", "*.do", "exclude", "/ping.do")
        .filter("admin", "/admin/*", "requiredScopes", "admin");
    paths(
        "'/order/list.do':{'get':{'security':[]}},'/ping.do':{'get':{}},'/{x}.do':{'get':{}},"
            + "'/admin/{name}.do':{'post':{}},'/order/list.do?all={all}':{'get':{}},"
            + "'/größe%20x.do':{'get':{}}");
    assertThat(application.operations().keySet())
        .containsExactlyInAnyOrder(
            "GET /order/list.do",
            "GET /order/list.do?all={all}",
            "GET /ping.do",
            "GET /{x}.do",
            "POST /admin/{name}.do",
            "GET /größe%20x.do",
            "POST /token");
    assertThat(isLocked("GET /order/list.do")).isTrue();
    assertThat(isLocked("GET /order/list.do?all={all}")).isTrue();
    assertThat(isLocked("GET /größe%20x.do")).isTrue();
    assertThat(isLocked("GET /{x}.do")).isTrue();
    assertThat(application.security("GET /ping.do")).isNull();
    assertThat(application.security("POST /admin/{name}.do").toString()).contains("admin");
    assertThat(Values.map(application.operation("POST /admin/{name}.do"), "responses"))
        .containsKeys("401", "403", "503");
    assertThat(application.operation("GET /order/list.do"))
        .containsEntry("tags", List.of("Front"))
        .containsEntry("summary", "Get order list do")
        .containsKey("operationId");
    assertThat(application.operation("POST /admin/{name}.do").get("parameters").toString())
        .contains("in=path", "name=name");
  }

  @ParameterizedTest
  @CsvSource({"/app/x, false", "/app, false", "/app/{x}, false", "/other, true", "/apple, true"})
  void placeholderOfAnUnknownMappingGoesWhereAPathBelowItIsDescribed(String path, boolean shown) {
    application
        .servlet("front", "org.springframework.web.servlet.DispatcherServlet", "/app/*", "/b")
        .filter("f", "/*");
    paths("'" + path + "':{'put':{}}");
    assertThat(application.operations().containsKey("GET /app")).isEqualTo(shown);
    assertThat(application.operations()).containsKeys("GET /b", "PUT " + path);
    assertThat(isLocked("PUT " + path)).isTrue();
  }

  @Test
  void placeholderOfAFilterThatServesGoesToo() {
    application
        .filter("f", "/app/*")
        .otherFilter("struts", "org.apache.struts2.dispatcher.FilterDispatcher", "/app/*");
    paths("'/app/list.action':{'get':{}}");
    assertThat(application.operations()).containsOnlyKeys("GET /app/list.action", "POST /token");
    assertThat(isLocked("GET /app/list.action")).isTrue();
    assertThat(application.operation("GET /app/list.action"))
        .containsEntry("tags", List.of("Struts"));
    assertThat(application.warnings()).isEmpty();
  }

  @Test
  void filterThatServesBeforeOursHasNoLock() {
    application
        .otherFilter("struts", "org.apache.struts2.dispatcher.FilterDispatcher", "/app/*")
        .filter("f", "/app/*");
    paths("'/app/list.action':{'get':{}}");
    assertThat(application.security("GET /app/list.action")).isNull();
  }

  @Test
  void foreignFilterBeforeOursIsSaid() {
    application
        .servlet("s", TestServlets.Silent.class, "/s/*")
        .otherFilter("other", "com.example.Other", "/s/*")
        .filter("f", "/s/*");
    paths("'/s/x':{'get':{'description':'Mine.'}}");
    assertThat((String) application.operation("GET /s/x").get("description"))
        .startsWith("Mine.")
        .contains("Another filter of the application may answer here");
  }

  @Test
  void ourOwnEndpointsStayAndThatIsSaid() {
    application.filter("f", "/*");
    paths("'/token':{'post':{'summary':'Mine'},'get':{}},'/docs/{x}':{'get':{}}");
    assertThat(application.operations()).containsOnlyKeys("POST /token");
    assertThat(application.operation("POST /token").get("summary")).isNotEqualTo("Mine");
    assertThat(application.warnings())
        .containsExactly(
            "openapiFile describes /token, /docs/{x}, where Servlet Bearer answers; the document"
                + " shows what is ours.");
  }

  @Test
  void pathsThatNothingServesAreShownAndNamedAtTheStart() {
    application.servlet("s", TestServlets.Plain.class, "/s").filter("f", "/locked/*");
    paths(
        "'/a':{'get':{}},'/b':{},'/c':{},'/d':{},'/locked/e':{'get':{}},'/f':{},'/g':{},"
            + "'/page.jsp':{'get':{}},'/s':{'get':{}}");
    assertThat(application.operations()).containsKeys("GET /a", "GET /locked/e", "GET /page.jsp");
    assertThat(application.security("GET /a")).isNull();
    assertThat(isLocked("GET /locked/e")).isTrue();
    assertThat(application.operation("GET /locked/e")).containsEntry("tags", List.of("Locked"));
    assertThat(application.warnings())
        .containsExactly(
            "openapiFile describes /a, /b, /c, /d, /locked/e and 2 more, where no servlet or filter"
                + " of the application is mapped; the document shows it.");
  }

  @Test
  void securityThatFiltersDoNotEnforceIsSaidOnceForAllItsOperations() {
    application
        .servlet("s", TestServlets.Silent.class, "/s/*", "/open/*")
        .filter("f", "/s/*", "requiredScopes", "read");
    document(
        "'security':[{'"
            + SCHEME
            + "':['read']}],'paths':{'/s/a':{'get':{}},'/s/b':{'get':{'security':[]}},'/s/c':{'get':"
            + "{'security':[{'"
            + SCHEME
            + "':['read','write']}]},'put':{'security':[{'ba\\nsic':[]}]}},'/open/a':{'get':{}},"
            + "'/open/b':{'get':{},'put':{'security':[{}]}}}");
    assertThat(application.warnings())
        .containsExactly(
            "openapiFile, GET /open/a, GET /open/b: requires the scheme OAuth2PasswordBearer, but no"
                + " filter of that scheme is before it; the document does not show it.",
            "openapiFile, GET /s/b: has an empty security, but a filter protects it; the document"
                + " shows the filter's security.",
            "openapiFile, GET /s/c: requires write of OAuth2PasswordBearer, but not by the filter's"
                + " requiredScopes; the document does not show it.",
            "openapiFile, PUT /s/c: requires the scheme ba\\u000asic, but no filter of that scheme is"
                + " before it; the document does not show it.");
  }

  @Test
  void sameFileGivesTheSameBytes() {
    application.servlet("s", TestServlets.Plain.class, "/s").filter("f", "/s");
    paths("'/s':{'get':{'summary':'größe ✓'}},'/a':{'get':{}}");
    assertThat(application.json()).isEqualTo(application.json()).contains("größe ✓");
  }
}
