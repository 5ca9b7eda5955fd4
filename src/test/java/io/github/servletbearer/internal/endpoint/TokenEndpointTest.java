// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.UserAuthenticator;
import io.github.servletbearer.internal.clients.Clients;
import io.github.servletbearer.internal.crypto.TestHashes;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.http.TestCors;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.TestSettings;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.OpaqueTokens;
import io.github.servletbearer.internal.token.RefreshTokens;
import io.github.servletbearer.internal.token.store.TestStores;
import io.github.servletbearer.internal.users.ContainerRealm;
import io.github.servletbearer.internal.users.ContainerRealmTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.RequestDispatcher;
import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenEndpointTest {
  private final HandClock clock = new HandClock();
  private final Counters counters = new Counters();
  private final IssuedTokens tokens =
      new IssuedTokens(
          new OpaqueTokens(Duration.ofMinutes(5), TestStores.tokens(10, 10, clock), clock),
          new RefreshTokens(
              Duration.ofHours(1), Duration.ofHours(1), TestStores.tokens(10, 10, clock), clock));
  private TokenEndpoint endpoint = endpoint(TestSettings.with());
  private final CapturedLog audit = new CapturedLog("io.github.servletbearer.audit");

  private TokenEndpoint endpoint(Settings settings) {
    return endpoint(
        settings,
        (request, username, password) -> {
          if (!password.equals("secret")) {
            throw new BearerException(BearerError.INVALID_GRANT, "wrong");
          }
          return AuthenticatedUser.of(username, List.of());
        });
  }

  private TokenEndpoint endpoint(Settings settings, UserAuthenticator login) {
    return endpoint(settings, login, Clients.none(PasswordHashLimiter.ofThisMachine()));
  }

  private TokenEndpoint endpoint(Settings settings, UserAuthenticator login, Clients clients) {
    return new TokenEndpoint(
        settings,
        TestCors.of(),
        login,
        clients,
        new LoginThrottle(2, 40, Duration.ofMinutes(5), TestStores.attempts(clock)),
        tokens,
        counters,
        () -> "/api/hello");
  }

  @AfterEach
  void listenNoMore() {
    audit.close();
  }

  private Fakes.Response post(Fakes.Request request, String form) throws IOException {
    request.body = form.getBytes(UTF_8);
    Fakes.Response response = new Fakes.Response();
    endpoint.serve(request.http(), response.http());
    return response;
  }

  private Fakes.Response post(String form) throws IOException {
    return post(new Fakes.Request(), form);
  }

  @Test
  @DisplayName("HttpURLConnection asks for text/html, but sends no origin: it gets JSON")
  void javaClientsGetJson() throws IOException {
    Fakes.Request request = new Fakes.Request();
    request.header("Accept", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2");
    Fakes.Response response = post(request, "username=a&password=secret");
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.status).isEqualTo(200);
  }

  @Test
  @DisplayName("RR-1: the page shows no refresh token, so none is issued")
  void pageGetsNoRefreshToken() throws Exception {
    Fakes.Request request = new Fakes.Request();
    request.header("Accept", "text/html").header("Sec-Fetch-Site", "same-origin");
    Fakes.Response page = post(request, "username=a&password=secret");
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(tokens.accessTokens()).isEqualTo(1);
    assertThat(tokens.refreshTokens()).isZero();

    assertThat(post("username=a&password=secret").text()).contains("refresh_token");
    assertThat(tokens.refreshTokens()).isEqualTo(1);
  }

  @Test
  @DisplayName("an authenticator may give the client a sentence and headers of its own")
  void authenticatorMayDescribeItsRefusal() throws IOException {
    endpoint =
        endpoint(
            TestSettings.with(),
            (request, username, password) -> {
              throw BearerException.withDescription(
                      BearerError.UNAVAILABLE, "The directory is being restored")
                  .withHeader("Retry-After", "600");
            });
    Fakes.Response response = post("username=a&password=secret");
    assertThat(response.status).isEqualTo(503);
    assertThat(response.header("Retry-After")).isEqualTo("600");
    assertThat(response.text()).contains("The directory is being restored");
  }

  @Test
  @DisplayName("Login CSRF: a browser's form names its page, and gets a page")
  void browsersGetPages() throws IOException {
    for (String header : List.of("Origin", "Sec-Fetch-Site")) {
      Fakes.Request request = new Fakes.Request();
      request.header("Accept", "text/html").header(header, "https://evil.example");
      Fakes.Response response = post(request, "username=a&password=secret");
      assertThat(response.status).isEqualTo(400);
      assertThat(response.text()).contains("page of another site");
      assertThat(response.header("Content-Type")).startsWith("text/html");
    }
  }

  @Test
  @DisplayName("a request of another site's page is refused before it is judged or counted")
  void foreignPagesAreNotCounted() throws IOException {
    String[][] foreign = {
      {"Origin", "https://evil.example"},
      {"Origin", "null"},
      {"Sec-Fetch-Site", "cross-site"},
      {"Sec-Fetch-Site", "same-site"}
    };
    for (int i = 0; i < 60; i++) {
      Fakes.Request request = new Fakes.Request();
      request.header(foreign[i % 4][0], foreign[i % 4][1]).header("Host", "app.example");
      Fakes.Response response = post(request, "username=a&password=wrong");
      assertThat(response.status).isEqualTo(400);
      assertThat(response.text()).contains("invalid_request", "page of another site");
      // Not even the right password is looked at.
      assertThat(post(request, "username=a&password=secret").status).isEqualTo(400);
    }
    assertThat(audit.lines()).isEmpty();
    assertThat(post("username=a&password=secret").status).isEqualTo(200);
  }

  @Test
  @DisplayName("nor does it end a token, even one that it knows")
  void foreignPagesRevokeNothing() throws Exception {
    String text =
        post("username=a&password=secret")
            .text()
            .replaceAll("(?s).*access_token\":\"([^\"]+).*", "$1");
    RevocationEndpoint revocation = revocation(Clients.none(PasswordHashLimiter.ofThisMachine()));
    for (String site : List.of("cross-site", "same-site", "same-origin")) {
      Fakes.Request request = new Fakes.Request();
      request.header("Sec-Fetch-Site", site).body = ("token=" + text).getBytes(UTF_8);
      Fakes.Response response = new Fakes.Response();
      revocation.serve(request.http(), response.http());
      boolean ours = site.equals("same-origin");
      assertThat(response.status).as(site).isEqualTo(ours ? 200 : 400);
      assertThat(tokens.accessTokens()).as(site).isEqualTo(ours ? 0 : 1);
    }
  }

  /** Clients portal (all grants, scope read) and batch (its own tokens alone). */
  private TokenEndpoint withClients(Path folder, String passwordGrantClients) throws Exception {
    String hash = TestHashes.of("s3cret");
    Path file = folder.resolve("clients");
    Files.writeString(
        file,
        "portal:"
            + hash
            + ":password,refresh_token:read\nbatch:"
            + hash
            + ":client_credentials:read");
    return endpoint(
        TestSettings.with(
            "clients",
            "file:" + file,
            "refreshTokenLifetime",
            "1h",
            "scopes",
            "read = Read; write = Write",
            "passwordGrantClients",
            passwordGrantClients),
        (request, username, password) -> AuthenticatedUser.of(username, List.of("read", "write")),
        Clients.open(file, PasswordHashLimiter.ofThisMachine(), clock));
  }

  @Test
  @DisplayName("passwordGrantClients=authenticated asks for a client, whose scopes bind")
  void passwordGrantNeedsAClient(@TempDir Path folder) throws Exception {
    String user = "username=a&password=secret";
    endpoint = withClients(folder, "any");
    assertThat(post(user).text()).contains("\"scope\":\"read write\"");
    assertThat(post(user + "&client_id=portal&client_secret=s3cret").text())
        .contains("\"scope\":\"read\"");
    endpoint = withClients(folder, "authenticated");
    for (String form : List.of(user, user + "&grant_type=password", user + "&client_id=app")) {
      Fakes.Response refused = post(form);
      assertThat(refused.status).isEqualTo(400);
      assertThat(refused.text()).contains("invalid_client", "only to clients with a secret");
      assertThat(refused.headers).doesNotContainKey("WWW-Authenticate");
    }
    assertThat(post(user + "&client_id=portal&client_secret=wrong").text())
        .contains("invalid_client");
    assertThat(post(user + "&client_id=batch&client_secret=s3cret").text())
        .contains("unauthorized_client");
    Fakes.Response answer = post(user + "&client_id=portal&client_secret=s3cret");
    assertThat(answer.status).isEqualTo(200);
    assertThat(answer.text()).contains("\"scope\":\"read\"");
    assertThat(post(user + "&scope=write&client_id=portal&client_secret=s3cret").text())
        .contains("invalid_scope");
    Matcher refresh = Pattern.compile("refresh_token\":\"([^\"]+)").matcher(answer.text());
    assertThat(refresh.find()).isTrue();
    String token = "grant_type=refresh_token&refresh_token=" + refresh.group(1);
    assertThat(post(token).text()).contains("invalid_grant");
    assertThat(post(token + "&client_id=portal&client_secret=s3cret").text())
        .contains("\"scope\":\"read\"");
  }

  @Test
  @DisplayName("then there is no form for a browser, since it would have no secret to show")
  void noFormWithoutASecret(@TempDir Path folder) throws Exception {
    for (String clients : List.of("any", "authenticated")) {
      endpoint = withClients(folder, clients);
      Fakes.Request get = new Fakes.Request();
      get.method = "GET";
      get.header("Accept", "text/html");
      assertThat(post(get, "").text().contains("<form")).isEqualTo(clients.equals("any"));
      assertThat(postFromPage("username=a&password=secret").status)
          .isEqualTo(clients.equals("any") ? 200 : 400);
    }
  }

  private Fakes.Response postFromPage(String form) throws IOException {
    Fakes.Request request = new Fakes.Request();
    request.header("Accept", "text/html").header("Sec-Fetch-Site", "same-origin");
    return post(request, form);
  }

  @Test
  @DisplayName("A page shows no refresh token, so there is none")
  void pagesGetNoRefreshToken() throws Exception {
    Fakes.Response page = postFromPage("username=a&password=secret");
    assertThat(page.text()).contains("Access token");
    assertThat(tokens.accessTokens()).isEqualTo(1);
    assertThat(tokens.refreshTokens()).isZero();
    assertThat(post("username=a&password=secret").text()).contains("\"refresh_token\"");
    assertThat(tokens.refreshTokens()).isEqualTo(1);
  }

  @Test
  @DisplayName("A refresh is never answered by a page, which would not show the next refresh token")
  void refreshIsAnsweredAsJson() throws IOException {
    endpoint = endpoint(TestSettings.with("refreshTokenLifetime", "1h"));
    Matcher refresh =
        Pattern.compile("\"refresh_token\":\"([^\"]+)\"")
            .matcher(post("username=a&password=secret").text());
    assertThat(refresh.find()).isTrue();
    Fakes.Response answer =
        postFromPage("grant_type=refresh_token&refresh_token=" + refresh.group(1));
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text()).contains("\"refresh_token\"");
  }

  @Test
  void formIsSentOnlyWherePasswordsAreAccepted() throws IOException {
    String form = "<form";
    assertThat(postFromPage("username=a&password=wrong").text()).contains("role=\"alert\"", form);
    endpoint = endpoint(TestSettings.with("grants", "refresh_token"));
    assertThat(postFromPage("username=a&password=secret").text())
        .contains("role=\"alert\"")
        .doesNotContain(form);
  }

  @Test
  @DisplayName("LG-3: a right password is an event, also where its scopes are refused")
  void refusedScopesAreAnEvent() throws IOException {
    endpoint = endpoint(TestSettings.with("roles", "admin"));
    assertThat(post("username=johndoe&password=secret&scope=admin").status).isEqualTo(400);
    assertThat(audit.lines())
        .containsExactly(
            "INFO event=denied user=\"johndoe\" address=\"192.0.2.1\" scope=\"admin\"");
  }

  @Test
  @DisplayName("LG-3: a login and a failed one are events, and a failed name is not logged")
  void securityEvents() throws IOException {
    post("username=john%22+tid=x%0Adoe&password=secret");
    post("username=Typed-Password+&password=wrong");
    post("username=typed-password&password=wrong");
    post("username=typed-password&password=secret");
    post("username=typed-password&password=secret");
    List<String> lines = audit.lines();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0))
        .matches(
            "INFO event=issued user=\"john\\\\u0022 tid=x\\\\u000adoe\""
                + " address=\"192.0.2.1\" tid=[0-9a-f]{8}");
    assertThat(lines.get(1))
        .matches("INFO event=login-failed userHash=[0-9a-f]{8} address=\"192.0.2.1\"")
        .isEqualTo(lines.get(2));
    assertThat(lines.get(3)).startsWith("INFO event=throttled userHash=");
    assertThat(lines.get(4)).as("one line a window").startsWith("FINE event=throttled userHash=");
  }

  @Test
  @DisplayName("LG-3: logins, throttled ones and refusals are counted")
  void eventsAreCounted() throws IOException {
    post("username=a&password=secret");
    post("username=b&password=wrong");
    post("username=b&password=wrong");
    post("username=b&password=secret");
    post("username=b");
    assertThat(counters.number(Counters.Event.ISSUED)).isEqualTo(1);
    assertThat(counters.number(Counters.Event.THROTTLED)).isEqualTo(1);
    assertThat(counters.refusals())
        .containsEntry("INVALID_GRANT", 2L)
        .containsEntry("TOO_MANY_REQUESTS", 1L)
        .containsEntry("INVALID_REQUEST", 1L);
  }

  @Test
  @DisplayName("an answer in JSON is one line, with its end")
  void answersAreLines() throws IOException {
    for (String password : List.of("secret", "wrong")) {
      Fakes.Response answer = post("username=a&password=" + password);
      assertThat(answer.text()).startsWith("{\"").endsWith("\"}\n");
      assertThat(answer.text().trim()).doesNotContain("\n");
      assertThat(answer.header("Content-Length")).isEqualTo("" + answer.text().length());
    }
  }

  @Test
  @DisplayName("LG-3: refusals of the revocation endpoint are counted, too")
  void refusedRevocationsAreCounted() throws IOException {
    RevocationEndpoint revocation = revocation(Clients.none(PasswordHashLimiter.ofThisMachine()));
    String basic = "Basic cmVwb3J0czpzM2NyZXQ=";
    for (Fakes.Request request :
        List.of(
            new Fakes.Request(), // without a token
            new Fakes.Request().header("Accept", "text/html").header("Sec-Fetch-Site", "none"),
            new Fakes.Request().header("Authorization", basic))) {
      request.body = "x=y".getBytes(UTF_8);
      revocation.serve(request.http(), new Fakes.Response().http());
    }
    assertThat(counters.refusals())
        .containsEntry("INVALID_REQUEST", 2L)
        .containsEntry("INVALID_CLIENT", 1L);
  }

  private RevocationEndpoint revocation(Clients clients) {
    return new RevocationEndpoint(
        TestSettings.with(),
        TestCors.of(),
        clients,
        new LoginThrottle(2, 40, Duration.ofMinutes(5), TestStores.attempts(clock)),
        tokens,
        counters);
  }

  /** Resin's own login: an Authorization header wins over name and password. */
  public static final class Resin extends ContainerRealmTest.Container {
    private TokenEndpoint endpoint;
    private HttpServletRequest dispatched;

    @Override
    public void login(String name, String password) throws Exception {
      HttpServletRequest own = dispatched == null ? http() : dispatched;
      boolean other = own.getHeader("authorization") != null;
      other |= own.getHeaders("Authorization").hasMoreElements();
      super.login(other ? "the header's" : name, password);
    }

    public RequestDispatcher getRequestDispatcher(String path) {
      assertThat(path).isEqualTo("/token");
      return Fakes.as(RequestDispatcher.class, this);
    }

    public void include(ServletRequest request, ServletResponse answer) throws IOException {
      assertThat(request)
          .as("Resin takes wrappers off")
          .isNotInstanceOf(ServletRequestWrapper.class);
      dispatched = (HttpServletRequest) request;
      assertThat(dispatched.getHeader("Host")).isEqualTo("h");
      assertThat(dispatched.getServletPath()).isEqualTo("/token");
      if (endpoint != null) {
        endpoint.serve(http(), (HttpServletResponse) answer);
      }
      dispatched = null;
    }
  }

  private Fakes.Response postToResin(Resin resin, String password) throws IOException {
    resin.header("Authorization", "Basic Og==").header("Host", "h");
    resin.body = ("username=johndoe&password=" + password).getBytes(UTF_8);
    Fakes.Response response = new Fakes.Response();
    TokenEndpoint own =
        endpoint(TestSettings.with(), new ContainerRealm(Set.of("user"), ServletContainer.RESIN));
    resin.endpoint = resin.endpoint == null ? null : own;
    own.serve(resin.http(), response.http());
    return response;
  }

  @Test
  @DisplayName("Swagger UI's empty client logs in on Resin, by a dispatch without the header")
  void emptyBasicClientLogsInOnResin() throws Exception {
    Resin resin = new Resin();
    resin.endpoint = endpoint;
    Fakes.Response granted = postToResin(resin, "secret");
    assertThat(granted.status).as(granted.text()).isEqualTo(200);
    assertThat(granted.text()).startsWith("{\"access_token\":");
    assertThat(postToResin(resin, "wrong").text()).contains("Incorrect username or password");
    assertThat(resin.attributes).isEmpty();
    assertThat(resin.tried).endsWith("johndoe").doesNotContain("the header's");
  }

  @Test
  @DisplayName("where the dispatch does not arrive, it cannot be decided")
  void dispatchThatDoesNotArriveIsUnavailable() throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      assertThat(postToResin(new Resin(), "secret").status).isEqualTo(503);
      assertThat(log.lines()).anyMatch(line -> line.contains("no usable realm"));
    }
  }
}
