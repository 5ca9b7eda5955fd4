// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.http.TestCors;
import io.github.servletbearer.internal.log.LoggedCause;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.metrics.Counters.Event;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.TestSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.DispatcherType;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.SessionCookieConfig;
import javax.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final TokenVerifier KNOWS_GOOD =
      token -> {
        if (!token.equals("good")) {
          throw new BearerException(BearerError.INVALID_TOKEN, "unknown");
        }
        return BearerToken.builder("johndoe").scopes("a", "b").roles("user").build();
      };

  private final Fakes.Request request = new Fakes.Request();
  private final Fakes.Response response = new Fakes.Response();
  private final Counters counters = new Counters();
  private final Fakes.HandClock clock = new Fakes.HandClock();
  private HttpServletRequest passed;

  @BeforeEach
  void silence() {
    LOG.setLevel(Level.OFF);
    request.method = "GET";
    request.servletPath = "/api";
    request.pathInfo = "/items";
  }

  @AfterEach
  void speak() {
    LOG.setLevel(null);
  }

  private RequestGuard guard(TokenVerifier verifier, String... parameters) {
    String[] all = Arrays.copyOf(parameters, parameters.length + 2);
    all[parameters.length] = "realm";
    all[parameters.length + 1] = "r";
    Settings settings = TestSettings.with(all);
    return new RequestGuard(
        settings.filters().get("f"),
        settings,
        verifier,
        TestCors.of("https://app.example.com"),
        counters,
        Fakes.as(ServletContext.class, new Context()),
        clock);
  }

  /** A context whose session ids have their usual name. */
  public static final class Context {
    public SessionCookieConfig getSessionCookieConfig() {
      return null;
    }
  }

  private void run(RequestGuard guard) throws Exception {
    passed = null;
    guard.filter(
        request.http(), response.http(), (next, answer) -> passed = (HttpServletRequest) next);
  }

  private void refused(int status, String challenge) {
    assertThat(passed).as("the application did not run").isNull();
    assertThat(response.status).isEqualTo(status);
    assertThat(response.header("WWW-Authenticate")).isEqualTo(challenge);
    assertThat(request.attributes).doesNotContainKeys("token", BearerToken.ATTRIBUTE);
  }

  @Test
  @DisplayName("caches are told that the response depends on the token, also where none is needed")
  void responsesVaryByToken() throws Exception {
    run(guard(KNOWS_GOOD));
    assertThat(passed).isNull();
    assertThat(response.header("Vary")).as("a refusal").isEqualTo("Origin, Authorization");

    response.headers.clear();
    request.attributes.clear();
    RequestGuard optional = guard(KNOWS_GOOD, "autoError", "false");
    run(optional);
    assertThat(passed).isNotNull();
    assertThat(response.header("Vary")).isEqualTo("Origin, Authorization");

    response.headers.clear();
    request.attributes.clear();
    request.header("Authorization", "Bearer good");
    run(guard(KNOWS_GOOD));
    run(optional); // a second filter, and another dispatch of the same request
    request.dispatcherType = DispatcherType.FORWARD;
    run(guard(KNOWS_GOOD));
    assertThat(response.headers.get("Vary"))
        .as("one line, since nginx before 1.23 reads the last alone")
        .containsExactly("Origin, Authorization");
  }

  @Test
  @DisplayName("the first refused tokens of a reason are logged with what they say of themselves")
  void refusedTokensAreExplained() throws Exception {
    LOG.setLevel(Level.INFO);
    String header = "{\"alg\":\"RS256\",\"kid\":\"k\\n1\"}";
    String claims =
        "{\"iss\":\"https://idp.example\",\"aud\":[\"a\",\"b\"],\"sub\":\"jane\",\"email\":\"jane@x\"}";
    String jwt = base64Url(header) + "." + base64Url(claims) + ".c2lnbmF0dXJl";
    RequestGuard guard = guard(KNOWS_GOOD);
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      for (int i = 0; i < 10; i++) {
        request.header("Authorization", "Bearer " + jwt);
        run(guard);
      }
      assertThat(infoLines(log))
          .containsOnly(
              "INFO refused a token: unknown; it says alg=RS256 kid=k\\u000a1"
                  + " iss=https://idp.example aud=[a, b]")
          .hasSize(3);
    }
  }

  @Test
  @DisplayName("of a refused token that is no JWT nothing but its length is logged")
  void opaqueTokensAreNotLogged() throws Exception {
    LOG.setLevel(Level.INFO);
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      request.header("Authorization", "Bearer s3cret-t0ken");
      run(guard(KNOWS_GOOD));
      assertThat(infoLines(log))
          .containsExactly(
              "INFO refused a token: unknown; it cannot be read as a JWT, and has 12 characters");
    }
  }

  @Test
  @DisplayName("D7 a token that is too long is logged with the setting that decides")
  void tokensThatAreTooLongAreExplained() throws Exception {
    LOG.setLevel(Level.INFO);
    RequestGuard guard = guard(KNOWS_GOOD, "maxTokenLength", "300");
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      for (int i = 0; i < 10; i++) {
        request.header("Authorization", "Bearer " + "x".repeat(301 + i));
        run(guard);
      }
      assertThat(infoLines(log))
          .containsOnly(
              "INFO refused a token: it has more characters than maxTokenLength allows, 300")
          .hasSize(3);
    }
    assertThat(response.status).isEqualTo(BearerError.TOKEN_TOO_LONG.status());
    assertThat(response.header("WWW-Authenticate"))
        .startsWith("Bearer realm=\"r\", error=\"invalid_token\"");
  }

  @Test
  @DisplayName("TV-2: a verifier may find that a token has too few scopes")
  void verifierMayMissAScope() throws Exception {
    request.header("Authorization", "Bearer good");
    run(
        guard(
            token -> {
              throw new BearerException(BearerError.INSUFFICIENT_SCOPE, "of its own");
            }));
    assertThat(response.status).isEqualTo(403);
    assertThat(response.header("WWW-Authenticate"))
        .startsWith("Bearer realm=\"r\", error=\"insufficient_scope\"");
  }

  private static List<String> infoLines(CapturedLog log) {
    return log.lines().stream().filter(line -> line.startsWith("INFO ")).toList();
  }

  private static String base64Url(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"256, 256, true", "257, 256, false", "65536, 65536, true", "65537, 65536, false"})
  void tokensAreAsLongAsTheSettingAllows(int length, String setting, boolean read)
      throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    request.header("Authorization", "Bearer " + "x".repeat(length));
    run(
        guard(
            token -> {
              seen.set(token);
              return KNOWS_GOOD.verify("good");
            },
            "maxTokenLength",
            setting));
    assertThat(seen.get()).isEqualTo(read ? "x".repeat(length) : null);
    assertThat(passed != null).isEqualTo(read);
  }

  @Test
  @DisplayName("a verifier's token is refused from the moment at which it expires, by the clock")
  void tokenExpiresByTheClock() throws Exception {
    TokenVerifier expiring =
        token -> BearerToken.builder("johndoe").expiresAt(clock.instant().plusSeconds(1)).build();
    BearerToken once = expiring.verify("good");
    RequestGuard guard = guard(token -> once);
    request.header("Authorization", "Bearer good");
    clock.advance(Duration.ofMillis(999));
    run(guard);
    assertThat(passed).isNotNull();

    request.attributes.clear();
    clock.advance(Duration.ofMillis(1));
    run(guard);
    assertThat(passed).isNull();
    assertThat(response.status).isEqualTo(401);
  }

  @Test
  @DisplayName("TV-2: the text of an invalid token is the catalogue's, whatever the verifier says")
  void verifierCannotChangeTheResponse() throws Exception {
    request.header("Authorization", "Bearer x");
    run(
        guard(
            token -> {
              throw BearerException.withDescription(BearerError.INVALID_TOKEN, "revoked by alice")
                  .withHeader("WWW-Authenticate", "Basic");
            }));
    assertThat(passed).isNull();
    assertThat(response.header("WWW-Authenticate"))
        .startsWith("Bearer ")
        .contains(BearerError.INVALID_TOKEN.description());
    assertThat(response.text()).doesNotContain("alice");
  }

  @Test
  void validTokenIsPassedWithItsUser() throws Exception {
    request.header("Authorization", "Bearer good");
    run(guard(KNOWS_GOOD));
    assertThat(passed.getRemoteUser()).isEqualTo("johndoe");
    assertThat(passed.getUserPrincipal().getName()).isEqualTo("johndoe");
    assertThat(passed.getUserPrincipal()).hasToString("johndoe");
    assertThat(passed.getUserPrincipal()).isEqualTo(passed.getUserPrincipal());
    assertThat(passed.getAuthType()).isEqualTo("Bearer");
    assertThat(passed.isUserInRole("user")).isTrue();
    assertThat(passed.isUserInRole("**")).isTrue();
    assertThat(passed.isUserInRole("admin")).isFalse();
    assertThat(passed.authenticate(response.http())).isTrue();
    assertThat(request.attributes)
        .containsEntry("token", "good")
        .containsEntry("bearer.sub", "johndoe")
        .containsEntry("bearer.scopes", "a b")
        .containsKeys("bearer.tid", BearerToken.ATTRIBUTE);
    assertThatThrownBy(() -> passed.login("a", "b")).isInstanceOf(ServletException.class);
    passed.logout();
    assertThat(passed.getRemoteUser()).isNull();
    assertThat(passed.isUserInRole("user")).isFalse();
  }

  @Test
  @DisplayName("BX-5, BX-9: no credentials: 401, and what others have set is removed")
  void missingCredentialsAreRefused() throws Exception {
    request.attributes.put("token", "forged");
    request.attributes.put(BearerToken.ATTRIBUTE, BearerToken.builder("mallory").build());
    request.attributes.put(RequestState.class.getName(), "a string, as AJP could bring it");
    run(guard(KNOWS_GOOD));
    refused(401, "Bearer realm=\"r\"");
    assertThat(response.text()).isEqualTo("{\"detail\":\"Not authenticated\"}\n");
  }

  @Test
  void optionalCredentialsMayBeMissingButNotBad() throws Exception {
    RequestGuard optional = guard(KNOWS_GOOD, "autoError", "false");
    request.attributes.put("token", "forged");
    run(optional);
    assertThat(passed).isNotNull();
    assertThat(request.attributes).doesNotContainKey("token");
    request.header("Authorization", "Bearer bad");
    request.attributes.clear();
    run(optional);
    assertThat(passed).isNull();
    assertThat(response.status).isEqualTo(401);
  }

  @Test
  @DisplayName("CH-2: a bad token, and a malformed request")
  void badTokensAreRefused() throws Exception {
    request.header("Authorization", "Bearer bad");
    run(guard(KNOWS_GOOD));
    refused(
        401,
        "Bearer realm=\"r\", error=\"invalid_token\","
            + " error_description=\"The access token is invalid or has expired\"");
    request.header("Authorization", "Bearer good", "Bearer good");
    run(guard(KNOWS_GOOD));
    assertThat(response.status).isEqualTo(400);
  }

  /** As a connector's: removing an attribute brings the one of the connector back (AJP). */
  public static final class Injected extends Fakes.Request {
    private final String name;

    Injected(String name) {
      this.name = name;
    }

    @Override
    public Object getAttribute(String asked) {
      Object value = super.getAttribute(asked);
      return value == null && asked.equals(name) ? "injected" : value;
    }
  }

  @Test
  @DisplayName("the log says which attribute a connector sends, and the cure")
  void injectedAttributeIsLogged() throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      guard(KNOWS_GOOD)
          .filter(new Injected("token").http(), response.http(), (next, answer) -> passed = null);
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARNING"))
          .singleElement()
          .asString()
          .contains("attribute token was set by the connector", "allowedRequestAttributesPattern");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"token", "bearer.sub", "bearer.scopes", "bearer.tid", BearerToken.ATTRIBUTE})
  @DisplayName("a request with an attribute that cannot be taken away is refused")
  void injectedAttributesAreRefused(String name) throws Exception {
    Injected injected = new Injected(name);
    injected.method = "GET";
    for (String path : new String[] {"/api/items", "/api/open", "/token"}) {
      for (boolean authenticated : new boolean[] {true, false}) {
        for (String verify : new String[] {"issued", "presence"}) {
          injected.attributes.clear();
          injected.headers.clear();
          injected.servletPath = path;
          if (authenticated) {
            injected.header("Authorization", "Bearer good");
          }
          boolean presence = verify.equals("presence");
          RequestGuard guard =
              guard(
                  presence ? null : KNOWS_GOOD,
                  "verify",
                  verify,
                  "autoError",
                  "false",
                  "exclude",
                  "/api/open");
          passed = null;
          guard.filter(
              injected.http(),
              response.http(),
              (next, answer) -> passed = (HttpServletRequest) next);
          assertThat(passed).as(path + name + authenticated + verify).isNull();
          assertThat(response.status).isEqualTo(400);
        }
      }
    }
  }

  @Test
  @DisplayName("the access log's attribute is one word, and the application's exact")
  void subjectOfTheAccessLogIsOneWord() throws Exception {
    String odd = "bob [x] \"\u202e";
    request.header("Authorization", "Bearer good");
    run(guard(token -> BearerToken.builder(odd).build()));
    assertThat(request.attributes).containsEntry("bearer.sub", "bob%20%5Bx%5D%20%22%E2%80%AE");
    assertThat(passed.getRemoteUser()).isEqualTo(odd);
  }

  @Test
  @DisplayName("CH-2: a missing scope is named, by the rule for the method")
  void missingScopesAreRefused() throws Exception {
    request.header("Authorization", "Bearer good");
    RequestGuard guard = guard(KNOWS_GOOD, "requiredScopes", "GET: a b; *: a admin");
    run(guard);
    assertThat(passed).isNotNull();
    request.method = "DELETE";
    run(guard);
    assertThat(passed).as("a second pass is judged by its method").isNull();
    assertThat(response.status).isEqualTo(403);
    assertThat(response.header("WWW-Authenticate"))
        .contains(
            "error=\"insufficient_scope\"",
            "error_description=\"The access token lacks a required scope: admin\"",
            "scope=\"a admin\"");
    assertThat(response.text())
        .contains("\"detail\":\"The access token lacks a required scope: admin\"");
  }

  @ParameterizedTest
  @DisplayName("a method that a header names may run, so it needs all scopes of the rule")
  @CsvSource(
      nullValues = "-",
      value = {
        "POST, -, 200",
        "POST, POST, 200",
        "POST, DELETE, 403",
        "POST, delete, 403",
        "POST, 'POST, DELETE', 403",
        "GET, DELETE, 403",
        "DELETE, -, 403"
      })
  void overriddenMethodNeedsAllScopes(String method, String named, int status) throws Exception {
    request.header("Authorization", "Bearer good").method = method;
    if (named != null) {
      request.header("X-HTTP-Method-Override", named.split(", ", -1));
    }
    run(guard(KNOWS_GOOD, "requiredScopes", "POST: a; DELETE: admin; *: b"));
    assertThat(passed == null ? response.status : 200).isEqualTo(status);
  }

  @Test
  @DisplayName("a method in the query needs all scopes of the rule")
  void methodInTheQueryNeedsAllScopes() throws Exception {
    request.header("Authorization", "Bearer good").query = "_method=DELETE";
    run(guard(KNOWS_GOOD, "requiredScopes", "GET: a; *: admin"));
    assertThat(response.status).isEqualTo(403);
  }

  @ParameterizedTest
  @DisplayName("a handshake goes on to write, so it needs all scopes of the rule; HTTP/2 does not")
  @CsvSource({"websocket, 403", "h2c, 200"})
  void handshakeNeedsAllScopes(String protocol, int status) throws Exception {
    request.header("Authorization", "Bearer good").header("Upgrade", protocol);
    run(guard(KNOWS_GOOD, "requiredScopes", "GET: a; *: admin"));
    assertThat(passed == null ? response.status : 200).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "trace"})
  @DisplayName("TRACE would repeat the token: 405, before anything else is looked at")
  void traceIsNotAllowed(String method) throws Exception {
    request.method = method;
    request.header("Authorization", "Bearer good");
    request.header("Origin", "https://app.example.com");
    for (String path : new String[] {"/api", "/token"}) {
      request.servletPath = path;
      request.pathInfo = null;
      run(guard(KNOWS_GOOD, "autoError", "false"));
      refused(405, "");
      assertThat(response.header("Allow"))
          .isEqualTo("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
      assertThat(response.header("Cache-Control")).isEqualTo("no-store");
      assertThat(response.text())
          .startsWith("{\"detail\":\"This HTTP method is not allowed here\"")
          .doesNotContain("good");
    }
  }

  @Test
  @DisplayName("CF-3: a verifier that fails, says nothing or speaks out of turn is 503")
  void verifierThatFailsIsUnavailable() throws Exception {
    TokenVerifier[] failing = {
      token -> {
        throw new IllegalStateException(token);
      },
      token -> {
        throw new StackOverflowError();
      },
      token -> {
        throw new NoClassDefFoundError("x");
      },
      token -> null,
      token -> {
        throw new BearerException(BearerError.UNAVAILABLE, "down");
      },
      token -> {
        throw new BearerException(BearerError.INVALID_GRANT, "no business of a verifier");
      },
    };
    request.header("Authorization", "Bearer good");
    for (TokenVerifier verifier : failing) {
      run(guard(verifier));
      refused(503, "");
      assertThat(response.header("Retry-After")).isEqualTo("5");
      request.attributes.clear();
    }
  }

  @Test
  @DisplayName("LG-3: what a store has logged, with its limit, is not logged again")
  void loggedCauseIsNotLoggedAgain() throws Exception {
    request.header("Authorization", "Bearer good");
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      run(
          guard(
              token -> {
                throw new BearerException(
                    BearerError.UNAVAILABLE, "the database is down", new LoggedCause(null));
              }));
      refused(503, "");
      assertThat(log.lines()).noneMatch(line -> line.startsWith("WARNING"));
    }
  }

  @Test
  @DisplayName("CF-3: any failure of the guard is 500, and the application does not run")
  void failureOfOursIsInternal() throws Exception {
    request.headers.put("Authorization", java.util.Arrays.asList((String) null));
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      run(guard(KNOWS_GOOD));
      assertThat(log.lines()).contains("SEVERE a request could not be judged");
    }
    refused(500, "");
    assertThat(response.text()).isEqualTo("{\"detail\":\"Internal Server Error\"}\n");
  }

  @Test
  @DisplayName("PD-3: under INCLUDE and after commit a refusal is an exception")
  void lateRefusalIsAnException() {
    RequestGuard guard = guard(KNOWS_GOOD);
    request.dispatcherType = DispatcherType.INCLUDE;
    assertThatThrownBy(() -> run(guard)).isInstanceOf(ServletException.class);
    request.dispatcherType = DispatcherType.FORWARD;
    response.committed = true;
    assertThatThrownBy(() -> run(guard)).isInstanceOf(ServletException.class);
    assertThat(passed).isNull();
    assertThat(response.text()).isEmpty();
  }

  @Test
  @DisplayName("PD-3: a second pass is not verified again, and wrapped where it comes unwrapped")
  void secondPassIsRecognised() throws Exception {
    int[] asked = {0};
    RequestGuard guard =
        guard(
            token -> {
              asked[0]++;
              return KNOWS_GOOD.verify(token);
            });
    request.header("Authorization", "Bearer good");
    run(guard);
    HttpServletRequest first = passed;
    guard.filter(first, response.http(), (next, answer) -> passed = (HttpServletRequest) next);
    assertThat(passed).isSameAs(first);
    run(guard);
    assertThat(passed.getRemoteUser()).isEqualTo("johndoe");
    assertThat(asked[0]).isEqualTo(1);
  }

  @Test
  @DisplayName("TV-2: two filters with one verifier ask it once for a token")
  void secondFilterIsNotAskedAnew() throws Exception {
    int[] asked = {0};
    TokenVerifier verifier =
        token -> {
          asked[0]++;
          return KNOWS_GOOD.verify(token);
        };
    request.header("Authorization", "Bearer good");
    run(guard(verifier));
    run(guard(verifier, "requiredScopes", "a"));
    assertThat(passed.getRemoteUser()).isEqualTo("johndoe");
    assertThat(asked[0]).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a b"})
  @DisplayName("the access log's attribute has the scopes with blanks between them")
  void scopesOfTheAccessLog(String scopes) throws Exception {
    String[] words = scopes.isEmpty() ? new String[0] : scopes.split(" ", -1);
    request.header("Authorization", "Bearer good");
    run(guard(token -> BearerToken.builder("johndoe").scopes(words).build()));
    assertThat(request.attributes).containsEntry("bearer.scopes", scopes);
  }

  @Test
  @DisplayName("presence: any token is accepted, without a user")
  void presenceHasNoUser() throws Exception {
    request.header("Authorization", "Bearer any");
    run(guard(null, "verify", "presence"));
    assertThat(request.attributes).containsEntry("token", "any");
    assertThat(request.attributes).doesNotContainKeys(BearerToken.ATTRIBUTE, "bearer.sub");
    assertThat(passed.getRemoteUser()).isNull();
    assertThat(passed.getUserPrincipal()).isNull();
    assertThat(passed.getAuthType()).isNull();
    assertThat(passed.isUserInRole("**")).isFalse();
    assertThatThrownBy(() -> passed.authenticate(response.http()))
        .isInstanceOf(ServletException.class);
  }

  @Test
  @DisplayName("CO-1: refusals are readable for the page, and a preflight is answered")
  void crossOriginAnswers() throws Exception {
    request.header("Origin", "https://app.example.com");
    run(guard(KNOWS_GOOD));
    refused(401, "Bearer realm=\"r\"");
    assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.com");
    request.method = "OPTIONS";
    request.header("Access-Control-Request-Method", "GET");
    run(guard(KNOWS_GOOD));
    assertThat(passed).isNull();
    assertThat(response.status).isEqualTo(204);
  }

  @Test
  @DisplayName("LG-3: a missing scope is an event with user, address, token id and scope")
  void missingScopeIsAnEvent() throws Exception {
    try (CapturedLog audit = new CapturedLog("io.github.servletbearer.audit")) {
      request.header("Authorization", "Bearer good");
      run(guard(KNOWS_GOOD, "requiredScopes", "a admin"));
      assertThat(audit.lines())
          .containsExactly(
              "INFO event=denied user=\"johndoe\" address=\"192.0.2.1\" tid="
                  + TokenHash.of("good").shortText()
                  + " scope=\"a admin\"");
      request.header("Authorization", "Bearer bad");
      request.attributes.clear();
      run(guard(KNOWS_GOOD, "requiredScopes", "a admin"));
      assertThat(audit.lines()).as("anybody can send a bad token").hasSize(1);
    }
  }

  @Test
  @DisplayName("LG-3: a request is accepted once, however many filters and dispatches it passes")
  void acceptedRequestsAreCountedOnce() throws Exception {
    RequestGuard one = guard(KNOWS_GOOD);
    RequestGuard other = guard(KNOWS_GOOD);
    request.header("Authorization", "Bearer good");
    run(one);
    run(other);
    request.dispatcherType = DispatcherType.FORWARD;
    run(one);
    assertThat(counters.number(Event.ACCEPTED)).isEqualTo(1);
    assertThat(counters.refusals().values()).containsOnly(0L);
  }

  @Test
  @DisplayName("LG-3: refusals are counted by the reason that the client sees")
  void refusalsAreCounted() throws Exception {
    run(guard(KNOWS_GOOD));
    request.header("Authorization", "Bearer bad");
    run(guard(KNOWS_GOOD));
    run(guard(KNOWS_GOOD));
    request.header("Authorization", "Bearer good");
    run(guard(KNOWS_GOOD, "requiredScopes", "admin"));
    run(
        guard(
            token -> {
              throw new BearerException(BearerError.INVALID_GRANT, "no business of a verifier");
            }));
    assertThat(counters.number(Event.ACCEPTED)).isZero();
    assertThat(counters.refusals())
        .containsEntry("NOT_AUTHENTICATED", 1L)
        .containsEntry("INVALID_TOKEN", 2L)
        .containsEntry("INSUFFICIENT_SCOPE", 1L)
        .containsEntry("UNAVAILABLE", 1L)
        .containsEntry("INVALID_GRANT", 0L);
  }

  @Test
  @DisplayName("LG-3: a preflight is neither accepted nor refused")
  void preflightsAreNotCounted() throws Exception {
    request.method = "OPTIONS";
    request.header("Origin", "https://app.example.com");
    request.header("Access-Control-Request-Method", "GET");
    run(guard(KNOWS_GOOD));
    assertThat(response.status).isEqualTo(204);
    assertThat(counters.number(Event.ACCEPTED)).isZero();
    assertThat(counters.refusals().values()).containsOnly(0L);
  }
}
