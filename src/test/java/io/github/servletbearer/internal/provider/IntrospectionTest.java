// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.net.Timeouts;
import io.github.servletbearer.internal.net.Tls;
import io.github.servletbearer.internal.provider.http.ClientSecret;
import io.github.servletbearer.internal.provider.http.OurThreads;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.provider.http.RawServer;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.TestSettings;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class IntrospectionTest {
  private static final String PATH = "/introspect";
  private static final String TOKEN = "the-t0ken~+/==";
  private static final String SECRET = "s3cret: +%ä";
  private static final ClaimNames NAMES =
      ClaimNames.of(List.of("sub"), List.of("scope"), List.of("realm_access.roles"));

  private final FakeProvider provider = new FakeProvider();
  private final HandClock clock = new HandClock();
  private final OutboundHttp http = new OutboundHttp(false, Timeouts.USUAL, Tls.ofJvm());
  private final Crowd crowd = new Crowd();
  private final ClientSecret client = ClientSecret.of("my app", SECRET);
  private final Settings settings = settings(provider.uri(PATH));

  @AfterEach
  void noThreadIsLeft() {
    crowd.close();
    http.close();
    provider.close();
    assertThat(OurThreads.alive()).isEmpty();
  }

  /** The settings of a provider that is asked there, with clocks alike; more in turn. */
  static Settings settings(URI address, String... namesAndValues) {
    List<String> all =
        new ArrayList<>(List.of("verify", "introspection", "introspectionUri", address.toString()));
    all.addAll(List.of("introspectionClientId", "app", "introspectionClientSecret", "env:SECRET"));
    all.addAll(List.of(namesAndValues));
    if (!all.contains("clockSkew")) {
      all.addAll(List.of("clockSkew", "0s"));
    }
    return TestSettings.with(all.toArray(new String[0]));
  }

  private Introspection introspection(Settings with) {
    return new Introspection(with, client, NAMES, http, clock);
  }

  private BearerToken verify(String answer) throws BearerException {
    return verify(answer, settings);
  }

  private BearerToken verify(String answer, Settings with) throws BearerException {
    provider.on(PATH, answer);
    return introspection(with).verify(TOKEN);
  }

  private static BearerException refusal(Introspection introspection, String token) {
    return catchThrowableOfType(BearerException.class, () -> introspection.verify(token));
  }

  private static void unavailable(Introspection introspection, String token) {
    assertThat(refusal(introspection, token).error()).isEqualTo(BearerError.UNAVAILABLE);
  }

  private static String active(String more) {
    return "{\"active\":true,\"sub\":\"johndoe\"" + more.replace('\'', '"') + "}";
  }

  @Test
  @DisplayName("IN-2: an active token says user, scopes, roles, issuer and end")
  void activeTokenIsTaken() throws BearerException {
    BearerToken token =
        verify(
            active(
                ",'scope':'a b','realm_access':{'roles':['user','admin']},'token_type':'bearer',"
                    + "'iss':'https://idp.example','exp':"
                    + clock.instant().plusSeconds(60).getEpochSecond()));
    assertThat(token.subject()).isEqualTo("johndoe");
    assertThat(token.scopes()).containsExactly("a", "b");
    assertThat(token.roles()).containsExactly("user", "admin");
    assertThat(token.issuer()).isEqualTo("https://idp.example");
    assertThat(token.expiresAt()).isEqualTo(clock.instant().plusSeconds(60));
    assertThat(token.claims()).containsEntry("token_type", "bearer");
  }

  @Test
  @DisplayName("IN-2: the token goes into the body, the client's encoded secret into the header")
  void requestIsAsSpecified() throws BearerException {
    verify(active(""));
    FakeProvider.Asked asked = provider.asked().get(0);
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.path()).isEqualTo(PATH);
    assertThat(asked.body())
        .isEqualTo("token=the-t0ken%7E%2B%2F%3D%3D&token_type_hint=access_token");
    // RFC 6749 2.3.1: "my app" and the secret are form-encoded before they are joined.
    assertThat(asked.headers())
        .containsEntry("Authorization", List.of("Basic bXkrYXBwOnMzY3JldCUzQSslMkIlMjUlQzMlQTQ="))
        .containsEntry("Content-type", List.of("application/x-www-form-urlencoded"));
  }

  @Test
  void userIsSubOrElseUsername() throws BearerException {
    assertThat(verify("{\"active\":true,\"sub\":\"1\",\"username\":\"j\"}").subject())
        .isEqualTo("1");
    assertThat(verify("{\"active\":true,\"username\":\"j\"}").subject()).isEqualTo("j");
    ClaimNames names = ClaimNames.of(List.of("username"), Set.of(), Set.of());
    Introspection byName = new Introspection(settings, client, names, http, clock);
    provider.on(PATH, "{\"active\":true,\"sub\":\"1\",\"username\":\"j\"}");
    assertThat(byName.verify(TOKEN).subject()).isEqualTo("j");
    provider.on(PATH, "{\"active\":true,\"sub\":\"1\"}");
    assertThatThrownBy(() -> byName.verify("another")).isInstanceOf(BearerException.class);
  }

  @ParameterizedTest
  @DisplayName("IN-2: an access token's type has several names, and null is no member at all")
  @ValueSource(
      strings = {
        ",'token_type':'Bearer'",
        ",'token_type':'access_token'",
        ",'token_type':'ACCESS_TOKEN'",
        ",'token_type':'urn:ietf:params:oauth:token-type:access_token'",
        ",'nbf':null",
        ",'nbf':null,'exp':null,'iat':null,'aud':null,'iss':null,'token_type':null",
        ",'scope':null,'roles':null,'realm_access':null",
        ",'realm_access':{'roles':null}",
        ",'cnf':null,'nonce':null,'at_hash':null,'typ':null",
      })
  void wordingsOfProvidersAreTaken(String more) throws BearerException {
    assertThat(verify(active(more)).subject()).isEqualTo("johndoe");
  }

  @ParameterizedTest
  @DisplayName("IN-2: a type of another token, or one that needs a proof, is refused")
  @ValueSource(strings = {"refresh_token", "DPoP", "PoP", "mac", "id_token", "N_A", "", "pop"})
  void otherTypesAreRefused(String type) {
    assertThatThrownBy(() -> verify(active(",'token_type':'" + type + "'")))
        .isInstanceOf(BearerException.class);
  }

  @Test
  @DisplayName("a response without a user names the setting and what it says")
  void missingUserNamesTheSetting() {
    assertThatThrownBy(() -> verify("{\"active\":true,\"sub\":null}"))
        .hasMessage("no user: the token has none of the claims of userClaims, [sub, username]");
  }

  @ParameterizedTest
  @DisplayName("IN-2: what the provider calls invalid is invalid, for the same reasons as a JWT")
  @ValueSource(
      strings = {
        "{'active':false}",
        "{'active':false,'sub':'johndoe','exp':99999999999}",
        "{'active':true}",
        "{'active':true,'sub':''}",
        "{'active':true,'sub':1}",
        "{'active':true,'sub':'a\\nb'}",
        "{'active':true,'sub':'j','exp':0}",
        "{'active':true,'sub':'j','exp':NOW}",
        "{'active':true,'sub':'j','exp':-1}",
        "{'active':true,'sub':'j','exp':'LATER'}",
        "{'active':true,'sub':'j','exp':9007199254740993}",
        "{'active':true,'sub':'j','exp':253402300800}",
        "{'active':true,'sub':'j','exp':LATER000}",
        "{'active':true,'sub':'j','exp':1e300}",
        "{'active':true,'sub':'j','iat':NOW000}",
        "{'active':true,'sub':'j','nbf':NOW000}",
        "{'active':true,'sub':'j','nbf':-1}",
        "{'active':true,'sub':'j','typ':'ID'}",
        "{'active':true,'sub':'j','typ':'Refresh','scope':'x'}",
        "{'active':true,'sub':'j','token_use':'id'}",
        "{'active':true,'sub':'j','at_hash':'x'}",
        "{'active':true,'sub':'j','s_hash':'x'}",
        "{'active':true,'sub':'j','events':{}}",
        "{'active':true,'sub':'j','nonce':'n'}",
        "{'active':true,'sub':'j','nbf':LATER}",
        "{'active':true,'sub':'j','nbf':'0'}",
        "{'active':true,'sub':'j','iat':LATER}",
        "{'active':true,'sub':'j','token_type':'DPoP'}",
        "{'active':true,'sub':'j','token_type':'N_A'}",
        "{'active':true,'sub':'j','token_type':['Bearer']}",
        "{'active':true,'sub':'j','cnf':{'jkt':'x'}}",
        "{'active':true,'sub':'j','scope':1}",
        "{'active':true,'sub':'j','realm_access':'admin'}",
      })
  void refusedTokens(String answer) {
    long now = clock.instant().getEpochSecond();
    String json =
        answer
            .replace('\'', '"')
            .replace("NOW", Long.toString(now))
            .replace("LATER", Long.toString(now + 60));
    assertThat(catchThrowableOfType(BearerException.class, () -> verify(json)).error())
        .isEqualTo(BearerError.INVALID_TOKEN);
  }

  @ParameterizedTest
  @DisplayName("IN-2: an access token may have a nonce, and no type")
  @ValueSource(
      strings = {
        ",'nonce':'n','scope':'openid'",
        ",'nonce':'n','token_type':'Bearer'",
        ",'nonce':'n','typ':'Bearer'",
        ",'token_use':'access'",
        ",'exp':253402300799",
      })
  void accessTokensAreTaken(String claims) throws BearerException {
    assertThat(verify(active(claims)).subject()).isEqualTo("johndoe");
  }

  @Test
  @DisplayName("MD-6: a token that is bound to a key is not accepted without the proof")
  void boundTokenIsRefused() {
    assertThatThrownBy(() -> verify(active(",'cnf':{'x5t#S256':'abc'}")))
        .hasMessageContaining("cnf");
    assertThatThrownBy(() -> verify(active(",'token_type':'DPoP'")))
        .hasMessageContaining("token_type");
  }

  @ParameterizedTest
  @DisplayName("IN-2: issuer and audience are those that were configured, where any were")
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | ,'iss':'https://idp.example','aud':'me'",
        "true  | ,'iss':'https://idp.example','aud':['you','me']",
        "false | ,'iss':'https://idp.example'",
        "false | ,'iss':'https://idp.example','aud':'you'",
        "false | ,'iss':'https://idp.example','aud':[]",
        "false | ,'iss':'https://idp.example','aud':['me',1]",
        "false | ,'aud':'me'",
        "false | ,'iss':'https://idp.example/','aud':'me'",
        "false | ,'iss':['https://idp.example'],'aud':'me'",
      })
  void issuerAndAudienceAreChecked(boolean good, String claims) throws BearerException {
    Settings strict =
        settings(
            provider.uri(PATH),
            "introspectionIssuer",
            "https://idp.example",
            "introspectionAudience",
            "me us");
    assertThat(verify(active("")).subject()).as("asked for neither").isEqualTo("johndoe");
    if (good) {
      assertThat(verify(active(claims), strict).subject()).isEqualTo("johndoe");
    } else {
      assertThat(
              catchThrowableOfType(BearerException.class, () -> verify(active(claims), strict))
                  .error())
          .isEqualTo(BearerError.INVALID_TOKEN);
    }
  }

  @Test
  void clocksMayDifferByTheSkew() throws BearerException {
    long now = clock.instant().getEpochSecond();
    Settings lenient = settings(provider.uri(PATH), "clockSkew", "30s");
    BearerToken token = verify(active(",'exp':" + (now - 29) + ",'nbf':" + (now + 30)), lenient);
    assertThat(token.expiresAt()).isEqualTo(Instant.ofEpochSecond(now + 1));
    assertThatThrownBy(() -> verify(active(",'exp':" + (now - 30)), lenient)).hasMessage("expired");
    assertThatThrownBy(() -> verify(active(",'nbf':" + (now + 31)), lenient))
        .hasMessageContaining("nbf");
  }

  @ParameterizedTest
  @DisplayName("IN-2: whatever is no valid answer decides nothing")
  @ValueSource(
      strings = {
        "{'active':'true'}",
        "{'active':1}",
        "{'active':null}",
        "{'active':[true]}",
        "{'sub':'johndoe'}",
        "{'Active':true,'sub':'johndoe'}",
        "{'active':false,'active':true,'sub':'johndoe'}",
        "{'active':true,'\\u0061ctive':true,'sub':'johndoe'}",
        "{'active':true,'sub':'johndoe'",
        "{'active':true,'sub':'johndoe'}{}",
        "[{'active':true}]",
        "{'active':true,'sub':'j','exp':1e400}",
        "true",
        "eyJhbGciOiJub25lIn0.e30.",
        "",
      })
  void improperAnswersDecideNothing(String answer) {
    assertThat(
            catchThrowableOfType(BearerException.class, () -> verify(answer.replace('\'', '"')))
                .error())
        .isEqualTo(BearerError.UNAVAILABLE);
  }

  @ParameterizedTest
  @DisplayName("IN-2: no status but 200 decides anything, whatever is in the body")
  @ValueSource(ints = {201, 302, 307, 400, 401, 403, 404, 500, 503})
  void improperStatusDecidesNothing(int status) {
    provider.on(PATH, status, active(""));
    Introspection introspection = introspection(settings);
    assertThat(refusal(introspection, TOKEN))
        .hasMessageContaining("answered " + status)
        .hasMessageNotContaining(TOKEN);
    unavailable(introspection, TOKEN);
  }

  @Test
  @DisplayName("IN-2: neither does an answer that is too large, or none in time, or no server")
  void silenceDecidesNothing() throws Exception {
    assertThatThrownBy(() -> verify(active(",'x':'" + "x".repeat(OutboundHttp.MAX_BODY) + "'")))
        .hasMessageContaining("more than");
    Timeouts timeouts =
        new Timeouts(Duration.ofSeconds(9), Duration.ofMillis(200), Duration.ofSeconds(60));
    RawServer silent = new RawServer((self, in, out) -> self.holdOn());
    Settings at = settings(silent.uri(PATH));
    try (OutboundHttp hurried = new OutboundHttp(false, timeouts, Tls.ofJvm())) {
      Introspection introspection = new Introspection(at, client, NAMES, hurried, clock);
      assertThat(refusal(introspection, TOKEN)).hasMessageContaining("does not answer in time");
      silent.close();
      assertThat(refusal(introspection, TOKEN)).hasMessageContaining("cannot be connected to");
      unavailable(introspection, TOKEN);
    }
  }

  @Test
  @DisplayName("IN-3: 1,000 requests with one valid token are one call; then it is asked again")
  void answerIsUsedForItsTime() throws BearerException {
    provider.on(PATH, active(""));
    Introspection introspection = introspection(settings);
    BearerToken token = introspection.verify(TOKEN);
    for (int i = 1; i < 1_000; i++) {
      assertThat(introspection.verify(TOKEN)).isSameAs(token);
    }
    assertThat(provider.count(PATH)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(30).minusMillis(1));
    introspection.verify(TOKEN);
    assertThat(provider.count(PATH)).isEqualTo(1);
    provider.on(PATH, "{\"active\":false}");
    clock.advance(Duration.ofMillis(1));
    assertThat(refusal(introspection, TOKEN).error()).isEqualTo(BearerError.INVALID_TOKEN);
    assertThat(provider.count(PATH)).isEqualTo(2);
  }

  @Test
  @DisplayName("IN-3: an answer that took its time is as old as its question")
  void slowAnswerIsNotUsedLonger() throws BearerException {
    provider.on(
        PATH,
        exchange -> {
          clock.advance(Duration.ofSeconds(8));
          FakeProvider.send(exchange, 200, active(""));
        });
    Introspection introspection = introspection(settings);
    introspection.verify(TOKEN);
    clock.advance(Duration.ofSeconds(22).minusMillis(1));
    introspection.verify(TOKEN);
    assertThat(provider.count(PATH)).isEqualTo(1);
    provider.on(PATH, "{\"active\":false}");
    clock.advance(Duration.ofMillis(1));
    assertThat(refusal(introspection, TOKEN).error()).isEqualTo(BearerError.INVALID_TOKEN);
  }

  @Test
  @DisplayName("IN-3: no answer is used longer than the token lives")
  void answerEndsWithItsToken() throws BearerException {
    provider.on(PATH, active(",'exp':" + (clock.instant().getEpochSecond() + 10)));
    Introspection introspection = introspection(settings);
    introspection.verify(TOKEN);
    clock.advance(Duration.ofSeconds(10));
    assertThat(refusal(introspection, TOKEN)).hasMessage("expired");
    assertThat(provider.count(PATH)).isEqualTo(2);
  }

  @Test
  @DisplayName("IN-3: a bad answer is not remembered, and each token has its own")
  void nothingElseIsRemembered() throws BearerException {
    provider.on(PATH, "{\"active\":false}");
    Introspection introspection = introspection(settings);
    refusal(introspection, TOKEN);
    provider.on(PATH, active(""));
    assertThat(introspection.verify(TOKEN).subject()).isEqualTo("johndoe");
    provider.on(PATH, "{\"active\":false}");
    assertThat(refusal(introspection, TOKEN + "=").error()).isEqualTo(BearerError.INVALID_TOKEN);
    assertThat(introspection.verify(TOKEN).subject()).isEqualTo("johndoe");
  }

  @Test
  @DisplayName("IN-3: without a cache each request asks")
  void withoutCacheEachRequestAsks() throws BearerException {
    provider.on(PATH, active(""));
    Introspection introspection =
        introspection(settings(provider.uri(PATH), "introspectionCacheLifetime", "off"));
    introspection.verify(TOKEN);
    introspection.verify(TOKEN);
    assertThat(provider.count(PATH)).isEqualTo(2);
  }

  @Test
  @DisplayName("IN-3: requests that bring one token together are one call")
  void callIsShared() throws Exception {
    crowd.hold(provider, PATH, active(""));
    Introspection introspection = introspection(settings);
    List<Future<BearerToken>> answers = crowd.inParallel(50, () -> introspection.verify(TOKEN));
    crowd.awaitHeld();
    crowd.release();
    for (Future<BearerToken> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS).subject()).isEqualTo("johndoe");
    }
    assertThat(provider.count(PATH)).isEqualTo(1);
  }

  @Test
  @DisplayName("IN-4: 200 requests against a silent provider hold 8 threads, the others are free")
  void silentProviderHoldsFewThreads() throws Exception {
    crowd.hold(provider, PATH, active(""));
    Introspection introspection = introspection(settings);
    AtomicInteger number = new AtomicInteger();
    CountDownLatch refused = new CountDownLatch(200 - CircuitBreaker.AT_ONCE);
    List<Future<BearerToken>> answers =
        crowd.inParallel(
            200,
            () -> {
              try {
                return introspection.verify(TOKEN + number.incrementAndGet());
              } catch (BearerException e) {
                assertThat(e.error()).isEqualTo(BearerError.UNAVAILABLE);
                refused.countDown();
                throw e;
              }
            });
    assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(answers).filteredOn(Future::isDone).hasSizeLessThanOrEqualTo(192);
    crowd.release();
    int served = 0;
    for (Future<BearerToken> answer : answers) {
      try {
        answer.get(20, TimeUnit.SECONDS);
        served++;
      } catch (ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(BearerException.class);
      }
    }
    assertThat(served).isEqualTo(CircuitBreaker.AT_ONCE);
    assertThat(provider.count(PATH)).isEqualTo(CircuitBreaker.AT_ONCE);
  }

  @Test
  @DisplayName("IN-4: 200 requests with one token against a silent provider hold 65 threads")
  void oneTokenHoldsFewThreads() throws Exception {
    crowd.hold(provider, PATH, active(""));
    Introspection introspection = introspection(settings);
    CountDownLatch refused = new CountDownLatch(200 - BoundedWait.PLACES - 1);
    List<Future<BearerToken>> answers =
        crowd.inParallel(
            200,
            () -> {
              try {
                return introspection.verify(TOKEN);
              } catch (BearerException e) {
                refused.countDown();
                throw e;
              }
            });
    assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
    crowd.release();
    assertThat(answers)
        .filteredOn(answer -> subjectOf(answer).equals("johndoe"))
        .hasSize(BoundedWait.PLACES + 1);
    assertThat(provider.count(PATH)).isEqualTo(1);
  }

  private static String subjectOf(Future<BearerToken> answer) {
    try {
      return answer.get(20, TimeUnit.SECONDS).subject();
    } catch (ExecutionException e) {
      return "";
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @DisplayName("LG-1: neither token nor secret is logged or printed")
  void nothingSecretIsLogged() throws Exception {
    List<String> shown = new ArrayList<>();
    try (CapturedLog log = new CapturedLog("")) {
      for (String answer :
          Arrays.asList(active(""), "{\"active\":false}", "{\"token\":\"" + TOKEN + "\"}", "x")) {
        provider.on(PATH, answer);
        Introspection introspection = introspection(settings);
        try {
          shown.add(introspection.verify(TOKEN).toString());
        } catch (BearerException e) {
          shown.add(e.toString());
        }
        shown.add(client.toString());
      }
      shown.addAll(log.lines());
    }
    assertThat(shown).isNotEmpty();
    assertThat(String.join("\n", shown))
        .doesNotContain(TOKEN, "the-t0ken", "s3cret", client.header());
  }

  @Test
  @DisplayName("RC-2: after close nothing is asked, and calls under way end with the way out")
  void closeEndsCalls() throws Exception {
    crowd.hold(provider, PATH, active(""));
    Introspection introspection = introspection(settings);
    Future<?> waiting = crowd.submit(() -> unavailable(introspection, TOKEN));
    crowd.awaitHeld();
    introspection.close();
    http.close();
    assertThat(OurThreads.alive()).isEmpty();
    waiting.get(20, TimeUnit.SECONDS);
    unavailable(introspection, TOKEN);
    assertThat(provider.count(PATH)).isEqualTo(1);
  }

  @Test
  @DisplayName("IN-4: each call gives its place back")
  void placesAreGivenBack() {
    provider.on(PATH, "{\"active\":false}");
    Introspection introspection = introspection(settings);
    for (int i = 0; i < 3 * CircuitBreaker.AT_ONCE; i++) {
      assertThat(refusal(introspection, TOKEN + i).error()).isEqualTo(BearerError.INVALID_TOKEN);
    }
    assertThat(provider.count(PATH)).isEqualTo(3 * CircuitBreaker.AT_ONCE);
  }
}
