// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.guard.RequestGuard;
import io.github.servletbearer.internal.http.TestCors;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.provider.FakeProvider;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.servlet.ServletContext;
import javax.servlet.SessionCookieConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters of one application that accept the tokens of different providers. */
@Timeout(60)
class FilterIssuersTest {
  private static final String METADATA = "/.well-known/openid-configuration";
  private static final String OF_ONE = "one";
  private static final String OF_TWO = "two";
  private static final String OF_BOTH = "both";
  private static final String OF_ALL = "all";

  private final FakeProvider one = provider("E");
  private final FakeProvider two = provider("A");
  private final String tokenOfOne = token(one, "E", "ES256");
  private final String tokenOfTwo = token(two, "A", "RS256");
  private final HandClock clock = new HandClock();
  private final Problems problems = new Problems();
  private final ManagedInstances instances =
      new ManagedInstances(getClass().getClassLoader(), problems);
  private final Map<String, RequestGuard> guards = new HashMap<>();
  private VerifierFactory verifiers;

  private static FakeProvider provider(String key) {
    FakeProvider provider = new FakeProvider();
    JsonArray keys = JsonParser.parseString("[{'key':'" + key + "','kid':'k'}]").getAsJsonArray();
    String issuer = issuer(provider);
    return provider
        .on(METADATA, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(issuer, issuer))
        .on("/keys", ShapeKeys.set(keys));
  }

  private static String issuer(FakeProvider provider) {
    return provider.uri("").toString();
  }

  private static String token(FakeProvider provider, String key, String algorithm) {
    JsonObject header = new JsonObject();
    header.addProperty("alg", algorithm);
    header.addProperty("kid", "k");
    JsonObject claims = new JsonObject();
    claims.addProperty("iss", issuer(provider));
    claims.addProperty("sub", "jane");
    claims.addProperty("aud", "api");
    claims.addProperty("exp", new HandClock().instant().getEpochSecond() + 600);
    return ShapeKeys.token(header, claims, key);
  }

  @BeforeEach
  void start() {
    Settings settings =
        SettingsReader.read(
            deployment(
                COMPANION,
                filterOf(OF_ONE, issuer(one)),
                filterOf(OF_TWO, issuer(two)),
                filterOf(OF_BOTH, issuer(two) + ", " + issuer(one)),
                filter(OF_ALL, "verify", "jwks"),
                filterMapping(OF_ALL, "/all/*")),
            Sources.of(
                Map.of(),
                Map.of(),
                Map.of(
                    "bearer.jwksIssuer",
                    issuer(one) + ", " + issuer(two),
                    "bearer.jwksAudience",
                    "api")),
            "Application",
            problems);
    OwnTokens own =
        OwnTokens.create(
            settings,
            new Secrets(problems),
            Stores.create(settings, instances, clock).tokens(),
            clock);
    verifiers = new VerifierFactory(settings, own, new Secrets(problems), instances, clock);
    settings.filters().forEach((name, filter) -> guards.put(name, guard(settings, filter)));
    assertThat(problems.errors()).isEmpty();
  }

  private static String filterOf(String name, String issuers) {
    return filter(name, "verify", "jwks", "schemeName", name, "issuers", issuers)
        + filterMapping(name, "/" + name + "/*");
  }

  private RequestGuard guard(Settings settings, FilterSettings filter) {
    TokenVerifier verifier = verifiers.create(filter);
    return new RequestGuard(
        filter,
        settings,
        verifier,
        TestCors.of(),
        new Counters(),
        Fakes.as(ServletContext.class, new Context()),
        clock);
  }

  /** A context whose session ids have their usual name. */
  public static final class Context {
    public SessionCookieConfig getSessionCookieConfig() {
      return null;
    }
  }

  @AfterEach
  void stop() {
    instances.close();
    one.close();
    two.close();
  }

  /** The status that a new request gets from these filters, one after the other. */
  private int status(String token, String... filters) throws Exception {
    Fakes.Request request = new Fakes.Request();
    request.method = "GET";
    request.servletPath = "/x";
    request.header("Authorization", "Bearer " + token);
    return status(request, filters);
  }

  private int status(Fakes.Request request, String... filters) throws Exception {
    for (String filter : filters) {
      Fakes.Response response = new Fakes.Response();
      boolean[] passed = new boolean[1];
      guards
          .get(filter)
          .filter(request.http(), response.http(), (next, answer) -> passed[0] = true);
      if (!passed[0]) {
        return response.status;
      }
    }
    assertThat(request.attributes).containsKeys("token", BearerToken.ATTRIBUTE);
    return 200;
  }

  private static Stream<List<String>> orders() {
    return Stream.of(
        List.of(OF_ONE, OF_TWO), List.of(OF_TWO, OF_ONE),
        List.of(OF_ALL, OF_TWO, OF_ONE), List.of(OF_BOTH, OF_ONE, OF_TWO, OF_ALL));
  }

  @ParameterizedTest
  @MethodSource("orders")
  @DisplayName("a token that one filter accepted, and remembers, opens no filter of another issuer")
  void rememberedTokensOpenNoOtherFilter(List<String> order) throws Exception {
    for (int round = 0; round < 3; round++) {
      for (String filter : order) {
        assertThat(status(tokenOfOne, filter))
            .as(filter)
            .isEqualTo(filter.equals(OF_TWO) ? 401 : 200);
        assertThat(status(tokenOfTwo, filter))
            .as(filter)
            .isEqualTo(filter.equals(OF_ONE) ? 401 : 200);
      }
    }
    assertThat(verifiers.remembered().stream().mapToLong(cache -> cache.hits()).sum())
        .as("they were remembered")
        .isPositive();
  }

  @Test
  @DisplayName("one request that passes two filters is judged by each")
  void everyFilterJudges() throws Exception {
    for (int round = 0; round < 2; round++) {
      assertThat(status(tokenOfOne, OF_ALL, OF_ONE)).isEqualTo(200);
      assertThat(status(tokenOfOne, OF_ALL, OF_TWO)).isEqualTo(401);
      assertThat(status(tokenOfOne, OF_ONE, OF_TWO)).isEqualTo(401);
      assertThat(status(tokenOfTwo, OF_TWO, OF_ONE)).isEqualTo(401);
      assertThat(status(tokenOfTwo, OF_TWO, OF_BOTH)).isEqualTo(200);
    }
  }

  @Test
  @DisplayName(
      "a token of another issuer causes no look for its keys, and the log names the setting")
  void keysOfOthersAreNotUsed() throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer")) {
      assertThat(status(tokenOfOne, OF_TWO)).isEqualTo(401);
      assertThat(one.asked()).isEmpty();
      assertThat(two.asked()).isEmpty();
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.startsWith(
                      "INFO refused a token: iss is not the expected issuer (issuers); it says"
                          + " alg=ES256 kid=k iss="
                          + issuer(one)));
    }
  }

  @Test
  @DisplayName("an outage of an issuer is no matter for a filter that does not accept its tokens")
  void outageOfOthersIsNoMatter() throws Exception {
    one.on("/keys", 500, "");
    assertThat(status(tokenOfOne, OF_ONE)).isEqualTo(503);
    assertThat(status(tokenOfOne, OF_TWO)).isEqualTo(401);
    assertThat(status(tokenOfTwo, OF_TWO)).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "filters share the keys of an issuer, and what they remember if they accept the same")
  void keysAreFetchedOnce() throws Exception {
    for (String filter : List.of(OF_ONE, OF_BOTH, OF_ALL)) {
      assertThat(status(tokenOfOne, filter)).isEqualTo(200);
    }
    assertThat(one.count("/keys")).isEqualTo(1);
    assertThat(verifiers.remembered()).hasSize(3); // of one, of two, of both
  }
}
