// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.bench;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.guard.RequestGuard;
import io.github.servletbearer.internal.http.Cors;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.OpaqueTokens;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import io.github.servletbearer.internal.token.jwt.JwtRules;
import io.github.servletbearer.internal.token.jwt.JwtVerifier;
import io.github.servletbearer.internal.token.jwt.KeySource;
import io.github.servletbearer.internal.token.store.MemoryTokenStore;
import io.github.servletbearer.internal.token.store.StoreLimits;
import io.github.servletbearer.it.app.FloorFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.servlet.FilterConfig;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.SessionCookieConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A whole filter without a server: ours, and the floor that somebody writes by hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
public class FilterBench {
  private static final String ISSUER = "https://login.example.com/shop";

  /** What becomes of the request: refused without a token, or passed with one. */
  @Param({"401", "presence", "opaque", "jwt"})
  public String request;

  private RequestGuard guard;
  private final FloorFilter floor = new FloorFilter();
  private final FloorFilter same = new FloorFilter();
  private String authorization;

  /** What a container tells. */
  public static final class Context {
    public SessionCookieConfig getSessionCookieConfig() {
      return null;
    }
  }

  /** The floor's init-params. */
  public static final class Config {
    private final Map<String, String> parameters;

    Config(Map<String, String> parameters) {
      this.parameters = parameters;
    }

    public String getInitParameter(String name) {
      return parameters.get(name);
    }
  }

  /** Makes a guard of ours with a verifier that knows the token, and the floor. */
  @Setup
  public void prepare() throws Exception {
    boolean presence = request.equals("presence");
    Map<String, String> parameters = presence ? Map.of("presence", "true") : Map.of();
    floor.init(Fakes.as(FilterConfig.class, new Config(parameters)));
    parameters = new HashMap<>(parameters);
    parameters.put("attributes", "true");
    same.init(Fakes.as(FilterConfig.class, new Config(parameters)));
    TokenVerifier verifier = request.equals("jwt") ? jwts() : opaque();
    Deployment deployment =
        WebXmlText.deployment(
            WebXmlText.COMPANION,
            WebXmlText.filter("f", "verify", presence ? "presence" : "issued"),
            WebXmlText.filterMapping("f", "/api/*"));
    Settings settings =
        SettingsReader.read(deployment, Sources.ofProcess(Map.of()), "Shop", new Problems());
    guard =
        new RequestGuard(
            settings.filters().get("f"),
            settings,
            presence ? null : verifier,
            new Cors(Set.of(), Set.of(), Set.of(), Duration.ZERO),
            new Counters(),
            Fakes.as(ServletContext.class, new Context()),
            ServerClock.ofThisMachine());
    if (request.equals("401")) {
      authorization = null;
    }
  }

  private TokenVerifier opaque() throws Exception {
    ServerClock clock = ServerClock.ofThisMachine();
    OpaqueTokens tokens =
        new OpaqueTokens(
            Duration.ofHours(1), new MemoryTokenStore(new StoreLimits(2_000, 2_000), clock), clock);
    AuthenticatedUser user = AuthenticatedUser.of("johndoe", List.of("user"));
    authorization = "Bearer " + tokens.issue(Authorization.of(user, List.of("items:read"))).text();
    return tokens;
  }

  private TokenVerifier jwts() throws Exception {
    String jwk = new RSAKeyGenerator(2048).keyID("k1").generate().toJSONString();
    SigningKeys keys = SigningKeys.load(List.of(jwk.getBytes(StandardCharsets.UTF_8)), null);
    Map<String, Object> claims =
        Map.of(
            "iss", ISSUER,
            "sub", "alice",
            "aud", "api",
            "exp", System.currentTimeMillis() / 1000 + 86_400,
            "scope", "items:read");
    authorization = "Bearer " + keys.sign("at+jwt", claims);
    JwtRules rules =
        JwtRules.ofProvider(
            ISSUER,
            List.of("api"),
            ClaimNames.of(List.of("sub"), List.of("scope"), List.of("roles")),
            Duration.ofSeconds(30));
    return new JwtVerifier(
        rules, KeySource.of(keys.verificationKeys()), 10_000, ServerClock.ofThisMachine());
  }

  /** One thread's request. */
  @State(Scope.Thread)
  public static class Call {
    private TinyExchange exchange;

    @Setup
    public void prepare(FilterBench bench) throws ServletException, IOException {
      exchange = new TinyExchange(bench.authorization);
      if ((bench.ours(this) == null) != bench.request.equals("401")
          || (bench.floor(this) == null) != bench.request.equals("401")) {
        throw new IllegalStateException("the benchmark is broken");
      }
    }
  }

  /** Our filter. */
  @Benchmark
  public ServletRequest ours(Call call) throws ServletException, IOException {
    call.exchange.reset();
    guard.filter(call.exchange.request, call.exchange.response, call.exchange);
    return call.exchange.passed;
  }

  /** The floor that sets the attributes that ours sets. */
  @Benchmark
  public ServletRequest same(Call call) throws ServletException, IOException {
    call.exchange.reset();
    same.doFilter(call.exchange.request, call.exchange.response, call.exchange);
    return call.exchange.passed;
  }

  /** The floor. */
  @Benchmark
  public ServletRequest floor(Call call) throws ServletException, IOException {
    call.exchange.reset();
    floor.doFilter(call.exchange.request, call.exchange.response, call.exchange);
    return call.exchange.passed;
  }
}
