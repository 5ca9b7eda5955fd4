// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.WebXml;
import io.github.servletbearer.it.app.HelloServlet;
import io.github.servletbearer.it.app.TableVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The docs page of an application whose filters accept the tokens of different providers. */
@Tag("long")
@ExtendWith(Stage.Shared.class)
class TwoProvidersLoginIT {
  private static final String PARTNER = ".dialog-ux .auth-container:nth-of-type(1) ";
  private static final String STAFF = ".dialog-ux .auth-container:nth-of-type(2) ";

  private static Provider partners;
  private static Provider staff;
  private static Container server;

  private final Browser browser;

  TwoProvidersLoginIT(Stage stage) {
    browser = stage.browser();
  }

  @BeforeAll
  static void start() {
    partners = Provider.start();
    staff = Provider.start();
    WebXml xml =
        new WebXml()
            .contextParam("bearer.jwksIssuer", partners.origin() + ", " + staff.origin())
            .contextParam("bearer.jwksAudience", "shop")
            .bearer("partner", "/partner/*", ofProvider("Partner", partners))
            .bearer("staff", "/staff/*", ofProvider("Staff", staff))
            .servlet(
                "companion", "io.github.servletbearer.BearerServlet", "/openapi.json", "/docs/*")
            .servlet("hello", HelloServlet.class, "/partner/hello", "/staff/hello");
    server =
        ServerSpec.named("two-providers")
            .app(WebApp.at("").withBearer().withTestClasses().webXml(xml.toString()))
            .start();
    String base = server.base().toString();
    partners.register(base + "/docs/oauth2-redirect.html", base);
    staff.register(base + "/docs/oauth2-redirect.html", base);
  }

  /** The tokens of these providers are no JWTs, so another verifier accepts them. */
  private static String[] ofProvider(String scheme, Provider provider) {
    return new String[] {
      "verify",
      "jwks, " + TableVerifier.class.getName(),
      "issuers",
      provider.origin(),
      "schemeName",
      scheme,
      "authorizationUrl",
      provider.authorizationUrl(),
      "tokenUrl",
      provider.tokenUrl(),
      "clientId",
      Provider.CLIENT
    };
  }

  @AfterAll
  static void stop() {
    server.close();
    partners.close();
    staff.close();
  }

  @BeforeEach
  void forget() {
    browser.log().clear();
  }

  private DocsPage page() {
    return new DocsPage(browser, server.base().toString()).open();
  }

  /** Logs in at the provider to which a scheme's part of the dialog leads. */
  private void logIn(String part, Provider provider) {
    browser.enterWindow(() -> browser.click(part + "button.authorize"));
    browser.see("#username");
    assertThat(browser.address()).startsWith(provider.authorizationUrl() + "?");
    browser.type("#username", Provider.USER);
    browser.type("#password", Provider.PASSWORD);
    browser.click("#login");
    browser.leaveClosedWindow();
  }

  @Test
  @DisplayName("Authorize offers each scheme its provider, and its token goes to its paths alone")
  void eachSchemeHasItsProvider() {
    DocsPage page = page();
    page.openDialog();
    partners.nameNextIssuer(partners.origin());
    logIn(PARTNER, partners);
    browser.seeText(PARTNER + ".auth-btn-wrapper", "Logout");
    page.closeDialog();

    assertThat(page.isClosed("GET /partner/hello")).isTrue();
    assertThat(page.isClosed("GET /staff/hello")).isFalse();
    page.expand("GET /partner/hello");
    assertThat(page.execute("GET /partner/hello").status()).isEqualTo("200");
    page.expand("GET /staff/hello");
    assertThat(page.execute("GET /staff/hello").status()).isEqualTo("401");

    page.openDialog();
    staff.nameNextIssuer(staff.origin());
    logIn(STAFF, staff);
    browser.seeText(STAFF + ".auth-btn-wrapper", "Logout");
    page.closeDialog();
    assertThat(page.execute("GET /staff/hello").status()).isEqualTo("200");
    assertThat(browser.log().requests("POST", staff.tokenUrl())).hasSize(1);
  }

  @Test
  @DisplayName("RFC 9207: an answer of the other scheme's provider logs nobody in")
  void answerOfTheOtherProviderIsRefused() {
    DocsPage page = page();
    page.openDialog();
    partners.nameNextIssuer(staff.origin());
    logIn(PARTNER, partners);
    assertThat(page.loginProblem())
        .contains("is of another identity provider (" + staff.origin() + ")");
    page.closeDialog();
    assertThat(browser.all(".login")).isEmpty();
    assertThat(browser.log().requests("POST", partners.tokenUrl())).isEmpty();
  }
}
