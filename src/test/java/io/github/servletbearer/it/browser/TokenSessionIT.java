// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.it.Container;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.ServerSpec;
import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.WebXml;
import io.github.servletbearer.it.app.HelloServlet;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token form for a person who has a session of the application, which must not notice. */
@ExtendWith(Stage.Shared.class)
@Tag("long")
class TokenSessionIT {

  /** Counts its calls in the session, and says whose it is. */
  private static final String CART =
      """
      <% Integer calls = (Integer) session.getAttribute("calls");
         session.setAttribute("calls", calls == null ? 1 : calls + 1); %>
      <p id="cart">calls=<%= session.getAttribute("calls") %> user=<%= request.getRemoteUser() %> \
      id=<%= session.getId() %></p>
      """;

  private static final String LOGIN =
      """
      <%@ page session="false" %><form method="post" action="j_security_check">
      <input id="name" name="j_username"><input id="pass" name="j_password" type="password">
      <button>Log in</button></form>
      """;

  private static Container server;

  private final Browser browser;
  private String app = "/shop";

  TokenSessionIT(Stage stage) {
    browser = stage.browser();
  }

  @BeforeAll
  static void start() {
    Path users = Kit.emptyDirectory(Kit.target("it", "token-session-users")).resolve("users");
    Kit.write(users, "alice:" + PasswordHash.of("secret2".toCharArray()).text() + ":user");
    server =
        ServerSpec.named("token-session")
            .hashesPasswords()
            .app(app("/shop", new WebXml()))
            .app(app("/own", new WebXml().contextParam("bearer.users", "file:" + users)))
            .start();
  }

  /** An application with a FORM login of the container's users. */
  private static WebApp app(String contextPath, WebXml xml) {
    xml.bearer("bearer", "/api/*")
        .companion()
        .servlet("hello", HelloServlet.class, "/api/hello")
        .raw(
            """
            <security-constraint>
              <web-resource-collection><web-resource-name>area</web-resource-name>
                <url-pattern>/area/*</url-pattern></web-resource-collection>
              <auth-constraint><role-name>user</role-name></auth-constraint>
            </security-constraint>
            <login-config><auth-method>FORM</auth-method><form-login-config>
              <form-login-page>/login.jsp</form-login-page>
              <form-error-page>/login.jsp</form-error-page>
            </form-login-config></login-config>
            <security-role><role-name>user</role-name></security-role>
            """);
    return WebApp.at(contextPath)
        .withBearer()
        .withTestClasses()
        .file("area/cart.jsp", CART)
        .file("open/cart.jsp", CART)
        .file("login.jsp", LOGIN)
        .webXml(xml.toString());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void reset() {
    browser.runScripts(true);
    browser.speak("en");
    browser.forgetAll(server.base().toString());
  }

  private String at(String path) {
    return server.base() + app + path;
  }

  private String cart(String path) {
    browser.open(at(path));
    return browser.see("#cart").getText();
  }

  private void logInToTheApplication() {
    browser.open(at("/area/cart.jsp"));
    browser.type("#name", "johndoe");
    browser.type("#pass", "secret");
    browser.click("button");
    browser.see("#cart");
  }

  private void requestToken() {
    browser.open(at("/token"));
    browser.type("#username", "alice");
    browser.type("#password", "secret2");
    browser.click("button[type=submit]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/area/cart.jsp", "/open/cart.jsp"})
  @DisplayName("another user's token is issued, and session, id and user stay as they are")
  void sessionIsUntouched(String page) {
    if (page.startsWith("/area")) {
      logInToTheApplication();
    }
    String before = cart(page);
    String cookies = cookies();
    browser.log().clear();

    requestToken();
    browser.see("#token");
    assertThat(browser.see("dl").getText()).contains("alice").doesNotContain("johndoe");

    assertThat(browser.log().requests("GET", at("/token")))
        .allSatisfy(each -> assertThat(each.headers()).containsKey("cookie"))
        .hasSize(1);
    assertThat(browser.log().requests("POST", at("/token")))
        .allSatisfy(each -> assertThat(each.headers()).doesNotContainKey("cookie"))
        .hasSize(1);
    assertThat(cookies()).isEqualTo(cookies);
    int calls = Integer.parseInt(before.replaceAll("calls=(\\d+) .*", "$1"));
    assertThat(cart(page)).isEqualTo(before.replace("calls=" + calls, "calls=" + (calls + 1)));
  }

  /** Names, values and paths of all cookies. */
  private String cookies() {
    return browser.cookies().toString();
  }

  @ParameterizedTest
  @DisplayName("without JavaScript the cookie comes along: the page says what to do, and no harm")
  @CsvSource({
    "en, private window, allow JavaScript",
    "de, privaten Fenster, erlauben Sie JavaScript",
    "es, ventana privada, permita JavaScript",
    "fr, fenêtre privée, autorisez JavaScript",
    "id, jendela privat, izinkan JavaScript",
    "ja, プライベートウィンドウ, JavaScript を許可",
    "pt-BR, janela privada, permita JavaScript",
    "zh-CN, 隐私窗口, 启用 JavaScript"
  })
  void withoutScriptTheWaysAreNamed(String language, String window, String script) {
    browser.speak(language);
    logInToTheApplication();
    String before = cart("/area/cart.jsp");
    String cookies = cookies();
    browser.runScripts(false);
    requestToken();
    browser.seeText(".ways", window);
    browser.seeText("noscript", script);
    assertThat(browser.see("#username").getDomProperty("value")).isEqualTo("alice");

    assertThat(cookies()).isEqualTo(cookies);
    assertThat(cart("/area/cart.jsp")).isEqualTo(before.replace("calls=2", "calls=3"));
  }

  @Test
  @DisplayName("without JavaScript and logged out, as in a private window, the same form works")
  void withoutScriptAndSessionTheFormWorks() {
    logInToTheApplication();
    browser.runScripts(false);
    requestToken();
    browser.see(".ways");
    browser.forgetAll(server.base().toString());
    browser.type("#password", "secret2");
    browser.click("button[type=submit]");
    browser.see("#token");
  }

  @Test
  @DisplayName("users of a file log in without JavaScript, too: the session does not matter")
  void usersOfFileNeedNoScript() {
    app = "/own";
    logInToTheApplication();
    String before = cart("/area/cart.jsp");
    String cookies = cookies();
    browser.runScripts(false);
    requestToken();
    browser.see("#token");
    assertThat(browser.see("dl").getText()).contains("alice").doesNotContain("johndoe");

    assertThat(cookies()).isEqualTo(cookies);
    assertThat(cart("/area/cart.jsp")).isEqualTo(before.replace("calls=2", "calls=3"));
  }
}
