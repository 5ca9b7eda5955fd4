// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.cli.archive.WebArchive;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.provider.ProviderTokens;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.token.jwt.JwtVerifier;
import io.github.servletbearer.internal.token.jwt.KeySource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {
  private static final String ISSUER = "https://login.shop.example/tenant";
  private static final ECKey KEY = key("main");
  private static final ECKey TWIN = key("main"); // the same kid, another key
  private static final ECKey STRANGER = key("stranger");
  private static final RSAKey RSA = rsa();

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path webXml;
  private Path keys;

  /** A token made by hand, right at first. */
  private static final class Token {
    private final Map<String, String> header = new LinkedHashMap<>();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private JWK key = KEY;

    Token() {
      header("alg", "'ES256'").header("kid", "'main'").header("typ", "'at+jwt'");
      claim("iss", "'" + ISSUER + "'").claim("sub", "'u-17'").claim("aud", "['x','orders-api']");
      claim("iat", now() - 30).claim("exp", now() + 600).claim("scope", "'orders:read openid'");
      claim("resource_access", "{'com.shop.orders':{'roles':['clerk','boss']}}");
    }

    Token header(String name, String json) {
      header.put(name, json.replace('\'', '"'));
      return this;
    }

    Token claim(String name, Object json) {
      claims.put(name, json.toString().replace('\'', '"'));
      return this;
    }

    Token without(String name) {
      header.remove(name);
      claims.remove(name);
      return this;
    }

    Token by(JWK signer) {
      key = signer;
      return this;
    }

    String text() {
      String signed = part(header) + "." + part(claims);
      try {
        JWSSigner signer =
            key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.toRSAKey());
        JWSAlgorithm algorithm = key instanceof ECKey ? JWSAlgorithm.ES256 : JWSAlgorithm.RS512;
        return signed + "." + signer.sign(new JWSHeader(algorithm), signed.getBytes(UTF_8));
      } catch (JOSEException e) {
        throw new AssertionError(e);
      }
    }

    private static Base64URL part(Map<String, String> members) {
      List<String> json = new ArrayList<>();
      members.forEach((name, value) -> json.add("\"" + name + "\":" + value));
      return Base64URL.encode("{" + String.join(",", json) + "}");
    }
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  private static ECKey key(String keyId) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(keyId).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static RSAKey rsa() {
    try {
      return new RSAKeyGenerator(2048).keyID("main").generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void write() throws IOException {
    webXml =
        config(
            parameter("jwksIssuer", ISSUER)
                + parameter("jwksAudience", "orders-api")
                + parameter("jwksAudienceClaims", "aud, client_id")
                + parameter("userClaims", "preferred_username, sub")
                + parameter("roleClaims", "resource_access.com.shop.orders.roles"),
            "verify",
            "jwks",
            "requiredScopes",
            "GET: orders:read; *: orders:write");
    keys = file("keys.json", new JWKSet(List.of(RSA, TWIN, KEY)).toString());
  }

  private Path config(String parameters, String... ofFilter) throws IOException {
    String xml = app(parameters, filter("orders", ofFilter), filterMapping("orders", "/api/*"));
    return file("web.xml", xml);
  }

  private static String parameter(String name, String value) {
    return "<context-param><param-name>bearer."
        + name
        + "</param-name><param-value>"
        + value
        + "</param-value></context-param>";
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private ExitCode explain(String input, String... arguments) {
    return explain(input.getBytes(UTF_8), arguments);
  }

  private ExitCode explain(byte[] input, String... arguments) {
    List<String> all = new ArrayList<>(List.of("explain", "--config", webXml.toString()));
    all.addAll(List.of(arguments));
    return Main.run(
        Passwords.in(new ByteArrayInputStream(input)),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        all.toArray(String[]::new));
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }

  private static Arguments row(String name, UnaryOperator<Token> change, String... lines) {
    return Arguments.of(name, change.apply(new Token()).text(), List.of(lines));
  }

  static Stream<Arguments> refusedTokens() {
    return Stream.of(
        row(
            "issuer",
            t -> t.claim("iss", "'https://evil.example'"),
            "issuer     refused    iss is not the expected issuer (jwksIssuer)",
            "iss=https://evil.example; jwksIssuer=" + ISSUER,
            "audience   unverified aud=[x, orders-api]"),
        row("no issuer", t -> t.without("iss"), "issuer     refused", "no iss"),
        row(
            "kid",
            t -> t.header("kid", "'gone'"),
            "keys       refused",
            "ES256 key main: another kid",
            "answers 503 until it may"),
        row(
            "other key",
            t -> t.by(STRANGER),
            "signature  refused    the signature is wrong",
            "2 of 3 keys may have signed it"),
        row(
            "algorithm",
            t -> t.header("alg", "'RS512'").by(RSA),
            "keys       refused    alg is not among jwksAlgorithms"),
        row(
            "none",
            t -> t.header("alg", "'none'"),
            "header     refused",
            "alg=none",
            "issuer     unverified"),
        row("critical", t -> t.header("crit", "['exp']"), "header     refused", "crit"),
        row(
            "audience",
            t -> t.claim("aud", "'another'"),
            "audience   refused    aud names no accepted audience (jwksAudience)",
            "jwksAudience=orders-api"),
        row(
            "no audience",
            t -> t.without("aud"),
            "audience   refused    no audience",
            "no aud, no client_id"),
        row(
            "expired",
            t -> t.claim("exp", now() - 7300),
            "times      refused    expired",
            "(2 h ago)",
            "clockSkew=30s"),
        row(
            "milliseconds",
            t -> t.claim("exp", now() * 1000),
            "times      refused",
            "exp cannot be read"),
        row(
            "not yet",
            t -> t.claim("nbf", now() + 400),
            "times      refused    nbf is in the future",
            "(in 6 min)"),
        row("no end", t -> t.without("exp"), "times      refused    exp is missing", "no exp"),
        row(
            "ID token",
            t -> t.header("typ", "'JWT'").claim("at_hash", "'x'"),
            "kind       refused    no access token: it has at_hash"),
        row(
            "type",
            t -> t.header("typ", "'logout+jwt'"),
            "kind       refused    typ is not that of an access token",
            "typ=logout+jwt"),
        row(
            "bound",
            t -> t.claim("cnf", "{'jkt':'abc'}"),
            "binding    refused    cnf binds the token"),
        row(
            "no user",
            t -> t.without("sub"),
            "user       refused    no user",
            "userClaims=preferred_username, sub"),
        row("scope", t -> t.claim("scope", "{}"), "scopes     refused"),
        row("roles", t -> t.claim("resource_access", "[]"), "roles      refused"),
        row(
            "two",
            t -> t.claim("aud", "'another'").claim("exp", now() - 99),
            "audience   refused",
            "times      unverified would be refused, too: expired"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedTokens")
  void refusedTokenIsExplained(String name, String token, List<String> lines) throws Exception {
    assertThat(explain(token, "--keys", keys.toString()))
        .as(this::err)
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).contains(lines);
    assertThat(out()).contains("  answer     401 invalid_token: " + answer(token));
    requireNoTokenIn(token);
  }

  static Stream<Arguments> validTokens() {
    return Stream.of(
        row(
            "usual",
            t -> t,
            "user       ok         no preferred_username, sub=u-17",
            "scopes     ok         scope=orders:read openid",
            "roles      ok         resource_access.com.shop.orders.roles=[clerk, boss]",
            "required   ok         requiredScopes=GET: orders:read;",
            "answer     the servlet runs, with the user u-17"),
        row(
            "no kid",
            t -> t.without("kid"),
            "header     ok         alg=ES256, no kid",
            "2 of 3 keys may"),
        row(
            "repeated kid",
            t -> t.by(TWIN),
            "2 of 3 keys may",
            "ES256 key main: a candidate",
            "main: for another alg than ES256"),
        row(
            "client_id",
            t -> t.without("aud").claim("client_id", "'orders-api'"),
            "audience   ok         no aud, client_id=orders-api"),
        row("plain type", t -> t.without("typ"), "kind       ok         no typ"),
        row(
            "no sub",
            t -> t.without("sub").claim("preferred_username", "'ann'"),
            "with the user ann"),
        row("lately expired", t -> t.claim("exp", now() - 5), "times      ok", " s ago)"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("validTokens")
  void validTokenIsExplained(String name, String token, List<String> lines) throws Exception {
    assertThat(explain(token + "\n", "--keys", keys.toString()))
        .as(this::out)
        .isEqualTo(ExitCode.OK);
    assertThat(out()).contains(lines).doesNotContain("refused", "unverified");
    assertThat(answer(token)).isNull();
    assertThat(err()).isEmpty();
    requireNoTokenIn(token);
  }

  /** Why the filter's own verifier refuses a token, or null. */
  private @Nullable String answer(String token) throws IOException, JoseException {
    try (WebArchive archive = WebArchive.ofWebXml(webXml)) {
      Settings settings = Application.read(archive, null, ServletContainer.TOMCAT).settings();
      Set<JwsAlgorithm> algorithms = settings.get(Setting.JWKS_ALGORITHMS);
      JwkSet parsed = JwkSet.parse(Files.readAllBytes(keys), algorithms, new ArrayList<>());
      KeySource source = KeySource.of(parsed, algorithms);
      new JwtVerifier(ProviderTokens.rules(ISSUER, settings), source, 0, Clock.systemUTC())
          .verify(token);
      return null;
    } catch (BearerException e) {
      return Redacted.line(e.getMessage());
    }
  }

  private void requireNoTokenIn(String token) {
    for (String part : token.split("\\.", -1)) {
      if (part.length() > 20) {
        assertThat(out() + err()).doesNotContain(part.substring(0, 20));
      }
    }
  }

  @Test
  void eachFilterExpectsItsIssuers() throws IOException {
    String other = "https://other.example";
    webXml =
        file(
            "web.xml",
            app(
                parameter("jwksIssuer", ISSUER + ", " + other),
                parameter("jwksAudience", "orders-api"),
                filter("partner", "verify", "jwks", "schemeName", "P", "issuers", other),
                filterMapping("partner", "/partner/*"),
                filter("staff", "verify", "jwks", "issuers", ISSUER),
                filterMapping("staff", "/staff/*")));
    String token = new Token().text();

    assertThat(explain(token, "--keys", keys.toString(), "--filter", "partner"))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(out())
        .contains(
            "issuer     refused    iss is not the expected issuer (issuers). Found: iss=" + ISSUER)
        .contains("; issuers=" + other);
    assertThat(explain(token, "--keys", keys.toString(), "--filter", "staff"))
        .isEqualTo(ExitCode.OK);
    assertThat(explain(token, "--filter", "partner")).isEqualTo(ExitCode.PROBLEMS);
    assertThat(explain(token, "--filter", "staff")).isEqualTo(ExitCode.OK);
    assertThat(out())
        .contains(ISSUER + "/.well-known/openid-configuration")
        .doesNotContain(other + "/.well-known");
  }

  @Test
  void missingScopeIsNamedForTheMethod() {
    String token = new Token().text();
    assertThat(explain(token, "--keys", keys.toString(), "--method", "POST"))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(out())
        .contains("required   refused    requiredScopes=GET: orders:read;")
        .contains("answer     403 insufficient_scope: ", ": orders:write");
  }

  @Test
  void withoutKeysTheSignatureIsOpenAndThePlaceOfTheKeysIsSaid() {
    assertThat(explain(new Token().by(STRANGER).text())).isEqualTo(ExitCode.OK);
    assertThat(out())
        .contains("keys       unknown", "signature  unknown    not checked")
        .contains(ISSUER + "/.well-known/openid-configuration", "--keys")
        .contains("the servlet runs, with the user u-17, if the signature is valid");
    out.reset();
    assertThat(explain(new Token().header("alg", "'RS512'").text())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).contains("401 invalid_token: alg is not among jwksAlgorithms");
  }

  @Test
  void forAnAlgorithmThatIsNotAllowedNoNewerKeysAreAnnounced() {
    String token = new Token().header("alg", "'RS512'").by(RSA).text();
    assertThat(explain(token, "--keys", keys.toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).contains("0 of 3 keys may have signed it").doesNotContain("503");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer  ", "Authorization: Bearer "})
  void schemeBeforeTheTokenIsLeftOut(String prefix) {
    assertThat(explain(prefix + new Token().text())).isEqualTo(ExitCode.OK);
    assertThat(err()).contains("The word Bearer before the token is left out.");
  }

  @Test
  void tokenInTwoLinesIsNone() {
    String token = new Token().text();
    assertThat(explain(token.substring(0, 90) + "\n" + token.substring(90)))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(out())
        .contains("form       refused", "a token is one line", "answer     401 invalid_token: ");
    requireNoTokenIn(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"garbage", "a.b.c", "..", "e30.e30.e30", "{\"access_token\":\"x\"}", "\"x\""})
  void garbageIsRefused(String text) {
    assertThat(explain(text, "--keys", keys.toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).contains("refused", "answer     401 invalid_token: ");
  }

  @Test
  void tokenComesFromAFileOrStandardInputInAnyEncodingOfShells() throws IOException {
    String token = new Token().text();
    Path file = file("token.jwt", "\ufeff" + token + "\r\n");
    assertThat(explain("", file.toString())).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(explain(token, "-")).isEqualTo(ExitCode.OK);
    assertThat(explain((token + "\r\n").getBytes(UTF_16))).isEqualTo(ExitCode.OK);
  }

  @Test
  void tokenAsAnArgumentIsNotRepeated() {
    String token = new Token().text();
    assertThat(explain("", token)).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "file cannot be read", "never an argument");
    requireNoTokenIn(token);
  }

  @Test
  void tooLongTokenIsMeasured() {
    assertThat(explain("a".repeat(8193))).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).contains("form       refused", "8193 characters; maxTokenLength=8192");
  }

  @Test
  void claimsCannotWriteToTheTerminal() {
    explain(new Token().claim("sub", "'a\\n  answer     200\\u202e'").text());
    assertThat(out()).contains("\\u000a", "\\u202e").doesNotContain("\n  answer     200");
  }

  @Test
  void noTokenAndUnreadableKeysAreNoAnswer() throws IOException {
    assertThat(explain("\n")).isEqualTo(ExitCode.FAILED);
    assertThat(explain("x", "--keys", file("pem", "-----BEGIN").toString()))
        .isEqualTo(ExitCode.FAILED);
    assertThat(explain("x", "--keys", "missing.json")).isEqualTo(ExitCode.FAILED);
    assertThat(explain("x", "--filter", "other")).isEqualTo(ExitCode.FAILED);
    assertThat(out()).isEmpty();
    assertThat(err())
        .contains(
            "SB401", "there is no token", "SB402", "is no key set", "--filter is one of orders");
  }

  @ParameterizedTest
  @ValueSource(strings = {"issued", "com.example.Mine"})
  void whatOnlyTheServerKnowsIsSaid(String verify) throws IOException {
    webXml =
        file(
            "web.xml",
            app(COMPANION, filter("orders", "verify", verify), filterMapping("orders", "/api/*")));
    assertThat(explain(new Token().text())).as(this::err).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("token      unknown", "answer     cannot be known here");
  }

  @Test
  @DisplayName("E3: with reportOnly the servlet runs, and the answer to come is explained")
  void reportOnlyIsExplained() throws IOException {
    webXml =
        config(
            parameter("jwksIssuer", ISSUER) + parameter("jwksAudience", "orders-api"),
            "verify",
            "jwks",
            "reportOnly",
            "true");
    assertThat(explain("not-a-jwt", "--keys", keys.toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(out()).contains("answer     the servlet runs (reportOnly=true), instead of 401");
  }

  @Test
  void anyTokenIsEnoughForPresence() throws IOException {
    webXml = config("", "verify", "presence");
    assertThat(explain("anything")).as(this::err).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("any token is accepted");
  }

  @Test
  void oneOfSeveralVerifiersIsEnough() throws IOException {
    webXml =
        file(
            "web.xml",
            app(
                parameter("jwksIssuer", ISSUER),
                parameter("jwksAudience", "orders-api"),
                COMPANION,
                filter("orders", "verify", "issued, jwks"),
                filterMapping("orders", "/api/*")));
    assertThat(explain(new Token().text(), "--keys", keys.toString())).isEqualTo(ExitCode.OK);
    assertThat(explain(new Token().claim("exp", 1).text(), "--keys", keys.toString()))
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void ownJwtIsExplainedByItsPublicKeys() throws IOException {
    webXml =
        file(
            "web.xml",
            app(
                parameter("tokenFormat", "jwt"),
                parameter("issuer", ISSUER),
                parameter("audience", "orders-api"),
                parameter("signingKey", "file:/nowhere/key.jwk"),
                COMPANION,
                filter("orders"),
                filterMapping("orders", "/api/*")));
    assertThat(explain(new Token().text(), "--keys", keys.toString()))
        .as(this::err)
        .isEqualTo(ExitCode.OK);
    assertThat(out()).contains("revoked    unknown", "with the user u-17, unless revoked");
    out.reset();
    assertThat(explain(new Token().by(STRANGER).text(), "--keys", keys.toString()))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(explain(new Token().text())).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("signing keys are secret, and not read here");
  }

  @Test
  void configurationWithAProblemAnswers503() throws IOException {
    webXml = config("", "verify", "jwks");
    assertThat(explain(new Token().text())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err()).contains("answers 503 to every request", "jwksIssuer");
  }

  @Test
  void folderAndArchiveAreTakenLikeWebXml() throws IOException {
    Archives archive = Archives.withWebXml(Files.readString(webXml));
    webXml = archive.folder(folder.resolve("app"));
    assertThat(explain(new Token().text())).as(this::err).isEqualTo(ExitCode.OK);
    webXml = archive.war(folder.resolve("app.war"));
    assertThat(explain(new Token().text())).as(this::err).isEqualTo(ExitCode.OK);
  }
}
