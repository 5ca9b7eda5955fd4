// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.servletbearer.internal.Recipes;
import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.ProviderApp;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.WebXml;
import io.github.servletbearer.it.app.HelloServlet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The docs page logs in at providers of the shapes of {@code provider-logins.json}, each under the
 * settings of its recipe.
 */
@Tag("long")
@ExtendWith(Stage.Shared.class)
class ProviderShapesLoginIT {

  private static final String NAME = "provider-shapes";
  private static final String DIALOG = ".modal-ux ";

  private static final Map<String, ShapedLogin> PROVIDERS = new TreeMap<>();
  private static final Map<String, String> CONTEXTS = new TreeMap<>();
  private static Container server;

  private final Browser browser;

  ProviderShapesLoginIT(Stage stage) {
    browser = stage.browser();
  }

  static List<LoginShape> shapes() {
    return LoginShape.all();
  }

  @BeforeAll
  static void start() {
    ServerSpec spec = ServerSpec.named(NAME);
    for (LoginShape shape : LoginShape.all()) {
      ShapedLogin provider = PROVIDERS.computeIfAbsent(shape.name(), n -> ShapedLogin.start(shape));
      String context = "/app" + CONTEXTS.size();
      if (CONTEXTS.putIfAbsent(shape.application(), context) == null) {
        spec.app(context, application(context, provider.here(webXml(shape))));
      }
    }
    server = spec.start();
  }

  private static Path application(String context, String settings) {
    WebXml xml =
        new WebXml()
            .raw(settings)
            .servlet(
                "companion", "io.github.servletbearer.BearerServlet", "/openapi.json", "/docs/*")
            .servlet("hello", HelloServlet.class, "/api/hello");
    return WebApp.at(context).withBearer().withTestClasses().webXml(xml.toString()).build(NAME);
  }

  /** The recipe's part of web.xml, with the settings of the row. */
  private static String webXml(LoginShape shape) {
    Recipes recipes = Recipes.ofPage();
    String xml = recipes.webXml(shape.name()) + recipes.docsPageXml(shape.name());
    for (var setting : shape.merged("settings").entrySet()) {
      xml = with(xml, "bearer." + setting.getKey(), setting.getValue().getAsString());
    }
    if (shape.text("requiredScopes") != null) {
      String scopes =
          "<init-param><param-name>requiredScopes</param-name><param-value>"
              + shape.text("requiredScopes")
              + "</param-value></init-param></filter>";
      xml = xml.replace("</filter>", scopes);
    }
    return xml;
  }

  private static String with(String xml, String name, String value) {
    String start = "<param-name>" + name + "</param-name><param-value>";
    Pattern there = Pattern.compile(Pattern.quote(start) + "[^<]*");
    return there.matcher(xml).find()
        ? there.matcher(xml).replaceAll(Matcher.quoteReplacement(start + value))
        : xml + "<context-param>" + start + value + "</param-value></context-param>";
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    PROVIDERS.values().forEach(ShapedLogin::close);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void login(LoginShape shape) {
    ShapedLogin provider = PROVIDERS.get(shape.name());
    provider.use(shape);
    DocsPage page = new DocsPage(browser, server.base() + CONTEXTS.get(shape.application()));
    openOnceMetadataAreRead(page, shape.is("unread", false));
    page.openDialog();
    JsonObject asks = shape.merged("asks");
    boolean tick = shape.is("tick", false);
    if (tick) {
      browser.click(DIALOG + ".scopes h2 a:first-of-type");
    } else if (asks.has("scope")) {
      assertThat(browser.all(DIALOG + ".scopes")).isEmpty();
    }
    browser.enterWindow(() -> browser.click(DIALOG + "button.authorize"));
    browser.click("#login");
    browser.leaveClosedWindow();
    if (shape.text("problem") == null) {
      assertLogin(page, shape);
    } else {
      assertProblem(page, shape, provider);
    }
    if (shape.row().has("asks")) {
      Map<String, String> expected = new TreeMap<>();
      asks.entrySet().forEach(each -> expected.put(each.getKey(), each.getValue().getAsString()));
      assertThat(provider.asked()).isEqualTo(expected);
    }
  }

  /** Opens the page as it is when all metadata were read that can be. */
  private void openOnceMetadataAreRead(DocsPage page, boolean butOne) {
    browser.until(
        "the application has read the metadata",
        tab -> {
          page.open();
          String issuers = browser.all("#swagger-ui").get(0).getAttribute("data-issuers");
          return issuers.split("unknown", -1).length == (butOne ? 2 : 1);
        });
  }

  private void assertLogin(DocsPage page, LoginShape shape) {
    browser.seeText(DIALOG + ".auth-btn-wrapper", "Logout");
    page.closeDialog();
    photograph(shape);
    assertThat(page.login()).contains(shape.text("user"), "left");
    page.expand(ProviderApp.HELLO);
    assertThat(page.execute(ProviderApp.HELLO).status()).isEqualTo("200");
  }

  private void assertProblem(DocsPage page, LoginShape shape, ShapedLogin provider) {
    String origin = "http://" + server.base().getAuthority();
    assertThat(page.loginProblem())
        .isEqualTo(
            shape.text("problem").replace("ORIGIN", provider.origin()).replace("PAGE", origin));
    photograph(shape);
    page.closeDialog();
    assertThat(browser.all(".login")).isEmpty();
  }

  private void photograph(LoginShape shape) {
    browser.photographWindow("login-" + shape.toString().replaceAll("[^A-Za-z0-9]+", "-"));
  }
}
