// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each setting that lets more pass than the default is one warning, and only where it is set. */
class RelaxationsTest {
  private static final String OF_PASSWORDS = "the token endpoint offers the password grant";

  /** What the settings need beside those that a test is about. */
  private static final Map<String, String> NEEDED =
      Map.of(
          "bearer.clients", "file:/clients",
          "bearer.introspectionUri", "https://idp.example/introspect",
          "bearer.introspectionClientId", "shop",
          "bearer.introspectionClientSecret", "env:INTROSPECTION_SECRET");

  /** The warnings but that of the password grant, which all have. */
  private static List<String> relaxations(Map<String, String> context, String... parameters) {
    Deployment deployment =
        WebXmlText.deployment(COMPANION, filter("f", parameters), filterMapping("f", "/api/*"));
    Map<String, String> all = new TreeMap<>(NEEDED);
    all.putAll(context);
    Problems problems = new Problems();
    Settings settings = SettingsReader.read(deployment, Sources.ofProcess(all), "Shop", problems);
    assertThat(problems.errors()).isEmpty();
    Relaxations.warn(problems, settings);
    List<String> found = new ArrayList<>();
    for (Problem problem : problems.warnings()) {
      if (problem.code() == ProblemCode.RELAXATION) {
        found.add(problem.toString());
      }
    }
    found.removeIf(warning -> warning.contains(OF_PASSWORDS));
    return found;
  }

  private static void assertOnly(List<String> found, boolean warned, String text) {
    if (warned) {
      assertThat(found).singleElement().asString().contains(text);
    } else {
      assertThat(found).isEmpty();
    }
  }

  @ParameterizedTest
  @DisplayName("of a filter")
  @CsvSource({
    "verify, presence, autoError, true, true, filter f has verify=presence: ANY token",
    "verify, issued, autoError, true, false, ''",
    "requiredScopes, a, autoError, false, true, filter f has autoError=false: its requiredScopes",
    "requiredScopes, a, autoError, true, false, ''",
    "verify, issued, autoError, false, false, ''",
    "requiredScopes, 'GET: a; *: b', openMethods, GET, true, filter f has openMethods=GET HEAD",
    "requiredScopes, 'GET: a; *: b', openMethods, OPTIONS, true, has openMethods=OPTIONS",
    "requiredScopes, 'HEAD: a; *: b', openMethods, GET, true, filter f has openMethods=GET HEAD",
    "requiredScopes, a, openMethods, GET, true, filter f has openMethods=GET HEAD",
    "verify, issued, openMethods, GET, false, ''"
  })
  void ofFilter(
      String name, String value, String other, String itsValue, boolean warned, String text) {
    assertOnly(relaxations(Map.of(), name, value, other, itsValue), warned, text);
  }

  @ParameterizedTest
  @DisplayName("of the application")
  @CsvSource({
    "requireHttps, false, true, requireHttps=false: passwords",
    "requireHttps, true, false, ''",
    "passwordGrantClients, authenticated, true, passwordGrantClients=authenticated: no login",
    "passwordGrantClients, any, false, ''",
    "refreshTokenLifetime, 1d, true, the container's realm cannot look up a user",
    "refreshTokenLifetime, off, false, ''"
  })
  void ofApplication(String name, String value, boolean warned, String text) {
    assertOnly(relaxations(Map.of("bearer." + name, value)), warned, text);
  }

  @ParameterizedTest
  @DisplayName("users of a file are looked up at each refresh, so there is no warning")
  @CsvSource({"container, true", "file:/users, false"})
  void refreshTokensOfTheRealm(String users, boolean warned) {
    Map<String, String> context =
        Map.of("bearer.refreshTokenLifetime", "1d", "bearer.users", users);
    assertOnly(relaxations(context), warned, "refreshTokenLifetime is set, and the container's");
  }

  @ParameterizedTest
  @DisplayName("introspection without an audience, where a filter verifies by it")
  @CsvSource({"introspection, '', true", "introspection, shop, false", "issued, '', false"})
  void introspectionForAnyAudience(String verify, String audience, boolean warned) {
    Map<String, String> context =
        audience.isEmpty() ? Map.of() : Map.of("bearer.introspectionAudience", audience);
    assertOnly(
        relaxations(context, "verify", verify), warned, "introspectionAudience is not set: ");
  }
}
