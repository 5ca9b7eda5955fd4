// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static io.github.servletbearer.it.browser.Quiet.assertNoErrors;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.ProviderApp;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.app.TableVerifier;
import io.github.servletbearer.it.browser.BrowserLog.Request;
import io.github.servletbearer.it.browser.DocsPage.Shown;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The docs page of applications that leave logins to an identity provider on another site. */
@Tag("long")
@ExtendWith(Stage.Shared.class)
class ProviderLoginIT {

  private static final String HELLO = ProviderApp.HELLO;
  private static final String STORED = "JSON.stringify([localStorage, sessionStorage])";

  private static Provider provider;
  private static Container server;
  private static RewritingProxy proxy;

  private final Browser browser;

  ProviderLoginIT(Stage stage) {
    browser = stage.browser();
  }

  /** Where an application lies, as its visitors see it. */
  private enum Place {
    ROOT_CONTEXT,
    BEHIND_PROXY;

    String base() {
      return this == ROOT_CONTEXT ? server.base().toString() : proxy.base();
    }

    String origin() {
      return originOf(base());
    }
  }

  @BeforeAll
  static void start() {
    provider = Provider.start();
    String name = "provider";
    String[] code = {
      "verify",
      TableVerifier.class.getName(),
      "requiredScopes",
      "user",
      "scopes",
      "user = Use the shop; openid = Tell who I am",
      "authorizationUrl",
      provider.authorizationUrl(),
      "tokenUrl",
      provider.tokenUrl(),
      "clientId",
      Provider.CLIENT
    };
    String[] typed = Arrays.copyOf(code, code.length - 2); // without the client
    String[] pasted = {
      "verify",
      TableVerifier.class.getName(),
      "openIdConnectUrl",
      provider.origin() + "/.well-known/openid-configuration"
    };
    server =
        ServerSpec.named(name)
            .environment("SERVLET_BEARER_JWKS_ISSUER", provider.origin())
            .app("", ProviderApp.build(name, "", code))
            .app("/code", ProviderApp.build(name, "/code", code))
            .app("/renewed", ProviderApp.build(name, "/renewed", with(code, provider.tokenUrl())))
            .app("/typed", ProviderApp.build(name, "/typed", typed))
            .app("/pasted", ProviderApp.build(name, "/pasted", pasted))
            .start();
    proxy = RewritingProxy.before(server.base() + "/code");
    for (String base :
        List.of(
            server.base().toString(),
            server.base() + "/renewed",
            server.base() + "/typed",
            proxy.base())) {
      provider.register(base + "/docs/oauth2-redirect.html", originOf(base));
    }
  }

  private static String[] with(String[] parameters, String refreshUrl) {
    String[] all = Arrays.copyOf(parameters, parameters.length + 2);
    all[parameters.length] = "refreshUrl";
    all[parameters.length + 1] = refreshUrl;
    return all;
  }

  @AfterAll
  static void stop() {
    proxy.close();
    server.close();
    provider.close();
  }

  private static String originOf(String address) {
    return "http://" + URI.create(address).getAuthority();
  }

  @BeforeEach
  void forget() {
    browser.log().clear();
  }

  @AfterEach
  void reset() {
    browser.prefer("light");
    browser.width(Browser.WIDTH);
  }

  private DocsPage root() {
    return new DocsPage(browser, Place.ROOT_CONTEXT.base());
  }

  private void logInThere() {
    browser.type("#username", Provider.USER);
    browser.type("#password", Provider.PASSWORD);
    browser.click("#login");
  }

  /** The page has asked the provider for nothing but a token, and nobody else for anything. */
  private void assertOnlyTokenRequests(String origin) {
    List<Request> foreign =
        browser.log().requests().stream()
            .filter(each -> !each.url().startsWith(origin + "/"))
            .filter(each -> !each.url().startsWith("about:"))
            .toList();
    assertThat(foreign)
        .allSatisfy(each -> assertThat(each.url()).startsWith(provider.origin() + "/"))
        .extracting(each -> each.method() + " " + URI.create(each.url()).getPath())
        .isSubsetOf("GET /authorize", "POST /login", "POST /token");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("DP-1 DP-2 Authorize, log in at the provider, come back, Execute, log out, Execute")
  void loginCallAndLogout(Place place) {
    DocsPage page = new DocsPage(browser, place.base()).open();
    page.logInAtProvider(this::logInThere);
    assertThat(page.login()).contains(Provider.USER, "min left");
    assertThat(page.isClosed(HELLO)).isTrue();
    page.expand(HELLO);

    Shown hello = page.execute(HELLO);
    assertThat(hello.status()).isEqualTo("200");
    assertThat(hello.body()).contains("\"bearer.sub\": \"gina\"");
    assertThat(browser.evaluate(STORED)).isEqualTo("[{},{}]");

    page.logOut();
    assertThat(browser.all(".login")).isEmpty();
    assertThat(page.execute(HELLO).status()).isEqualTo("401");

    assertThat(browser.log().requests("POST", provider.tokenUrl()))
        .singleElement()
        .satisfies(
            token ->
                assertThat(token.headers())
                    .doesNotContainKeys("authorization", "cookie", "x-requested-with")
                    .containsEntry("origin", place.origin()),
            token ->
                assertThat(token.body())
                    .contains(
                        "grant_type=authorization_code",
                        "client_id=" + Provider.CLIENT,
                        "code_verifier=")
                    .doesNotContain("client_secret", "password"));
    assertOnlyTokenRequests(place.origin());
    assertNoErrors(browser.log(), "401 " + place.base() + "/api/hello");
  }

  @Test
  @DisplayName("the request has the scopes that are ticked, and one state that nobody can guess")
  void requestHasScopesAndAState() {
    DocsPage page = root().open();
    page.openDialog();
    browser.click(".modal-ux .scopes h2 a:first-of-type");
    browser.enterWindow(() -> browser.click(".modal-ux button.authorize"));
    String address = browser.address();
    browser.closeWindow();

    assertThat(address)
        .startsWith(provider.authorizationUrl() + "?")
        .containsPattern("[?&]scope=(user\\+openid|openid\\+user)(&|$)")
        .containsPattern("[?&]state=[0-9a-f]{32}(&|$)")
        .containsOnlyOnce("state=");
  }

  @Test
  @DisplayName("without a clientId whoever logs in types one; a secret is never asked for")
  void clientIsTypedWhereNoneIsSet() {
    DocsPage page = new DocsPage(browser, server.base() + "/typed").open();
    page.openDialog();
    assertThat(page.dialogFields()).startsWith("client_id:");
    assertThat(browser.all(".modal-ux input[type=password]")).isEmpty();
    browser.type(".modal-ux #client_id_authorizationCode", Provider.CLIENT);
    browser.enterWindow(() -> browser.click(".modal-ux button.authorize"));
    logInThere();
    browser.leaveClosedWindow();
    browser.seeText(".modal-ux .auth-btn-wrapper", "Logout");
    page.closeDialog();
    assertThat(page.login()).contains(Provider.USER);
  }

  @Test
  @DisplayName("the provider's window cannot reach the docs page")
  void providerHasNoOpener() {
    DocsPage page = root().open();
    page.beginProviderLogin();
    browser.see("#username");
    Object opener = browser.evaluate("window.opener");
    browser.closeWindow();

    assertThat(opener).isNull();
    page.closeDialog();
  }

  @Test
  @DisplayName("an answer with another state logs nobody in, and no code stays in the address")
  void wrongStateIsRefused() {
    DocsPage page = root().open();
    provider.changeNextState("0123456789abcdef0123456789abcdef");
    page.beginProviderLogin();
    logInThere();
    browser.seeText("#unexpected", "no one is logged in");
    String address = browser.address();
    List<?> barriers = browser.barriers();
    browser.closeWindow();

    assertThat(address).isEqualTo(Place.ROOT_CONTEXT.base() + "/docs/oauth2-redirect.html");
    assertThat(barriers).isEmpty();
    page.closeDialog();
    assertThat(browser.all(".login")).isEmpty();
    assertThat(browser.log().requests("POST", provider.tokenUrl())).isEmpty();
    assertNoErrors(browser.log());
  }

  @Test
  @DisplayName("RFC 9207: an answer that names its issuer must name the one of the settings")
  void issuerOfTheAnswerIsChecked() {
    DocsPage page = root().open();
    provider.nameNextIssuer(provider.origin() + "/");
    page.beginProviderLogin();
    logInThere();
    browser.leaveClosedWindow();
    assertThat(page.loginProblem())
        .isEqualTo(
            "The answer is of another identity provider ("
                + provider.origin()
                + "/), so no one is logged in.");
    page.closeDialog();
    assertThat(browser.all(".login")).isEmpty();
    assertThat(browser.log().requests("POST", provider.tokenUrl())).isEmpty();

    page.open();
    provider.nameNextIssuer(provider.origin());
    page.logInAtProvider(this::logInThere);
    assertThat(page.login()).contains(Provider.USER);
    assertNoErrors(browser.log());
  }

  @Test
  @DisplayName("an answer without a state is not handed over")
  void answerWithoutStateIsRefused() {
    DocsPage page = root().open();
    page.beginProviderLogin();
    browser.open(Place.ROOT_CONTEXT.base() + "/docs/oauth2-redirect.html?code=x&state=");
    browser.seeText("#nothing", "leads here after a login");
    browser.closeWindow();

    page.closeDialog();
    assertThat(browser.log().requests("POST", provider.tokenUrl())).isEmpty();
    assertNoErrors(browser.log());
  }

  @Test
  @DisplayName("whoever gives up at the provider reads so in the dialog")
  void refusalIsTold() {
    DocsPage page = root().open();
    page.beginProviderLogin();
    browser.click("#cancel");
    browser.leaveClosedWindow();

    assertThat(page.loginProblem()).isEqualTo("The login was refused or given up.");
    page.closeDialog();
    assertOnlyTokenRequests(Place.ROOT_CONTEXT.origin());
    assertNoErrors(browser.log());
  }

  @Test
  @DisplayName("a window that the browser blocks is named as the reason")
  void blockedWindowIsTold() {
    DocsPage page = root().open();
    browser.evaluate("(window.open = () => null) && 0");
    page.openDialog();
    browser.click(".modal-ux button.authorize");

    assertThat(page.loginProblem())
        .isEqualTo("The browser has blocked the window of the login. Allow it for this page.");
    page.closeDialog();
    assertThat(browser.log().requests("GET", provider.authorizationUrl())).isEmpty();
  }

  @Test
  @DisplayName("a provider that does not answer by CORS is named as the reason")
  void missingCorsIsTold() {
    String origin = Place.ROOT_CONTEXT.origin();
    provider.forgetOrigin(origin);
    try {
      DocsPage page = root().open();
      page.beginProviderLogin();
      logInThere();
      browser.leaveClosedWindow();

      assertThat(page.loginProblem()).contains("does not answer pages of " + origin + " (CORS)");
      page.closeDialog();
    } finally {
      provider.register(origin + "/docs/oauth2-redirect.html", origin);
    }
  }

  @Test
  @DisplayName("where the document names a refreshUrl of the provider, a login there goes on")
  void loginAtAProviderGoesOn() {
    DocsPage page = new DocsPage(browser, server.base() + "/renewed").open();
    page.logInAtProvider(this::logInThere);
    assertThat(page.login()).contains(Provider.USER, "renews itself");
    for (int i = 2; i <= 3; i++) {
      int requests = i;
      browser.passTime(Duration.ofSeconds(Provider.LIFETIME * 85 / 100));
      browser.until(
          "renewed", tab -> browser.log().requests("POST", provider.tokenUrl()).size() == requests);
      browser.seeText(".login", "9 min left");
      assertThat(page.login()).contains(Provider.USER, "renews itself");
    }
    assertThat(browser.log().requests("POST", provider.tokenUrl()))
        .hasSize(3)
        .last()
        .satisfies(renewal -> assertThat(renewal.headers()).doesNotContainKey("cookie"))
        .satisfies(
            renewal ->
                assertThat(renewal.body())
                    .isEqualTo(
                        "grant_type=refresh_token&refresh_token=never-to-be-kept&client_id="
                            + Provider.CLIENT));
    browser.click(".login button");
    browser.seeNo(".login");
    assertNoErrors(browser.log());
  }

  @Test
  @DisplayName("DP-4 kept for this tab: the access token and no other; over when its time is")
  void tokenIsKeptAndRunsOut() {
    DocsPage page = root().open();
    page.logInAtProvider(this::logInThere);
    browser.click(".login input");
    assertThat((String) browser.evaluate(STORED))
        .contains("good", Provider.USER)
        .doesNotContain("never-to-be-kept", "code", "verifier");
    page.open();
    assertThat(page.login()).contains(Provider.USER, "left");
    page.expand(HELLO);
    assertThat(page.execute(HELLO).status()).isEqualTo("200");

    browser.passTime(Duration.ofSeconds(Provider.LIFETIME + 1));
    browser.seeText(".login", "Log in again");
    assertThat(browser.evaluate(STORED)).isEqualTo("[{},{}]");
    assertThat(page.execute(HELLO).status()).isEqualTo("401");
  }

  @Test
  @DisplayName(
      "OpenID Connect: a token is pasted, with or without Bearer, and nobody else is asked")
  void tokenIsPasted() {
    DocsPage page = new DocsPage(browser, server.base() + "/pasted").open();
    page.openDialog();
    browser.seeText(".modal-ux", provider.origin() + "/.well-known/openid-configuration");
    page.closeDialog();
    page.pasteToken(" Bearer good ");
    assertThat(page.login()).contains("Logged in");
    page.expand(HELLO);

    assertThat(page.execute(HELLO).status()).isEqualTo("200");
    browser.click(".login button");
    browser.seeNo(".login");
    assertThat(page.execute(HELLO).status()).isEqualTo("401");
    assertThat(browser.log().requests())
        .allSatisfy(each -> assertThat(each.url()).startsWith(server.base() + "/"));
    assertNoErrors(browser.log(), "401 " + server.base() + "/pasted/api/hello");
  }

  @Test
  @DisplayName("a pasted JWT tells whose it is and how long it is good, and ends by itself")
  void pastedJwtTellsItsUser() {
    DocsPage page = new DocsPage(browser, server.base() + "/pasted").open();
    long inFiveMinutes = System.currentTimeMillis() / 1000 + 300;
    page.pasteToken(Provider.jwt(Map.of("sub", "Zoë", "exp", inFiveMinutes)));

    assertThat(page.login()).containsPattern("Zoë\\s+[45] min left");
    browser.passTime(Duration.ofMinutes(6));
    browser.seeText(".login", "Log in again");
  }

  @Test
  @DisplayName("a user whose name is longer than a line makes the page no wider than a phone")
  void longUserFits() {
    browser.width(360);
    DocsPage page = new DocsPage(browser, server.base() + "/pasted").open();
    String user = "0123456789abcdef".repeat(8);
    page.pasteToken(Provider.jwt(Map.of("sub", user)));

    assertThat(page.login()).contains(user);
    assertThat(browser.overflow()).isZero();
  }

  @ParameterizedTest(name = "{0}, {1} pixels")
  @CsvSource({"light, 1280", "dark, 1280", "light, 360", "dark, 360"})
  @DisplayName("dialogs and the page in between can be read, also by those who cannot see")
  void dialogsAreAccessible(String colours, int width) {
    browser.prefer(colours);
    browser.width(width);
    for (String path : List.of("", "/typed", "/pasted")) {
      DocsPage page = new DocsPage(browser, server.base() + path).open();
      page.openDialog();
      assertLegible("provider-dialog" + path.replace('/', '-') + "-" + colours + "-" + width);
      browser.press(Keys.ESCAPE);
    }
    browser.open(server.base() + "/docs/oauth2-redirect.html");
    browser.see("#nothing");
    assertLegible("provider-handover-" + colours + "-" + width);
  }

  private void assertLegible(String picture) {
    browser.untilStill();
    browser.photographWindow(picture);
    assertThat(browser.barriers()).as(picture).isEmpty();
    assertThat(browser.faintTexts(4.5)).as("faint texts of %s", picture).isEmpty();
    assertThat(browser.overflow()).as("pixels beyond the right edge, %s", picture).isZero();
  }
}
