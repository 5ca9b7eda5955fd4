// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The lock stands exactly where a filter does. */
class OperationSecurityTest {
  private static final String SCHEME = "OAuth2PasswordBearer";

  private final Application application = new Application().companion();

  @Test
  void exactMappingUnderAPrefixFilterIsLocked() {
    application.servlet("a", TestServlets.Plain.class, "/api/a").filter("f", "/api/*");
    assertThat(application.security("GET /api/a")).isEqualTo(application.locked(SCHEME));
  }

  @Test
  void servletThatNoFilterCoversIsNotListed() {
    application.servlet("a", TestServlets.Plain.class, "/a").filter("f", "/api/*");
    assertThat(application.operations()).containsOnlyKeys("POST /token");
  }

  @Test
  void openServletIsListedWhereItIsAnnotatedOrNamed() {
    application
        .servlet("orders", TestServlets.Orders.class, "/orders")
        .servlet("a", TestServlets.Plain.class, "/a")
        .servlet("b", TestServlets.Plain.class, "/b")
        .set("documentServlets", "a");
    assertThat(application.operations())
        .containsOnlyKeys("GET /orders", "POST /orders", "GET /a", "POST /token");
    assertThat(application.security("GET /a")).isNull();
    assertThat(application.security("GET /orders")).isNull();
  }

  @Test
  void mappingCoveredInPartIsSplit() {
    application.servlet("a", TestServlets.Plain.class, "/a/*").filter("f", "/a/admin/*");
    assertThat(application.security("GET /a")).isNull();
    assertThat(application.security("GET /a/admin")).isEqualTo(application.locked(SCHEME));
  }

  @Test
  void excludedPathIsOpenAndTheRestLocked() {
    application
        .servlet("a", TestServlets.Plain.class, "/a/*")
        .filter("f", "/a/*", "exclude", "/a/open");
    assertThat(application.security("GET /a")).isEqualTo(application.locked(SCHEME));
    assertThat(application.security("GET /a/open")).isNull();
  }

  @Test
  void folderWhoseOwnPathIsLockedShowsTheRestApart() {
    application.servlet("a", TestServlets.Plain.class, "/a/*").filter("f", "/a");
    assertThat(application.security("GET /a")).isEqualTo(application.locked(SCHEME));
    assertThat(application.security("GET /a/{path}")).isNull();
  }

  @Test
  void templateBelowALockedFolderKeepsItsLock() {
    application
        .servlet("orders", TestServlets.Orders.class, "/o/*")
        .filter("f", "/o/vip/*", "requiredScopes", "vip");
    assertThat(application.security("GET /o/{id}")).isNull();
    assertThat(application.security("GET /o/vip")).isEqualTo(application.locked(SCHEME, "vip"));
    assertThat(application.security("POST /o")).isNull();
    assertThat(application.security("POST /o/vip")).isEqualTo(application.locked(SCHEME, "vip"));
  }

  @Test
  void extensionMappingIsSplitByAFolder() {
    application.servlet("a", TestServlets.Plain.class, "*.do").filter("f", "/admin/*");
    assertThat(application.security("GET /{name}.do")).isNull();
    assertThat(application.security("GET /admin/{name}.do")).isEqualTo(application.locked(SCHEME));
  }

  @Test
  void filterOnAServletNameLocksAllItsMappings() {
    application
        .servlet("a", TestServlets.Plain.class, "/a", "/b/*")
        .filterOn("f", "<servlet-name>a</servlet-name>");
    assertThat(application.security("GET /a")).isEqualTo(application.locked(SCHEME));
    assertThat(application.security("GET /b")).isEqualTo(application.locked(SCHEME));
  }

  @Test
  void mappingForForwardsAloneIsNoLock() {
    application
        .servlet("orders", TestServlets.Orders.class, "/orders")
        .filterOn(
            "f",
            "<url-pattern>/orders</url-pattern><dispatcher>FORWARD</dispatcher></filter-mapping>"
                + "<filter-mapping><filter-name>f</filter-name><url-pattern>/x</url-pattern>");
    assertThat(application.security("GET /orders")).isNull();
  }

  @Test
  @DisplayName("E2: a lock is optional for the open methods, and for no other")
  void openMethodsAreOptional() {
    application
        .servlet("a", TestServlets.Several.class, "/a")
        .filter("f", "/a", "openMethods", "GET");
    assertThat(application.security("GET /a"))
        .isEqualTo(List.of(Map.of(), application.locked(SCHEME).get(0)));
    assertThat(application.security("POST /a")).isEqualTo(application.locked(SCHEME));
  }

  @Test
  @DisplayName("a lock is optional only where no filter of several asks for a token")
  void severalFiltersOpenWhatAllOpen() {
    application
        .servlet("a", TestServlets.Several.class, "/a")
        .filter("reads", "/a", "openMethods", "GET")
        .filter("none", "/a", "autoError", "false");
    assertThat(application.security("GET /a"))
        .isEqualTo(List.of(Map.of(), application.locked(SCHEME).get(0)));
    assertThat(application.security("POST /a")).isEqualTo(application.locked(SCHEME));
  }

  @Test
  @DisplayName("E1: the application's own login is an alternative to a token")
  void sessionIsAnAlternative() {
    application
        .servlet("a", TestServlets.Several.class, "/a")
        .filter("f", "/a", "session", "accept", "openMethods", "GET");
    assertThat(application.security("POST /a"))
        .isEqualTo(
            List.of(
                application.locked(SCHEME).get(0), application.locked("ApplicationLogin").get(0)));
    assertThat(application.security("GET /a"))
        .as("nothing is needed")
        .isEqualTo(List.of(Map.of(), application.locked(SCHEME).get(0)));
  }

  @Test
  @DisplayName("the scheme of that login has a name that no filter's scheme has, and says its kind")
  void schemeOfTheLoginHasItsOwnName() {
    application
        .servlet("a", TestServlets.Plain.class, "/a")
        .filter("f", "/a", "session", "accept", "schemeName", "ApplicationLogin");
    assertThat(application.security("GET /a"))
        .isEqualTo(
            List.of(Map.of("ApplicationLogin", List.of()), Map.of("ApplicationLogin_", List.of())));
    assertThat(application.json())
        .contains("\"ApplicationLogin_\": {", "\"in\": \"cookie\"", "\"name\": \"JSESSIONID\"");
  }

  @Test
  @DisplayName("a session is an alternative only where each filter accepts it")
  void sessionWhereAllAcceptIt() {
    application
        .servlet("a", TestServlets.Several.class, "/a", "/b")
        .filter("f", "/a", "session", "accept")
        .filter("g", "/a")
        .filter("h", "/b", "session", "accept")
        .filter("i", "/b", "autoError", "false");
    assertThat(application.security("GET /a")).isEqualTo(application.locked(SCHEME));
    assertThat((List<?>) application.security("GET /b")).hasSize(2);
  }

  @Test
  @DisplayName("E3: reportOnly is no lock, and adds nothing to the lock of another filter")
  void reportOnlyIsNoLock() {
    application
        .servlet("a", TestServlets.Plain.class, "/a", "/b")
        .filter("f", "/a", "reportOnly", "true")
        .filter("g", "/b", "reportOnly", "true", "requiredScopes", "x", "schemeName", "Other")
        .filter("h", "/b");
    assertThat(application.security("GET /a")).isNull();
    assertThat(application.security("GET /b")).isEqualTo(application.locked(SCHEME));
  }

  @Test
  void scopesGoByMethod() {
    application
        .servlet("a", TestServlets.Several.class, "/a")
        .filter("f", "/a", "requiredScopes", "GET: read; *: write");
    assertThat(application.security("GET /a")).isEqualTo(application.locked(SCHEME, "read"));
    assertThat(application.security("POST /a")).isEqualTo(application.locked(SCHEME, "write"));
  }

  @Test
  void scopesOfSeveralFiltersWithOneSchemeAreMerged() {
    application
        .servlet("a", TestServlets.Plain.class, "/a/b")
        .filter("f", "/a/*", "requiredScopes", "one")
        .filter("g", "/a/b", "requiredScopes", "two");
    assertThat(application.security("GET /a/b"))
        .isEqualTo(application.locked(SCHEME, "one", "two"));
  }

  @Test
  void severalSchemesMustAllBeSatisfied() {
    application
        .servlet("a", TestServlets.Plain.class, "/a")
        .filter("f", "/*")
        .filter("g", "/a", "schemeName", "Other", "requiredScopes", "two");
    assertThat(application.security("GET /a"))
        .isEqualTo(List.of(Map.of(SCHEME, List.of(), "Other", List.of("two"))));
  }

  @Test
  void filterThatMayAnswerFirstLeavesAnEmptyAlternativeAndASentence() {
    application
        .servlet("a", TestServlets.Plain.class, "/a")
        .otherFilter("enc", "com.example.Enc", "/*")
        .filter("f", "/a", "requiredScopes", "one");
    assertThat(application.security("GET /a"))
        .isEqualTo(List.of(Map.of(), Map.of(SCHEME, List.of("one"))));
    assertThat(application.operation("GET /a"))
        .containsEntry("x-bearer", "partly")
        .containsEntry(
            "description",
            "Another filter of the application may answer here before the token is looked at.");
    assertThat(application.json()).doesNotContain("com.example.Enc");
  }

  @Test
  void filterThatIsTrustedOrBehindLeavesTheLock() {
    application
        .servlet("a", TestServlets.Plain.class, "/a")
        .otherFilter("enc", "com.example.Enc", "/*")
        .filter("f", "/a")
        .otherFilter("behind", "com.example.Behind", "/*")
        .set("passThroughFilters", "enc");
    assertThat(application.security("GET /a")).isEqualTo(application.locked(SCHEME));
    assertThat(application.operation("GET /a")).doesNotContainKey("x-bearer");
  }

  @Test
  void partOfAMappingThatMayBeAnsweredFirstIsDocumentedByItself() {
    application
        .servlet("a", TestServlets.Plain.class, "/a/*")
        .otherFilter("enc", "com.example.Enc", "/a/x/*")
        .filter("f", "/a/*");
    assertThat(application.security("GET /a")).isEqualTo(application.locked(SCHEME));
    assertThat(application.operation("GET /a/x")).containsEntry("x-bearer", "partly");
  }

  @Test
  void tokenEndpointThatMayBeAnsweredFirstIsNotPromised() {
    application
        .servlet("a", TestServlets.Plain.class, "/a")
        .filter("f", "/a")
        .otherFilter("security", "org.springframework.web.filter.DelegatingFilterProxy", "/*");
    assertThat(String.valueOf(application.operation("POST /token").get("description")))
        .endsWith("Another filter of the application may answer here first.");
    application.set("passThroughFilters", "security");
    assertThat(String.valueOf(application.operation("POST /token").get("description")))
        .doesNotContain("Another filter");
  }

  @Test
  void optionalFilterLeavesAnEmptyAlternative() {
    application
        .servlet("a", TestServlets.Plain.class, "/a")
        .filter("f", "/a", "autoError", "false", "requiredScopes", "one");
    assertThat(application.security("GET /a"))
        .isEqualTo(List.of(Map.of(), Map.of(SCHEME, List.of("one"))));
  }

  @Test
  void optionalFilterBesideARequiredOneStillAsksForItsScopes() {
    application
        .servlet("a", TestServlets.Plain.class, "/a")
        .filter("f", "/a", "autoError", "false", "requiredScopes", "one")
        .filter("g", "/*");
    assertThat(application.security("GET /a")).isEqualTo(application.locked(SCHEME, "one"));
  }

  @Test
  void schemeWithoutATokenEndpointListsNoScopes() {
    Application bare =
        new Application()
            .servlet("bearer", "io.github.servletbearer.BearerServlet", "/openapi.json")
            .servlet("a", TestServlets.Plain.class, "/a")
            .filter("f", "/a", "verify", "com.example.Verifier", "requiredScopes", "one");
    assertThat(bare.security("GET /a")).isEqualTo(bare.locked(SCHEME));
    assertThat(Values.map(bare.document(), "components", "securitySchemes", SCHEME))
        .containsEntry("type", "http")
        .containsEntry("scheme", "bearer");
    assertThat(bare.json()).contains("The token lacks a required scope: one");
  }

  @Test
  void everyScopeOfARequirementIsInItsScheme() {
    application
        .servlet("a", TestServlets.Several.class, "/a/*", "*.do")
        .servlet("orders", TestServlets.Orders.class, "/orders/*")
        .filter("f", "/*", "requiredScopes", "GET: r; *: r w")
        .filter("g", "/orders/x/*", "requiredScopes", "x", "autoError", "false")
        .filter("h", "/a/y", "schemeName", "Other", "requiredScopes", "y")
        .set("scopes", "r = Read");
    Map<String, Object> schemes =
        Values.map(application.document(), "components", "securitySchemes");
    int seen = 0;
    for (Map<String, Object> operation : application.operations().values()) {
      if (operation.containsKey("security")) {
        for (Object requirement : Values.list(operation, "security")) {
          for (Map.Entry<String, Object> entry : Values.map(requirement).entrySet()) {
            Set<String> known =
                Values.map(schemes, entry.getKey(), "flows", "password", "scopes").keySet();
            assertThat(known).containsAll(cast(entry.getValue()));
            seen++;
          }
        }
      }
    }
    assertThat(seen).isGreaterThan(10);
  }

  @SuppressWarnings("unchecked")
  private static List<String> cast(Object value) {
    return (List<String>) value;
  }
}
