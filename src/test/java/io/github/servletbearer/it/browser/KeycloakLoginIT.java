// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertNoErrors;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Keycloak;
import io.github.servletbearer.it.KeycloakRealm;
import io.github.servletbearer.it.ProviderApp;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.browser.DocsPage.Shown;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The docs page logs in at a real provider, and calls with the token that it was given there. */
@ExtendWith({Stage.Shared.class, Keycloak.Shared.class})
class KeycloakLoginIT {

  private static final String HELLO = ProviderApp.HELLO;
  private static final String ALL_SCOPES = ".modal-ux .scopes h2 a:first-of-type";

  private static KeycloakRealm realm;
  private static Container server;

  private final Browser browser;
  private final String base = server.base() + "/shop";
  private final String provider = "http://" + URI.create(realm.issuer()).getAuthority();

  KeycloakLoginIT(Stage stage) {
    browser = stage.browser();
  }

  @BeforeAll
  static void start(Keycloak keycloak) {
    realm = keycloak.realm("docs");
    String[] filter = {
      "verify",
      "jwks",
      "jwksIssuer",
      realm.issuer(),
      "jwksAudience",
      KeycloakRealm.API,
      "userClaims",
      "preferred_username",
      "requiredScopes",
      "items:read",
      "scopes",
      "items:read = Read items; items:write = Write items",
      "authorizationUrl",
      realm.authorizationUrl(),
      "tokenUrl",
      realm.tokenUrl(),
      "clientId",
      KeycloakRealm.DOCS_PAGE
    };
    String name = "keycloak-login";
    server = ServerSpec.named(name).app("/shop", ProviderApp.build(name, "/shop", filter)).start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void forget() {
    browser.forgetAll(provider); // or its session would log in without a question
    browser.log().clear();
  }

  private void logInThere(String password) {
    browser.type("#username", "johndoe");
    browser.type("#password", password);
    browser.click("#kc-login");
  }

  @Test
  @DisplayName("DP-1 DP-2 Authorize, log in at Keycloak, Execute, log out, Execute")
  void loginCallAndLogout() {
    DocsPage page = new DocsPage(browser, base).open();
    page.openDialog();
    browser.click(ALL_SCOPES);
    browser.enterWindow(() -> browser.click(".modal-ux button.authorize"));
    logInThere("not-the-password");
    browser.seeText("body", "Invalid username or password");
    logInThere("secret");
    browser.leaveClosedWindow();
    browser.seeText(".modal-ux .auth-btn-wrapper", "Logout");
    page.closeDialog();
    assertThat(page.login()).contains("johndoe", "min left");
    page.expand(HELLO);

    Shown hello = page.execute(HELLO);
    assertThat(hello.status()).isEqualTo("200");
    assertThat(hello.body()).contains("\"bearer.sub\": \"johndoe\"");

    page.logOut();
    assertThat(page.execute(HELLO).status()).isEqualTo("401");
    assertThat(browser.log().requests("POST", realm.tokenUrl()))
        .singleElement()
        .satisfies(
            token ->
                assertThat(token.body())
                    .contains("grant_type=authorization_code", "code_verifier=")
                    .doesNotContain("client_secret"));
    assertThat(browser.log().requests())
        .allSatisfy(each -> assertThat(each.url()).matches("(" + base + "|" + provider + ")/.*"));
    assertNoErrors(browser.log(), "401 " + base + "/api/hello");
  }

  @Test
  @DisplayName("a scope that was not requested is not there")
  void scopeThatWasNotTickedIsMissing() {
    DocsPage page = new DocsPage(browser, base).open();
    page.logInAtProvider(() -> logInThere("secret"));
    page.expand(HELLO);

    Shown hello = page.execute(HELLO);

    assertThat(hello.status()).isEqualTo("403");
    assertThat(hello.body()).contains("insufficient_scope");
    assertNoErrors(browser.log(), "403 " + base + "/api/hello");
  }
}
