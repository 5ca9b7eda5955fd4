// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that accept the tokens of some of the providers. */
class IssuerRulesTest {
  private static final String ONE = "https://one.example/a";
  private static final String TWO = "https://two.example";

  private final Map<String, String> context =
      new HashMap<>(Map.of("bearer.jwksIssuer", ONE + ", " + TWO, "bearer.jwksAudience", "api"));
  private Problems problems = new Problems();

  /** The settings of two filters, each with these init-params. */
  private Settings read(String[] first, String... second) {
    problems = new Problems();
    return SettingsReader.read(
        deployment(
            COMPANION,
            filter("f", first),
            filterMapping("f", "/f/*"),
            filter("g", second),
            filterMapping("g", "/g/*")),
        Sources.of(Map.of(), Map.of(), context),
        "Application",
        problems);
  }

  private static String[] jwks(String scheme, String... issuers) {
    return issuers.length == 0
        ? new String[] {"verify", "jwks", "schemeName", scheme}
        : new String[] {
          "verify", "jwks", "schemeName", scheme, "issuers", String.join(" ", issuers)
        };
  }

  private List<String> errors() {
    return problems.errors().stream().map(Problem::toString).toList();
  }

  private List<String> warnings() {
    return problems.warnings().stream().map(Problem::toString).toList();
  }

  @Test
  @DisplayName("each filter accepts the issuers that it names, or all")
  void filtersNameIssuers() {
    Settings settings = read(jwks("F", TWO), jwks("G"));
    assertThat(errors()).isEmpty();
    assertThat(warnings()).isEmpty();
    assertThat(settings.acceptedIssuers(settings.filters().get("f"))).containsExactly(TWO);
    assertThat(settings.acceptedIssuers(settings.filters().get("g"))).containsExactly(ONE, TWO);
  }

  @Test
  @DisplayName("a filter that verifies by no keys accepts no issuer of keys")
  void otherVerifiersHaveNoIssuers() {
    Settings settings = read(jwks("F"), "verify", "issued");
    assertThat(settings.acceptedIssuers(settings.filters().get("g"))).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("an issuer that jwksIssuer does not name is an error, to the letter")
  @ValueSource(
      strings = {"https://one.example/a/", "https://ONE.example/a", "https://three.example"})
  void unknownIssuer(String issuer) {
    read(jwks("F", issuer), jwks("G"));
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0))
        .startsWith("SB102 issuers names \"" + issuer + "\" (init-param of <filter> f)")
        .contains("jwksIssuer", "exactly", ONE, TWO);
  }

  @Test
  @DisplayName("what issuers cannot restrict is no filter's: without verify=jwks it is an error")
  void issuersWithoutKeys() {
    read(new String[] {"verify", "issued", "issuers", ONE}, jwks("G"));
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0)).startsWith("SB206 <filter> f: issuers").contains("verify=jwks");
  }

  @Test
  @DisplayName("filters of one scheme accept the same providers: the document shows one login")
  void schemeHasOneSetOfIssuers() {
    read(jwks("S", ONE), jwks("S", TWO));
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0))
        .startsWith("SB206 Scheme S: <filter> f and <filter> g accept tokens of different issuers")
        .contains("schemeName");

    read(jwks("S", ONE), jwks("S"));
    assertThat(errors()).hasSize(1);

    read(jwks("S", TWO, ONE), jwks("S"));
    assertThat(errors()).isEmpty();

    read(jwks("S", ONE), "verify", "issued", "schemeName", "S");
    assertThat(errors()).isEmpty();
  }

  @Test
  @DisplayName("an issuer that no filter accepts is a warning")
  void unusedIssuer() {
    read(jwks("F", TWO), jwks("G", TWO));
    assertThat(errors()).isEmpty();
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().get(0)).startsWith("SB206 jwksIssuer names \"" + ONE + "\"");
  }

  @ParameterizedTest
  @DisplayName("nothing outside a filter names its issuers")
  @ValueSource(strings = {"bearer.issuers"})
  void issuersStandInTheFilter(String name) {
    context.put(name, ONE);
    read(jwks("F", TWO), jwks("G"));
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0)).startsWith("SB105");
  }

  @Test
  @DisplayName("one document for filters of different providers leads some clients astray")
  void oneMetadataDocument() {
    context.put("bearer.publicUrl", "https://shop.example");
    for (String below : List.of("", "/*")) {
      problems = new Problems();
      SettingsReader.read(
          deployment(
              "<servlet><servlet-name>c</servlet-name><servlet-class>"
                  + "io.github.servletbearer.BearerServlet</servlet-class></servlet>"
                  + "<servlet-mapping><servlet-name>c</servlet-name><url-pattern>"
                  + "/.well-known/oauth-protected-resource"
                  + below
                  + "</url-pattern></servlet-mapping>",
              filter("f", jwks("F", ONE)),
              filterMapping("f", "/f/*"),
              filter("g", jwks("G", TWO)),
              filterMapping("g", "/g/*")),
          Sources.of(Map.of(), Map.of(), context),
          "Application",
          problems);
      assertThat(errors()).isEmpty();
      assertThat(warnings()).hasSize(below.isEmpty() ? 1 : 0);
      assertThat(warnings())
          .allSatisfy(
              warning ->
                  assertThat(warning)
                      .startsWith("SB206 /.well-known/oauth-protected-resource")
                      .contains("/.well-known/oauth-protected-resource/*"));
    }
  }
}
