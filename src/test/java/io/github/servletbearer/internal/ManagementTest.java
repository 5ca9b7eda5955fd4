// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.CapturedLog;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.metrics.Counters.Event;
import io.github.servletbearer.internal.token.AccessTokens;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.IssuedToken;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.OpaqueTokens;
import io.github.servletbearer.internal.token.RefreshTokens;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import io.github.servletbearer.internal.token.jwt.JwtRules;
import io.github.servletbearer.internal.token.jwt.JwtVerifier;
import io.github.servletbearer.internal.token.jwt.KeySource;
import io.github.servletbearer.internal.token.store.TestStores;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.management.Attribute;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JMX as it is: the platform's own server, through which a console would come. */
class ManagementTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
  private static final String PREFIX = "io.github.servletbearer:type=Application,context=";

  private final HandClock clock = new HandClock();
  private final Counters counters = new Counters();
  private final IssuedTokens tokens =
      new IssuedTokens(
          new OpaqueTokens(Duration.ofMinutes(5), TestStores.tokens(10, 10, clock), clock),
          new RefreshTokens(
              Duration.ofDays(1), Duration.ofDays(1), TestStores.tokens(10, 10, clock), clock));
  private final Management management = new Management(counters, tokens, List.of());
  private final CapturedLog log = new CapturedLog("io.github.servletbearer");
  private final List<AutoCloseable> registered = new ArrayList<>();

  @AfterEach
  void leaveNothing() throws Exception {
    for (AutoCloseable registration : registered) {
      registration.close();
    }
    log.close();
    assertThat(names()).isEmpty();
  }

  private static Set<ObjectName> names() throws Exception {
    return SERVER.queryNames(new ObjectName("io.github.servletbearer:*"), null);
  }

  private static ObjectName name(String contextPath) throws Exception {
    return new ObjectName(PREFIX + ObjectName.quote(contextPath));
  }

  private BearerMXBean bean(Management registering) throws Exception {
    registered.add(registering.register("/unit"));
    return JMX.newMXBeanProxy(SERVER, name("/unit"), BearerMXBean.class);
  }

  private IssuedToken issue(String user) throws BearerException {
    return tokens.issue(Authorization.of(AuthenticatedUser.of(user, List.of()), List.of()));
  }

  @Test
  @DisplayName("RC-2: the MBean is there from register to close, and not a moment longer")
  void beanGoesWithItsApplication() throws Exception {
    try (AutoCloseable registration = management.register("/unit")) {
      assertThat(registration).isNotNull();
      assertThat(names()).containsExactly(name("/unit"));
    }
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a/b", "/with \"quotes\", = * ? and \\", "/große"})
  void everyContextPathMakesAName(String contextPath) throws Exception {
    registered.add(management.register(contextPath));
    assertThat(names()).containsExactly(name(contextPath));
  }

  @Test
  @DisplayName("RC-2: two hosts may have one path; each application takes its own MBean away")
  void secondOfANameIsNumbered() throws Exception {
    ObjectName second = new ObjectName(PREFIX + "\"/unit\",instance=2");
    ObjectName third = new ObjectName(PREFIX + "\"/unit\",instance=3");
    AutoCloseable one = management.register("/unit");
    AutoCloseable other = new Management(counters, tokens, List.of()).register("/unit");
    AutoCloseable last = new Management(counters, tokens, List.of()).register("/unit");
    assertThat(names()).containsExactlyInAnyOrder(name("/unit"), second, third);
    other.close();
    assertThat(names()).containsExactlyInAnyOrder(name("/unit"), third);
    one.close();
    assertThat(names()).containsExactly(third);
    last.close();
  }

  @Test
  void applicationStartsWithoutJmx() throws Exception {
    for (int i = 0; i < 100; i++) {
      registered.add(new Management(counters, tokens, List.of()).register("/unit"));
    }
    registered.add(management.register("/unit"));
    assertThat(names()).hasSize(100);
    assertThat(log.lines())
        .containsExactly("WARNING JMX does not show this application; everything else works");
  }

  @Test
  void attributesAreTheNumbersOfTheApplication() throws Exception {
    BearerMXBean bean = bean(management);
    Event[] events = {
      Event.ACCEPTED, Event.ISSUED, Event.REFRESHED, Event.REVOKED, Event.THROTTLED, Event.REUSED
    };
    for (int i = 0; i < events.length; i++) {
      for (int times = 0; times <= i; times++) {
        counters.count(events[i]);
      }
    }
    counters.refused(BearerError.INVALID_TOKEN);
    issue("johndoe");
    issue("alice");
    assertThat(bean.getAccepted()).isEqualTo(1);
    assertThat(bean.getIssued()).isEqualTo(2);
    assertThat(bean.getRefreshed()).isEqualTo(3);
    assertThat(bean.getRevoked()).isEqualTo(4);
    assertThat(bean.getThrottled()).isEqualTo(5);
    assertThat(bean.getReused()).isEqualTo(6);
    assertThat(bean.getRefusedByReason())
        .containsEntry("INVALID_TOKEN", 1L)
        .containsEntry("UNAVAILABLE", 0L);
    assertThat(bean.getLiveTokens()).isEqualTo(2);
    assertThat(bean.getLiveRefreshTokens()).isEqualTo(2);
    assertThat(bean.getCacheHits()).isZero();
    assertThat(bean.getCacheMisses()).isZero();
  }

  @Test
  @DisplayName("AR-7, LG-1: no attribute holds a name, a token or a hash, and none can be set")
  void attributesHoldNoSecret() throws Exception {
    bean(management);
    IssuedToken token = issue("johndoe");
    var attributes = SERVER.getMBeanInfo(name("/unit")).getAttributes();
    assertThat(attributes).hasSize(12).noneMatch(attribute -> attribute.isWritable());
    for (var attribute : attributes) {
      Object value = SERVER.getAttribute(name("/unit"), attribute.getName());
      assertThat(String.valueOf(value))
          .doesNotContain("johndoe", token.text(), token.refreshText(), token.id());
      assertThatThrownBy(
          () -> SERVER.setAttribute(name("/unit"), new Attribute(attribute.getName(), value)));
    }
  }

  @Test
  @DisplayName(
      "LG-3: the tokens of a user are ended, however the name is spelled, and it is logged")
  void userIsRevoked() throws Exception {
    BearerMXBean bean = bean(management);
    IssuedToken john = issue("johndoe");
    IssuedToken alice = issue("alice");
    assertThat(bean.revokeUser("JohnDoe")).as("access and refresh token").isEqualTo(2);
    assertThatThrownBy(() -> tokens.verify(john.text())).isInstanceOf(BearerException.class);
    assertThat(tokens.verify(alice.text()).subject()).isEqualTo("alice");
    assertThat(bean.revokeUser("nobody")).isZero();
    assertThat(log.lines())
        .containsExactly(
            "INFO event=users-revoked user=\"JohnDoe\" count=2",
            "INFO event=users-revoked user=\"nobody\" count=0");
  }

  @Test
  @DisplayName("LG-3: all tokens are ended, or the expired ones removed, and it is logged")
  void allAreRevokedOrPurged() throws Exception {
    BearerMXBean bean = bean(management);
    issue("johndoe");
    issue("alice");
    assertThat(bean.purge()).isZero();
    clock.advance(Duration.ofMinutes(6));
    assertThat(bean.purge()).as("access tokens live five minutes").isEqualTo(2);
    issue("bob");
    assertThat(bean.revokeAll()).isEqualTo(4);
    assertThat(bean.getLiveTokens() + bean.getLiveRefreshTokens()).isZero();
    assertThat(log.lines())
        .containsExactly(
            "INFO event=purged count=0",
            "INFO event=purged count=2",
            "INFO event=users-revoked user=* count=4");
  }

  /** A store that has no place for what it would have to know of johndoe. */
  public static final class Full {
    public int revokeUser(String name) throws BearerException {
      if (name.equals("johndoe")) {
        throw new BearerException(BearerError.UNAVAILABLE, "the list is full: raise maxTokens");
      }
      return 0;
    }
  }

  @Test
  void failureIsASentenceThatEveryConsoleCanShow() throws Exception {
    AccessTokens full = Fakes.as(AccessTokens.class, new Full());
    BearerMXBean bean = bean(new Management(counters, new IssuedTokens(full, null), List.of()));
    assertThatThrownBy(() -> bean.revokeUser("johndoe"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasNoCause()
        .hasMessage("The tokens of this user are not revoked: the list is full: raise maxTokens.");
    for (String nobody : new String[] {"", null}) {
      assertThatThrownBy(() -> bean.revokeUser(nobody))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Name a user");
    }
    assertThat(log.lines()).as("nothing was done").isEmpty();
  }

  @Test
  void cacheNumbersAreThoseOfAllVerifiers() throws Exception {
    EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    String set = "{\"keys\":[" + key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}";
    KeySource keys =
        KeySource.of(JwkSet.parse(set.getBytes(UTF_8), EnumSet.of(JwsAlgorithm.ES256), List.of()));
    JwtVerifier one = verifier(keys);
    JwtVerifier other = verifier(keys);
    String jwt = jwt(key);
    for (JwtVerifier verifier : List.of(one, other, other, one, one)) {
      verifier.verify(jwt);
    }
    BearerMXBean bean =
        bean(new Management(counters, tokens, List.of(one.remembered(), other.remembered())));
    assertThat(bean.getCacheHits()).isEqualTo(3);
    assertThat(bean.getCacheMisses()).isEqualTo(2);
  }

  private static JwtVerifier verifier(KeySource keys) {
    ClaimNames names = ClaimNames.of(List.of("sub"), List.of("scope"), List.of());
    JwtRules rules =
        JwtRules.ofProvider("https://idp.example", Set.of("api"), names, Duration.ZERO);
    return new JwtVerifier(rules, keys, 10, Clock.systemUTC());
  }

  private static String jwt(EllipticCurveJsonWebKey key) throws Exception {
    long end = System.currentTimeMillis() / 1000 + 600;
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("ES256");
    jws.setHeader("typ", "at+jwt");
    jws.setPayload(
        "{\"iss\":\"https://idp.example\",\"aud\":\"api\",\"sub\":\"johndoe\",\"exp\":"
            + end
            + "}");
    jws.setKey(key.getPrivateKey());
    return jws.getCompactSerialization();
  }
}
