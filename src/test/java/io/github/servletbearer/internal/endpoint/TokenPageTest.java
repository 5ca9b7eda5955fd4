// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.clients.Clients;
import io.github.servletbearer.internal.http.TestCors;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.TestSettings;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.OpaqueTokens;
import io.github.servletbearer.internal.token.store.TestStores;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that the token endpoint sends to browsers, as they are without JavaScript. */
class TokenPageTest {
  private static final String[] SCOPES = {"scopes", "read = Read <all>; write = Write"};

  private final HandClock clock = new HandClock();
  private @Nullable String refusal;
  private TokenEndpoint endpoint = endpoint(TestSettings.with(SCOPES));

  private TokenEndpoint endpoint(Settings settings, String... corsOrigins) {
    return new TokenEndpoint(
        settings,
        TestCors.of(corsOrigins),
        (request, username, password) -> {
          if (refusal != null) {
            throw BearerException.withDescription(BearerError.INVALID_REQUEST, refusal);
          }
          if (!password.equals("secret")) {
            throw new BearerException(BearerError.INVALID_GRANT, "wrong");
          }
          return AuthenticatedUser.of(username, List.of("read", "write"));
        },
        Clients.none(PasswordHashLimiter.ofThisMachine()),
        new LoginThrottle(5, 40, Duration.ofMinutes(5), TestStores.attempts(clock)),
        new IssuedTokens(
            new OpaqueTokens(Duration.ofMinutes(5), TestStores.tokens(10, 10, clock), clock), null),
        new Counters(),
        () -> "/api/hello");
  }

  private Fakes.Response serve(Fakes.Request request) throws IOException {
    Fakes.Response response = new Fakes.Response();
    endpoint.serve(request.http(), response.http());
    return response;
  }

  private static Fakes.Request browser(String method, String language) {
    Fakes.Request request = new Fakes.Request();
    request.method = method;
    return request
        .header("Accept", "text/html")
        .header("Sec-Fetch-Site", "same-origin")
        .header("Accept-Language", language);
  }

  private Fakes.Response get(String language) throws IOException {
    return serve(browser("GET", language));
  }

  private Fakes.Response post(String language, String form) throws IOException {
    Fakes.Request request = browser("POST", language);
    request.body = form.getBytes(UTF_8);
    return serve(request);
  }

  /** The page without its style and its script. */
  private static String main(Fakes.Response page) {
    String html = page.text();
    return html.substring(html.indexOf("<main"), html.indexOf("</main>"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("the form comes in the language of its reader, which the answer names")
  @CsvSource({
    "'fr, en;q=0.5', fr, Mot de passe, Nom d’utilisateur",
    "'ja', ja, パスワード, ユーザー名",
    "'pt-BR,pt;q=0.9', pt-BR, Senha, Nome de usuário",
    "'zh-CN', zh-Hans, 密码, 用户名",
    "'sv', en, Password, User name"
  })
  void formHasTheLanguageOfItsReader(String header, String tag, String password, String username)
      throws IOException {
    Fakes.Response form = get(header);
    assertThat(form.text())
        .contains("<html lang=\"" + tag + "\">", ">" + password + "<", ">" + username + "<");
    assertThat(form.header("Content-Language")).isEqualTo(tag);
    assertThat(form.headers.get("Vary")).containsExactly("Accept-Language");
    assertThat(form.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(form.header("Content-Security-Policy"))
        .isEqualTo(get("en").header("Content-Security-Policy"));
  }

  @Test
  @DisplayName("Vary keeps what CORS has put there")
  void varyIsAdded() throws IOException {
    endpoint = endpoint(TestSettings.with(), "https://app.example");
    assertThat(get("de").headers.get("Vary")).containsExactly("Origin", "Accept-Language");
  }

  @Test
  @DisplayName("a refusal, a token and a revocation are in that language; nothing is left English")
  void everyPageIsTranslated() throws IOException {
    assertThat(post("de", "username=a&password=wrong").text())
        .contains("<h1>Kein Token</h1>", "Benutzername oder Passwort ist falsch.")
        .doesNotContain("Incorrect");
    assertThat(main(post("de", "username=a&password=secret")))
        .contains("<h1>Ihr Token</h1>", "Gültig bis", "data-left=\"noch {0}\"")
        .doesNotContain("Valid", "Copy", "'expired'", "Send it");
    Fakes.Request unsafe = browser("GET", "de");
    unsafe.secure = false;
    assertThat(serve(unsafe).text()).contains("nimmt Passwörter nur über HTTPS entgegen");
  }

  @ParameterizedTest
  @DisplayName(
      "a session that would end is named, with the ways to a token; programs get a sentence")
  @ValueSource(
      strings = {
        "The container has already logged this request in, by a session cookie or its own login."
            + " Request the token without cookies, or log out of the application first",
        "This request belongs to a session of the application, which the container would end."
            + " Request the token without cookies"
      })
  void sessionIsExplained(String description) throws IOException {
    refusal = description;
    String form = "username=ann&password=secret";
    assertThat(main(post("en", form)))
        .contains("role=\"alert\">Your browser has sent your session of the application along")
        .contains("<li>Open this page in a private window.</li>", "<li>Log out of the application")
        .contains("<noscript><p>Or allow JavaScript", "value=\"ann\"")
        .doesNotContain("secret", "Request the token");
    assertThat(main(post("ja", form))).contains("プライベートウィンドウ").doesNotContain("private");
    Fakes.Request program = new Fakes.Request();
    program.body = form.getBytes(UTF_8);
    assertThat(serve(program).text()).contains(description);
  }

  @Test
  @DisplayName("programs get the same bytes in every language")
  void programsGetEnglish() throws IOException {
    byte[] form = "username=a&password=wrong&scope%3Awrite=on".getBytes(UTF_8);
    Fakes.Request plain = new Fakes.Request();
    Fakes.Request german = new Fakes.Request().header("Accept-Language", "de");
    plain.body = form;
    german.body = form;
    Fakes.Response answer = serve(german);
    assertThat(answer.text()).isEqualTo(serve(plain).text()).contains("Incorrect username");
    assertThat(answer.headers).doesNotContainKeys("Content-Language", "Vary");
  }

  @Test
  @DisplayName("after a wrong password the form has the user name, never the password")
  void userNameIsKept() throws IOException {
    String name = "jö\"><b>'&amp;";
    String page =
        post("en", "username=" + URLEncoder.encode(name, UTF_8) + "&password=wr0ng-one").text();
    assertThat(page)
        .contains("value=\"jö&quot;&gt;&lt;b&gt;&#39;&amp;amp;\"")
        .doesNotContain("wr0ng-one", "<b>");
    assertThat(page).containsPattern("id=\"password\"[^>]* autofocus>");
    assertThat(page).doesNotContainPattern("id=\"username\"[^>]* autofocus>");
    assertThat(get("en").text()).containsPattern("id=\"username\"[^>]* value=\"\"[^>]* autofocus>");
  }

  @ParameterizedTest
  @DisplayName("a user name that is too long, and one that another site's page sent, is not kept")
  @ValueSource(strings = {"same-origin", "cross-site"})
  void oddNamesAreNotKept(String site) throws IOException {
    String name = site.equals("same-origin") ? "x".repeat(257) : "mallory";
    Fakes.Request request = browser("POST", "en").header("Sec-Fetch-Site", site);
    request.body = ("username=" + name + "&password=wrong").getBytes(UTF_8);
    Fakes.Response page = serve(request);
    assertThat(page.status).isEqualTo(400);
    assertThat(page.text()).contains("value=\"\"").doesNotContain(name);
  }

  @Test
  @DisplayName("one way to choose scopes: a box for each, and none is all")
  void scopesAreBoxes() throws IOException {
    String form = get("en").text();
    assertThat(form)
        .contains("name=\"scope:read\"", "name=\"scope:write\"", "Read &lt;all&gt;")
        .contains("Tick none to get all")
        .doesNotContain("name=\"scope\"", " checked");
    assertThat(post("en", "username=a&password=secret").text()).contains("<dd>read write</dd>");
    assertThat(post("en", "username=a&password=secret&scope%3Awrite=on").text())
        .contains("<dd>write</dd>");
    assertThat(post("en", "username=a&password=secret&scope%3Awrite=on&scope%3Aread=on").text())
        .contains("<dd>read write</dd>");
  }

  @Test
  @DisplayName("ticks stay after a wrong password")
  void ticksAreKept() throws IOException {
    assertThat(post("en", "username=a&password=wrong&scope%3Awrite=on").text())
        .containsPattern("name=\"scope:write\"[^>]* checked>")
        .doesNotContainPattern("name=\"scope:read\"[^>]* checked>");
  }

  @Test
  @DisplayName(
      "a box that is not there is an unknown scope; a page of the application may send scope")
  void otherFormsWork() throws IOException {
    assertThat(post("en", "username=a&password=secret&scope%3Aroot=on").text())
        .contains("A requested scope is unknown");
    assertThat(post("en", "username=a&password=secret&scope=read").text())
        .contains("<dd>read</dd>");
  }

  @Test
  @DisplayName("without scopes there is nothing to choose")
  void noScopesNoChoice() throws IOException {
    endpoint = endpoint(TestSettings.with());
    assertThat(main(get("en"))).doesNotContain("Scopes", "checkbox");
  }

  @Test
  @DisplayName("the curl line has the address of a locked path, relative to the page")
  void curlLineNamesLockedPath() throws IOException {
    assertThat(post("en", "username=a&password=secret").text())
        .contains("data-address=\"api/hello\"");
  }
}
