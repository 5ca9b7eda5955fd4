// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.internal.clients.ClientAuthentication;
import io.github.servletbearer.internal.clients.Clients;
import io.github.servletbearer.internal.endpoint.grant.TokenRequest;
import io.github.servletbearer.internal.http.ErrorResponse;
import io.github.servletbearer.internal.http.FormBody;
import io.github.servletbearer.internal.settings.TestSettings;
import io.github.servletbearer.internal.settings.value.GrantType;
import io.github.servletbearer.internal.throttle.LoginThrottle;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.store.TestStores;
import java.io.IOException;
import java.time.Duration;
import java.util.Enumeration;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRequestRulesTest {
  private final ClientAuthentication clients =
      new ClientAuthentication(
          Clients.none(PasswordHashLimiter.ofThisMachine()),
          new LoginThrottle(
              4, 40, Duration.ofMinutes(5), TestStores.attempts(ServerClock.ofThisMachine())));
  private final TokenRequestRules rules =
      new TokenRequestRules(
          TestSettings.with(
              "publicUrl", "https://Api.example.com:8443/app",
              "corsAllowedOrigins", "https://spa.example"));
  private final Fakes.Request request = new Fakes.Request();

  private static ErrorResponse refusal(ThrowingCallable step) {
    return ErrorResponse.of(catchThrowableOfType(BearerException.class, step));
  }

  private static FormBody form(String body) throws BearerException, IOException {
    Fakes.Request request = new Fakes.Request();
    request.body = body.getBytes(UTF_8);
    return FormBody.read(request.http());
  }

  private static String header(ErrorResponse refusal, String name) throws IOException {
    Fakes.Response response = new Fakes.Response();
    refusal.send(new Fakes.Request().http(), response.http());
    return response.header(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "post", "BREW"})
  @DisplayName("TE-1: POST only, in Allow")
  void otherMethodsAreRefused(String method) throws IOException {
    request.method = method;
    ErrorResponse refusal = refusal(() -> rules.requirePost(request.http()));
    assertThat(refusal.error()).isEqualTo(BearerError.METHOD_NOT_ALLOWED);
    assertThat(header(refusal, "Allow")).isEqualTo("POST");
  }

  @ParameterizedTest
  @CsvSource({
    "true, 192.0.2.1, true",
    "false, 192.0.2.1, false",
    "false, 127.0.0.1, true",
    "false, 127.9.9.9, true",
    "false, ::1, true",
    "false, 0:0:0:0:0:0:0:1, true",
    "false, [0:0:0:0:0:0:0:1], true", // Jetty
    "false, [::1], true",
    "false, 0:0:0:0:0:0:0:1%0, true", // with a zone
    "false, 127.0.0.1:51234, true", // with the client's port
    "false, [::1]:51234, true",
    "false, [2001:db8::1], false",
    "false, [::2], false",
    "false, fe80::1%lo, false",
    "false, 10.0.0.1, false",
    "false, , false",
  })
  @DisplayName("TE-14: passwords over plain HTTP only within this machine")
  void transport(boolean secure, String address, boolean passes) {
    request.secure = secure;
    request.remoteAddr = address;
    if (passes) {
      assertThatCode(() -> rules.requireSafeTransport(request.http())).doesNotThrowAnyException();
    } else {
      assertThat(refusal(() -> rules.requireSafeTransport(request.http())).description())
          .contains("HTTPS");
    }
    TokenRequestRules relaxed = new TokenRequestRules(TestSettings.with("requireHttps", "false"));
    assertThatCode(() -> relaxed.requireSafeTransport(request.http())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-proto", "Forwarded", "X-Real-IP"})
  @DisplayName("TE-14: who comes through a proxy is not local, whatever the address")
  void proxyIsNotLocal(String header) {
    request.secure = false;
    request.remoteAddr = "127.0.0.1";
    request.header(header, "https");
    assertThat(refusal(() -> rules.requireSafeTransport(request.http())).description())
        .contains("Operator: configure the container for the proxy");
    request.secure = true;
    assertThatCode(() -> rules.requireSafeTransport(request.http())).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("TE-9: a container that hides the Authorization header returns null")
  void hiddenHeadersAreNone() {
    Fakes.Request hiding =
        new Fakes.Request() {
          @Override
          public Enumeration<String> getHeaders(String name) {
            return null;
          }
        };
    assertThatCode(() -> clients.authenticate(hiding.http(), form("a=b")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=x",
        "username=a&password=b",
        "a=b&scope",
        "Password=x",
        "grant_type=",
        "client_secret=x",
        "&client_id=x",
        "refresh_token=x",
        "token=x"
      })
  @DisplayName("TE-4: credentials in the query are refused")
  void queryIsRefused(String query) {
    request.query = query;
    ErrorResponse refusal = refusal(() -> rules.requireNothingInTheQuery(request.http()));
    assertThat(refusal.error()).isEqualTo(BearerError.INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "x-password=b", "lang=de&v=1"})
  @DisplayName("TE-4: what else stands in the query is not ours")
  void otherQueriesPass(String query) {
    request.query = query;
    assertThatCode(() -> rules.requireNothingInTheQuery(request.http())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic Og==", "basic  Og==", "Bearer abc", "Digest x", ""})
  @DisplayName("TE-9: Swagger UI's empty client is none")
  void noClientPasses(String authorization) throws Exception {
    request.header("Authorization", authorization);
    clients.authenticate(request.http(), form("client_id=&client_secret="));
    clients.authenticate(request.http(), form("client_id=public"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YTpi", "BASIC YTpi", "Basic", "Basic OG==", "Basic og=="})
  @DisplayName("TE-9: a client that authenticates by a header gets 401 and a Basic challenge")
  void clientByHeaderIsRefused(String authorization) throws Exception {
    request.header("Authorization", authorization);
    FormBody form = form("a=b");
    ErrorResponse refusal = refusal(() -> clients.authenticate(request.http(), form));
    assertThat(refusal.error()).isEqualTo(BearerError.INVALID_CLIENT);
    assertThat(header(refusal, "WWW-Authenticate")).startsWith("Basic ");
  }

  @Test
  @DisplayName("TE-9: a client that authenticates by the form, and two headers")
  void clientByFormIsRefused() throws Exception {
    FormBody secret = form("client_id=a&client_secret=b");
    ErrorResponse refusal = refusal(() -> clients.authenticate(request.http(), secret));
    assertThat(refusal.error()).isEqualTo(BearerError.INVALID_CLIENT);
    assertThat(header(refusal, "WWW-Authenticate")).isEmpty();
    Fakes.Response response = new Fakes.Response();
    refusal.send(new Fakes.Request().http(), response.http());
    assertThat(response.status).as("a 401 needs a challenge").isEqualTo(400);
    request.header("Authorization", "Basic Og==", "Basic Og==");
    assertThat(refusal(() -> clients.authenticate(request.http(), form("a=b"))).error())
        .isEqualTo(BearerError.INVALID_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type=password&username=a&password=b, ",
    "username=a&password=b, ",
    "grant_type=&username=a&password=b, ",
    "grant_type=password, ",
    "username=a, INVALID_REQUEST",
    "password=a, INVALID_REQUEST",
    "'', INVALID_REQUEST",
    "grant_type=refresh_token&username=a&password=b, UNSUPPORTED_GRANT_TYPE",
    "grant_type=Password&username=a&password=b, UNSUPPORTED_GRANT_TYPE",
    "grant_type=client_credentials, UNSUPPORTED_GRANT_TYPE",
    "grant_type=password%20&username=a&password=b, UNSUPPORTED_GRANT_TYPE",
  })
  @DisplayName("TE-8: grant_type may be absent beside user name and password, as in FastAPI")
  void grantType(String body, BearerError error) throws Exception {
    TokenRequest asked = new TokenRequest(request.http(), form(body), null);
    Set<GrantType> offered = Set.of(GrantType.PASSWORD);
    if (error == null) {
      assertThat(rules.grantType(asked, offered)).isEqualTo(GrantType.PASSWORD);
    } else {
      assertThat(refusal(() -> rules.grantType(asked, offered)).error()).isEqualTo(error);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"user=a&pass=b", "username=a", ""})
  @DisplayName("TE-8: who misspells a parameter reads that user name and password are enough")
  void missingParametersAreNamed(String body) throws Exception {
    TokenRequest asked = new TokenRequest(request.http(), form(body), null);
    assertThat(refusal(() -> rules.grantType(asked, Set.of(GrantType.PASSWORD))).description())
        .isEqualTo("Send grant_type: password (or username and password without it)");
  }

  @Test
  @DisplayName("TE-5: an empty parameter is a missing one")
  void parameterIsRequired() throws Exception {
    TokenRequest asked = new TokenRequest(request.http(), form("username=a"), null);
    assertThat(asked.required("username")).isEqualTo("a");
    TokenRequest empty = new TokenRequest(request.http(), form("username="), null);
    assertThat(refusal(() -> empty.required("username")).description())
        .isEqualTo("The parameter username is missing or empty");
  }

  @ParameterizedTest(name = "site {0}, origin {1}, host {2}, TLS {3}: {4}")
  @CsvSource({
    ", , app, true, true",
    "same-origin, , , true, true",
    "same-origin, https://evil.example, app, true, true",
    "same-origin, null, app, true, true",
    "cross-site, , app, true, false",
    "cross-site, https://app, app, true, false",
    "same-site, https://app, app, true, false",
    "same-site, null, app, true, false",
    "Same-Origin, https://app, app, true, false",
    "'', https://app, app, true, false",
    "none, , app, true, true",
    "none, https://app, app, true, true",
    "none, https://evil.example, app, true, false",
    "none, null, app, true, false",
    "cross-site, https://spa.example, app, true, true",
    ", https://spa.example, app, true, true",
    ", https://SPA.example, app, true, false",
    ", https://spa.example.evil.example, app, true, false",
    ", http://app, app, false, true",
    ", https://app, app, false, true",
    ", http://app, app, true, false",
    ", http://app:8080, app:8080, false, true",
    ", http://App:8080, APP:8080, false, true",
    ", https://app, app:443, true, true",
    ", https://app:443, app, true, true",
    ", http://app:80, app, false, true",
    ", https://app, app:80, true, false",
    ", http://my_app:8080, my_app:8080, false, true",
    ", http://[::1]:8080, [::1]:8080, false, true",
    ", http://app:8080, app:8081, false, false",
    ", https://evil.example, app, true, false",
    ", https://api.example.com:8443, inner, false, true",
    ", http://api.example.com:8443, inner, false, false",
    ", https://api.example.com, inner, true, false",
    ", null, app, true, false",
    ", null, null, true, false",
    ", '', app, true, false",
    ", '', '', true, false",
    ", 'ht tp', app, true, false",
    ", http://app, , false, false",
    ", http://app.evil.example, app, false, false",
    ", http://app@evil.example, app, false, false",
    ", http://evil.example@app, app, false, false",
  })
  @DisplayName("Login CSRF: a page of another site is refused, unless CORS allows it")
  void sameOrigin(String site, String origin, String host, boolean secure, boolean passes) {
    request.secure = secure;
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      request.header("Origin", origin);
    }
    if (host != null) {
      request.header("Host", host);
    }
    if (passes) {
      assertThatCode(() -> rules.requireSameOrigin(request.http())).doesNotThrowAnyException();
    } else {
      assertThat(refusal(() -> rules.requireSameOrigin(request.http())).error())
          .isEqualTo(BearerError.INVALID_REQUEST);
    }
  }

  @Test
  @DisplayName("what a proxy, or anyone, sends as our address is not trusted")
  void forwardedHeadersAreNotBelieved() {
    request
        .header("Origin", "https://evil.example")
        .header("Host", "app")
        .header("X-Forwarded-Host", "evil.example")
        .header("Forwarded", "host=evil.example");
    assertThat(refusal(() -> rules.requireSameOrigin(request.http())).error())
        .isEqualTo(BearerError.INVALID_REQUEST);
  }
}
