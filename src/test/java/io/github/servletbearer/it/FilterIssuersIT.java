// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.provider.FakeProvider;
import io.github.servletbearer.it.app.EchoServlet;
import io.github.servletbearer.it.app.RelayServlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One provider's tokens are for partners, another's and our own for the rest, in one application.
 */
class FilterIssuersIT {
  private static final Path FOLDER = Kit.emptyDirectory(Kit.target("it", "filter-issuers-files"));
  private static final String METADATA = "/.well-known/oauth-protected-resource";

  private static Issuer okta;
  private static Issuer entra;
  private static Container server;

  private final Http shop = new Http(server.base(), "/shop");

  /** A provider with one key. */
  private static final class Issuer implements AutoCloseable {
    private final FakeProvider provider = new FakeProvider();
    private final String name = provider.uri("").toString();
    private final ECKey key;

    Issuer() throws JOSEException {
      key = new ECKeyGenerator(Curve.P_256).keyID("main").generate();
      provider.on(
          "/.well-known/openid-configuration",
          "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(name, name));
      provider.on("/keys", new JWKSet(key).toString());
    }

    String token() {
      JWTClaimsSet claims =
          new JWTClaimsSet.Builder()
              .issuer(name)
              .subject("jane")
              .audience("shop")
              .expirationTime(Date.from(Instant.now().plusSeconds(600)))
              .build();
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("main").build(), claims);
      try {
        token.sign(new ECDSASigner(key));
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
      return token.serialize();
    }

    @Override
    public void close() {
      provider.close();
    }
  }

  @BeforeAll
  static void start() throws IOException, JOSEException {
    okta = new Issuer();
    entra = new Issuer();
    String hash = PasswordHash.of("secret".toCharArray()).text();
    Path users = Files.writeString(FOLDER.resolve("users"), "johndoe:" + hash + ":user");
    server = ServerSpec.named("filter-issuers").app(app(users)).start();
  }

  private static WebApp app(Path users) {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.users", "file:" + users)
            .contextParam("bearer.publicUrl", "https://api.example.com/shop")
            .contextParam("bearer.jwksIssuer", okta.name + ", " + entra.name)
            .contextParam("bearer.jwksAudience", "shop")
            .bearer("partner", "/api/partner/*", ofProvider("Partner", "jwks", okta))
            .bearer("staff", "/api/*", ofProvider("Staff", "issued, jwks", entra, "/api/partner/*"))
            .bearer("any", "/any/*", "verify", "jwks", "schemeName", "Any")
            .bearer("some", "/any/some/*", ofProvider("Partner", "jwks", okta))
            .servlet(
                "companion",
                "io.github.servletbearer.BearerServlet",
                "/token",
                "/openapi.json",
                METADATA + "/*")
            .servlet("relay", RelayServlet.class, "/api/relay/*", "/api/partner/relay/*")
            .servlet("echo", EchoServlet.class, "/api/*", "/any/*");
    return WebApp.at("/shop").withBearer().withTestClasses().webXml(xml.toString());
  }

  /** Init-params; the scheme's addresses are those of its provider. */
  private static String[] ofProvider(String scheme, String verify, Issuer issuer, String... more) {
    List<String> params =
        List.of(
            "verify",
            verify,
            "schemeName",
            scheme,
            "issuers",
            issuer.name,
            "authorizationUrl",
            issuer.name + "/authorize",
            "tokenUrl",
            issuer.name + "/token",
            "exclude",
            more.length == 0 ? "/none" : more[0]);
    return params.toArray(String[]::new);
  }

  @AfterAll
  static void stop() {
    server.close();
    okta.close();
    entra.close();
  }

  private int status(String token, String path) {
    Answer answer = shop.getWith(token, path);
    if (answer.status() == 401) {
      assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
      Refusals.assertServletDidNotRun(answer);
    }
    return answer.status();
  }

  @Test
  @DisplayName("each filter accepts its provider's tokens, whichever filter has seen them before")
  void eachFilterHasItsProvider() {
    String partner = okta.token();
    String staff = entra.token();
    for (int round = 0; round < 3; round++) {
      assertThat(status(partner, "/api/partner/x")).isEqualTo(200);
      assertThat(status(partner, "/api/x")).isEqualTo(401);
      assertThat(status(staff, "/api/x")).isEqualTo(200);
      assertThat(status(staff, "/api/partner/x")).isEqualTo(401);
    }
    String refusedFirst = okta.token();
    assertThat(status(refusedFirst, "/api/x")).isEqualTo(401);
    assertThat(status(refusedFirst, "/api/partner/x")).isEqualTo(200);
    assertThat(server.console().text())
        .contains("refused a token: iss is not the expected issuer (issuers); it says alg=ES256");
  }

  @Test
  @DisplayName("our own tokens open the filter that accepts them beside a provider's, and no other")
  void ownTokensBesideProvider() {
    String own = shop.login("johndoe", "secret");
    assertThat(status(own, "/api/x")).isEqualTo(200);
    assertThat(status(own, "/api/partner/x")).isEqualTo(401);
    assertThat(status(own, "/any/x")).isEqualTo(401);
  }

  @Test
  @DisplayName("below another filter both must accept a token")
  void nestedFilters() {
    String partner = okta.token();
    String staff = entra.token();
    for (int round = 0; round < 2; round++) {
      assertThat(status(partner, "/any/x")).isEqualTo(200);
      assertThat(status(staff, "/any/x")).isEqualTo(200);
      assertThat(status(partner, "/any/some/x")).isEqualTo(200);
      assertThat(status(staff, "/any/some/x")).isEqualTo(401);
    }
  }

  @Test
  @DisplayName("a forward or an include to another filter's path is judged by that filter")
  void dispatchesAreJudged() {
    String partner = okta.token();
    String staff = entra.token();
    for (int round = 0; round < 2; round++) {
      assertThat(status(staff, "/api/relay/forward?to=/api/y")).isEqualTo(200);
      assertThat(status(staff, "/api/relay/forward?to=/any/y")).isEqualTo(200);
      assertThat(status(staff, "/api/relay/forward?to=/api/partner/y")).isEqualTo(401);
      assertThat(status(partner, "/api/partner/relay/forward?to=/api/y")).isEqualTo(401);
      assertThat(status(partner, "/api/partner/relay/forward?to=/any/some/y")).isEqualTo(200);
      assertThat(shop.getWith(staff, "/api/relay/include-caught?to=/api/partner/y").text())
          .contains("caught javax.servlet.ServletException")
          .doesNotContain(EchoServlet.MARK);
    }
  }

  private List<String> servers(Answer metadata) {
    return metadata.json().getAsJsonArray("authorization_servers").asList().stream()
        .map(each -> each.getAsString())
        .toList();
  }

  @Test
  @DisplayName("a 401 of each filter leads to the providers that it accepts")
  void discoveryOfEachFilter() {
    for (String path : List.of("/api/partner", "/api", "/any")) {
      String challenge = shop.get(path + "/x").header("WWW-Authenticate");
      String address = Challenge.parse(challenge).parameters().get("resource_metadata");
      assertThat(address).isEqualTo("https://api.example.com/shop" + METADATA + path);

      Answer metadata = shop.get(URI.create(address).getPath().substring("/shop".length()));
      assertThat(metadata.status()).isEqualTo(200);
      assertThat(metadata.json("resource")).isEqualTo("https://api.example.com/shop" + path);
      if (path.equals("/any")) {
        assertThat(servers(metadata)).containsExactly(okta.name, entra.name);
      } else {
        assertThat(servers(metadata)).containsExactly(path.equals("/api") ? entra.name : okta.name);
      }
    }
    assertThat(servers(shop.get(METADATA))).containsExactly(okta.name, entra.name);
  }

  @ParameterizedTest
  @DisplayName("there are metadata of filters' paths and of no other")
  @ValueSource(strings = {"/", "/api/", "/api/x", "/api/partner/*", "/API"})
  void noOtherMetadata(String below) {
    Answer answer = shop.get(METADATA + below);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.size()).isZero();
  }

  @Test
  @DisplayName("the document has a scheme for each provider")
  void documentHasSchemeOfEach() {
    String schemes =
        shop.get("/openapi.json")
            .json()
            .getAsJsonObject("components")
            .getAsJsonObject("securitySchemes")
            .toString();
    assertThat(schemes)
        .contains(okta.name + "/authorize", entra.name + "/token")
        .contains("Only tokens of " + okta.name, "Tokens of " + entra.name);
  }
}
