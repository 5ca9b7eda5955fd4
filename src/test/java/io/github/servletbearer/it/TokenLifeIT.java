// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.oauth2.sdk.token.Tokens;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.it.app.EchoServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refresh, revocation and clients, by an OAuth client library that knows nothing of ours. */
@Tag("long")
class TokenLifeIT {
  private static final Path FOLDER = Kit.emptyDirectory(Kit.target("it", "life-files"));
  private static final ClientAuthentication REPORTS =
      new ClientSecretBasic(new ClientID("reports"), new Secret("a+b %2F \u20ac:c"));
  private static final String CLIENT = "reports";

  private static Container server;
  private static String secretHash;
  private static Path users;

  @BeforeAll
  static void start() throws IOException {
    String hash = PasswordHash.of("secret".toCharArray()).text();
    secretHash = PasswordHash.of("a+b %2F \u20ac:c".toCharArray()).text();
    users = write("users", "johndoe:" + hash + ":user\nalice:" + hash + ":user,admin");
    Path clients =
        write(
            "clients",
            "reports:"
                + secretHash
                + ":client_credentials:user admin\n"
                + "portal:"
                + secretHash
                + ":password,refresh_token:user");
    Path key = write("key.jwk", key());
    server =
        ServerSpec.named("life")
            .hashesPasswords()
            .app(app("/life", "users", users, clients, "bearer.refreshTokenLifetime", "1h"))
            .app(
                app(
                    "/jwt",
                    "users",
                    users,
                    clients,
                    "bearer.refreshTokenLifetime",
                    "1h",
                    "bearer.tokenFormat",
                    "jwt",
                    "bearer.signingKey",
                    "file:" + key,
                    "bearer.issuer",
                    "https://life.example.com"))
            .app(app("/nologin", "users", users, clients, "bearer.grants", "client_credentials"))
            .start();
  }

  private static String key() {
    try {
      return new com.nimbusds.jose.jwk.gen.ECKeyGenerator(com.nimbusds.jose.jwk.Curve.P_256)
          .generate()
          .toJSONString();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Path write(String name, String text) throws IOException {
    return Files.writeString(FOLDER.resolve(name), text);
  }

  /** As the documentation says: a new file, moved into its place. */
  private static void replace(Path file, String text) throws IOException {
    Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static WebApp app(
      String contextPath, String kind, Path users, Path clients, String... settings) {
    WebXml xml = new WebXml();
    for (int i = 0; i < settings.length; i += 2) {
      xml.contextParam(settings[i], settings[i + 1]);
    }
    xml.contextParam("bearer." + kind, "file:" + users)
        .contextParam("bearer.clients", "file:" + clients)
        .bearer("bearer", "/api/*")
        .bearer("admin", "/admin/*", "requiredScopes", "admin")
        .servlet(
            "companion",
            "io.github.servletbearer.BearerServlet",
            "/token",
            "/revoke",
            "/jwks.json",
            "/openapi.json",
            "/docs/*")
        .servlet("echo", EchoServlet.class, "/api/*", "/admin/*")
        .raw("<security-role><role-name>user</role-name></security-role>\n")
        .raw("<security-role><role-name>admin</role-name></security-role>\n");
    return WebApp.at(contextPath).withBearer().withTestClasses().webXml(xml.toString());
  }

  private static Http at(String contextPath) {
    return new Http(server.base(), contextPath);
  }

  private static TokenResponse ask(String app, AuthorizationGrant grant) {
    return ask(app, new TokenRequest.Builder(at(app).address("/token"), grant).build());
  }

  private static TokenResponse ask(
      String app, ClientAuthentication client, AuthorizationGrant grant, String... scopes) {
    TokenRequest.Builder request =
        new TokenRequest.Builder(at(app).address("/token"), client, grant);
    return ask(app, (scopes.length == 0 ? request : request.scope(new Scope(scopes))).build());
  }

  private static TokenResponse ask(String app, TokenRequest request) {
    try {
      return TokenResponse.parse(request.toHTTPRequest().send());
    } catch (IOException | ParseException e) {
      throw new AssertionError(app + ": the library cannot read the answer", e);
    }
  }

  private static Tokens login(String app) {
    return ask(app, password("johndoe", "secret")).toSuccessResponse().getTokens();
  }

  private static AuthorizationGrant password(String name, String password) {
    return new ResourceOwnerPasswordCredentialsGrant(name, new Secret(password));
  }

  private static TokenResponse refresh(String app, RefreshToken token) {
    return ask(app, new RefreshTokenGrant(token));
  }

  private static int revoke(String app, Token token) {
    try {
      HTTPResponse answer =
          new TokenRevocationRequest(at(app).address("/revoke"), new ClientID("any"), token)
              .toHTTPRequest()
              .send();
      return answer.getStatusCode();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int call(String app, Tokens tokens) {
    return at(app).getWith(tokens.getAccessToken().getValue(), "/api/x").status();
  }

  private static void assertError(TokenResponse response, String code, int status) {
    assertThat(response.indicatesSuccess()).isFalse();
    TokenErrorResponse error = response.toErrorResponse();
    assertThat(error.getErrorObject().getCode()).isEqualTo(code);
    assertThat(error.getErrorObject().getHTTPStatusCode()).isEqualTo(status);
    assertThat(error.getErrorObject().getDescription()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/life", "/jwt"})
  @DisplayName("RR-1 each refresh gives a new refresh token, and the old one is dead")
  void refreshRotates(String app) {
    Tokens first = login(app);
    Tokens second = refresh(app, first.getRefreshToken()).toSuccessResponse().getTokens();

    assertThat(second.getRefreshToken()).isNotEqualTo(first.getRefreshToken());
    assertThat(second.getAccessToken()).isNotEqualTo(first.getAccessToken());
    assertThat(second.getAccessToken().getScope().toStringList()).containsExactly("user");
    assertThat(call(app, first)).isEqualTo(200);
    assertThat(call(app, second)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/life", "/jwt"})
  @DisplayName("RR-2 a used refresh token ends the login with its access tokens, and is told")
  void reuseEndsTheLogin(String app) {
    Tokens first = login(app);
    Tokens second = refresh(app, first.getRefreshToken()).toSuccessResponse().getTokens();
    int before = server.console().lines().size();

    assertError(refresh(app, first.getRefreshToken()), "invalid_grant", 400);
    assertError(refresh(app, second.getRefreshToken()), "invalid_grant", 400);
    assertThat(call(app, first)).isEqualTo(401);
    assertThat(call(app, second)).isEqualTo(401);
    String line =
        server.console().waitFor(before, each -> each.contains("reuse"), Duration.ofSeconds(10));
    assertThat(line).contains("johndoe").doesNotContain(first.getRefreshToken().getValue());
  }

  @Test
  @DisplayName("RR-3 of 32 refreshes at once exactly one wins")
  void parallelRefreshHasOneWinner() throws Exception {
    RefreshToken token = login("/life").getRefreshToken();
    List<TokenResponse> answers = atOnce(32, () -> refresh("/life", token));
    assertThat(answers.stream().filter(TokenResponse::indicatesSuccess)).hasSize(1);
  }

  @Test
  @DisplayName("BF-2 of 64 guesses at once no more are looked at than may fail")
  void parallelGuessesAreCounted() throws Exception {
    List<TokenResponse> answers = atOnce(64, () -> ask("/life", password("guessed", "guess")));
    List<Integer> statuses =
        answers.stream()
            .map(each -> each.toErrorResponse().getErrorObject().getHTTPStatusCode())
            .toList();
    // 503: its place was taken, and the queue for hashing was too long for it.
    assertThat(statuses).isSubsetOf(400, 429, 503);
    assertThat(statuses.stream().filter(status -> status != 429).count()).isBetween(1L, 4L);
  }

  private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  return work.call();
                }));
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> each : futures) {
        answers.add(each.get());
      }
      return answers;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  @DisplayName("RR-6 the scope may narrow at a refresh, and not widen")
  void scopeMayNarrow() {
    Tokens tokens = ask("/life", password("alice", "secret")).toSuccessResponse().getTokens();
    Http app = at("/life");
    Answer narrow = refreshFor(app, tokens.getRefreshToken().getValue(), "user");
    assertThat(narrow.json("scope")).isEqualTo("user");
    Answer whole = refreshFor(app, narrow.json("refresh_token"), "user admin");
    assertThat(whole.json("scope").split(" ", -1)).containsExactlyInAnyOrder("user", "admin");

    RefreshToken small =
        ask("/life", password("johndoe", "secret"))
            .toSuccessResponse()
            .getTokens()
            .getRefreshToken();
    Answer wide = refreshFor(app, small.getValue(), "admin");
    assertThat(wide.status()).isEqualTo(400);
    assertThat(wide.json("error")).isEqualTo("invalid_scope");
    assertThat(refresh("/life", small).indicatesSuccess()).isTrue();
  }

  private static Answer refreshFor(Http app, String token, String scope) {
    return app.form(
        "/token", "grant_type", "refresh_token", "refresh_token", token, "scope", scope);
  }

  @Test
  @DisplayName("RR-7 the user is looked up again: roles that are gone, and a user who is")
  void userIsCheckedAgain() throws Exception {
    Path own = write("changing", Files.readString(users));
    try (Container second = changing(own, FOLDER.resolve("clients"))) {
      Http app = new Http(second.base(), "/changing");
      Answer login = app.form("/token", "username", "alice", "password", "secret");
      assertThat(login.json("scope")).contains("admin");

      replace(own, Files.readString(own).replace(":user,admin", ":user"));
      Answer fewer = awaitRefresh(app, login, answer -> answer.json("scope").equals("user"));
      replace(own, Files.readString(own).replace("alice:", "someone:"));
      Answer gone = awaitRefresh(app, fewer, answer -> answer.status() != 200);

      assertThat(gone.json("error")).isEqualTo("invalid_grant");
      assertThat(app.getWith(fewer.json("access_token"), "/api/x").status()).isEqualTo(401);
    }
  }

  @Test
  @DisplayName("RR-7 so is the client: scopes that its line has lost, and a line that is gone")
  void clientIsCheckedAgain() throws Exception {
    String line = "portal:" + secretHash + ":password,refresh_token:user";
    Path own = write("changing-clients", line + " admin\n");
    String[] portal = {"client_id", "portal", "client_secret", "a+b %2F \u20ac:c"};
    try (Container second = changing(users, own)) {
      Http app = new Http(second.base(), "/changing");
      String[] alice = {"grant_type", "password", "username", "alice", "password", "secret"};
      Answer login = app.form("/token", joined(alice, portal));
      assertThat(login.json("scope")).contains("admin");

      replace(own, line + "\n");
      Answer fewer =
          awaitRefresh(app, login, answer -> answer.json("scope").equals("user"), portal);
      assertThat(app.getWith(fewer.json("access_token"), "/admin/x").status()).isEqualTo(403);
      replace(own, line.replace("portal", "other") + "\n");
      Answer gone = awaitRefresh(app, fewer, answer -> answer.status() != 200, portal);

      assertThat(gone.json("error")).isEqualTo("invalid_client");
    }
  }

  private static Container changing(Path users, Path clients) throws IOException {
    return ServerSpec.named("life-changing")
        .hashesPasswords()
        .app(app("/changing", "users", users, clients, "bearer.refreshTokenLifetime", "1h"))
        .start();
  }

  private static String[] joined(String[] some, String[] more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }

  /** The files are looked at once a second at most. */
  private static Answer awaitRefresh(
      Http app, Answer login, Predicate<Answer> wanted, String... client) {
    Answer last = login;
    for (long end = System.nanoTime() + 30_000_000_000L; System.nanoTime() < end; ) {
      String token = last.json("refresh_token");
      String[] refresh = {"grant_type", "refresh_token", "refresh_token", token};
      last = app.form("/token", joined(refresh, client));
      if (wanted.test(last)) {
        return last;
      }
    }
    throw new AssertionError("the change of the file was never seen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/life", "/jwt"})
  @DisplayName("RV-3 a revoked access token is dead at once, and its login goes on")
  void accessTokenIsRevoked(String app) {
    Tokens tokens = login(app);
    assertThat(revoke(app, tokens.getAccessToken())).isEqualTo(200);
    assertThat(call(app, tokens)).isEqualTo(401);
    assertThat(refresh(app, tokens.getRefreshToken()).indicatesSuccess()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/life", "/jwt"})
  @DisplayName("RV-3 with a revoked refresh token all tokens of its login are dead")
  void refreshTokenIsRevoked(String app) {
    Tokens tokens = login(app);
    assertThat(revoke(app, tokens.getRefreshToken())).isEqualTo(200);
    assertThat(call(app, tokens)).isEqualTo(401);
    assertError(refresh(app, tokens.getRefreshToken()), "invalid_grant", 400);
  }

  @Test
  @DisplayName("RV-1 an unknown token is as good as revoked, whatever the hint")
  void unknownTokenIsFine() {
    Http app = at("/life");
    Answer answer = app.form("/revoke", "token", "nonsense", "token_type_hint", "nonsense");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEmpty();
    assertThat(app.form("/revoke", "token", "").status()).isEqualTo(400);
    assertThat(app.get("/revoke").status()).isEqualTo(405);
    assertThat(app.get("/revoke").header("Allow")).isEqualTo("POST");
  }

  @Test
  @DisplayName("RV-2 a client's token is ended by that client alone")
  void tokenOfAClientIsItsOwn() {
    Http app = at("/life");
    Tokens tokens =
        ask("/life", REPORTS, new ClientCredentialsGrant()).toSuccessResponse().getTokens();
    String text = tokens.getAccessToken().getValue();
    Answer stranger = app.form("/revoke", "token", text);
    assertThat(stranger.status()).isEqualTo(400);
    assertThat(stranger.json("error")).isEqualTo("invalid_grant");
    assertThat(call("/life", tokens)).isEqualTo(200);
    Answer owner =
        app.form(
            "/revoke", "token", text, "client_id", CLIENT, "client_secret", "a+b %2F \u20ac:c");
    assertThat(owner.status()).isEqualTo(200);
    assertThat(call("/life", tokens)).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/life", "/jwt"})
  @DisplayName("JV-17 a client is no user: another name, no roles, no refresh token")
  void clientIsNoUser(String app) {
    Tokens tokens = ask(app, REPORTS, new ClientCredentialsGrant()).toSuccessResponse().getTokens();
    assertThat(tokens.getRefreshToken()).isNull();
    assertThat(tokens.getAccessToken().getScope().toStringList())
        .containsExactlyInAnyOrder("user", "admin");
    Answer answer = at(app).getWith(tokens.getAccessToken().getValue(), "/admin/x");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json("remoteUser")).isEqualTo("client:reports");
  }

  @Test
  void clientGetsWhatItAsksFor() {
    TokenResponse answer = ask("/life", REPORTS, new ClientCredentialsGrant(), "admin");
    assertThat(answer.toSuccessResponse().getTokens().getAccessToken().getScope().toString())
        .isEqualTo("admin");
    assertError(
        ask("/life", REPORTS, new ClientCredentialsGrant(), "unknown"), "invalid_scope", 400);
  }

  @Test
  @DisplayName("TE-9 the library's encoded Basic and its form are both understood")
  void formIsUnderstoodToo() {
    ClientAuthentication form =
        new ClientSecretPost(new ClientID("reports"), new Secret("a+b %2F \u20ac:c"));
    assertThat(ask("/life", form, new ClientCredentialsGrant()).indicatesSuccess()).isTrue();
  }

  @Test
  @DisplayName("TE-10 a client uses the grants of its line, and no others")
  void grantsOfAClientAreItsOwn() {
    assertError(ask("/life", REPORTS, password("johndoe", "secret")), "unauthorized_client", 400);
    ClientAuthentication portal =
        new ClientSecretBasic(new ClientID("portal"), new Secret("a+b %2F \u20ac:c"));
    assertError(ask("/life", portal, new ClientCredentialsGrant()), "unauthorized_client", 400);
    Tokens tokens =
        ask("/life", portal, password("alice", "secret")).toSuccessResponse().getTokens();
    assertThat(tokens.getAccessToken().getScope().toStringList()).containsExactly("user");
    assertError(refresh("/life", tokens.getRefreshToken()), "invalid_grant", 400);
    assertThat(
            ask("/life", portal, new RefreshTokenGrant(tokens.getRefreshToken()))
                .indicatesSuccess())
        .isTrue();
  }

  @Test
  @DisplayName("TE-8 every error is one that the library knows")
  void errorsAreParsed() {
    ClientAuthentication wrong =
        new ClientSecretBasic(new ClientID("reports"), new Secret("wrong"));
    assertError(ask("/life", wrong, new ClientCredentialsGrant()), "invalid_client", 401);
    assertError(ask("/life", password("johndoe", "nonsense")), "invalid_grant", 400);
    assertError(refresh("/life", new RefreshToken("nonsense")), "invalid_grant", 400);
    assertError(ask("/nologin", password("johndoe", "secret")), "unsupported_grant_type", 400);
  }

  @Test
  @DisplayName("TE-10 grants switches the password grant off, the form included")
  void passwordGrantCanBeSwitchedOff() {
    Answer form = at("/nologin").get("/token", "Accept", "text/html");
    assertThat(form.status()).isEqualTo(405);
    assertThat(ask("/nologin", REPORTS, new ClientCredentialsGrant()).indicatesSuccess()).isTrue();
  }
}
