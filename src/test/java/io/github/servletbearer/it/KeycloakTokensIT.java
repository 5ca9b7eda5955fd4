// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static io.github.servletbearer.it.KeycloakRealm.API;
import static io.github.servletbearer.it.TokenRequests.ask;
import static io.github.servletbearer.it.TokenRequests.assertOpens;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tokens that Keycloak makes of unusual settings: a client with dots in its id, a user with many
 * groups, lightweight access tokens, tokens without {@code sub}. The user is dave, who is admin by
 * the client com.example.shop and by a group, and not by the realm.
 */
@ExtendWith(Keycloak.Shared.class)
class KeycloakTokensIT {

  private static final String DOTS = "com.example.shop";
  private static final int GROUPS = 200;

  /** A line is logged before the answer, and read a little later. */
  private static final Duration LOGGED = Duration.ofSeconds(10);

  /** A second one, with Tomcat's own limit for headers, 8 KiB. */
  private static final String CONNECTOR =
      "<Connector protocol=\"org.apache.coyote.http11.Http11Nio2Protocol\" address=\"127.0.0.1\""
          + " port=\"0\"/>";

  private static final Pattern PORT =
      Pattern.compile(
          "Starting ProtocolHandler \\[\"http-nio2-127\\.0\\.0\\.1-auto-\\d+-(\\d+)\"]");

  private static KeycloakRealm realm;
  private static Container server;

  @BeforeAll
  static void start(Keycloak keycloak) {
    realm = keycloak.realm("tokens");
    realm.add(parts());
    String names = "preferred_username, sub";
    server =
        ServerSpec.named("keycloak-tokens")
            .environment("API_SECRET", KeycloakRealm.API_SECRET)
            .environment("DOTS_SECRET", "the-secret-of-com-example-shop")
            .property("http.maxHeaderSize", "65536")
            .editServerXml(xml -> xml.replace("<Engine ", CONNECTOR + "<Engine "))
            .app(jwks("/sub", API, "sub"))
            .app(jwks("/named", API, names))
            .app(jwks("/dots", DOTS, names, "roleClaims", "resource_access." + DOTS + ".roles"))
            .app(jwks("/groups", API, names, "roleClaims", "groups"))
            .app(jwks("/more", API, names, "roleClaims", "groups", "maxTokenLength", "32768"))
            .app(asking("/asking", API, "API_SECRET", "sub"))
            .app(asking("/asking-named", API, "API_SECRET", names))
            .app(
                asking(
                    "/asking-dots",
                    DOTS,
                    "DOTS_SECRET",
                    names,
                    "roleClaims",
                    "resource_access." + DOTS + ".roles"))
            .start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static WebApp jwks(
      String contextPath, String audience, String userClaims, String... more) {
    return RealmApps.jwks(
        contextPath,
        realm.issuer(),
        RealmApps.with(more, "jwksAudience", audience, "userClaims", userClaims));
  }

  private static WebApp asking(
      String contextPath, String client, String secret, String userClaims, String... more) {
    return RealmApps.introspection(
        contextPath,
        realm,
        RealmApps.with(
            more,
            "introspectionClientId",
            client,
            "introspectionClientSecret",
            "env:" + secret,
            "introspectionAudience",
            client,
            "userClaims",
            userClaims));
  }

  /** The parts of the file, and the groups, one of them called admin. */
  private static JsonObject parts() {
    JsonObject parts;
    try (InputStream file = KeycloakTokensIT.class.getResourceAsStream("keycloak-tokens.json")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      parts = JsonParser.parseString(text).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonArray groups = new JsonArray();
    JsonArray paths = new JsonArray();
    for (int i = 0; i < GROUPS; i++) {
      String name = i == 0 ? "admin" : UUID.randomUUID().toString();
      JsonObject group = new JsonObject();
      group.addProperty("name", name);
      group.addProperty("path", "/" + name);
      groups.add(group);
      paths.add("/" + name);
    }
    parts.add("groups", groups);
    parts.getAsJsonArray("users").get(0).getAsJsonObject().add("groups", paths);
    return parts;
  }

  private static Http http(String contextPath) {
    return new Http(server.base(), contextPath);
  }

  private static String login(String client) {
    return realm.tokens(client, "dave", "secret4").access();
  }

  private static Answer assertOpensFor(String user, String app, String token) {
    Answer answer = ask(http(app), token);
    assertOpens(answer);
    assertThat(answer.json("remoteUser")).as(app).isEqualTo(user);
    return answer;
  }

  private static void assertRefused(String app, String token, String... logged) {
    int before = server.console().lines().size();
    Refusals.assertInvalidToken(ask(http(app), token), RealmApps.NAME);
    for (String fragment : logged) {
      server.console().waitFor(before, line -> line.contains(fragment), LOGGED);
    }
  }

  @Test
  @DisplayName("roles of a client whose id has dots, by its keys and by its answer")
  void rolesOfAClientWithDots() {
    String token = login(KeycloakRealm.CLI);
    for (String app : new String[] {"/dots", "/asking-dots"}) {
      Answer answer = assertOpensFor("dave", app, token);
      assertThat(answer.json("inRoleAdmin")).as(app).isEqualTo("true");
      assertThat(answer.json("inRoleUser")).as(app).isEqualTo("false");
    }
    Answer other = assertOpensFor("dave", "/named", token);
    assertThat(other.json("inRoleAdmin")).as("roles of the realm").isEqualTo("false");
    assertThat(other.json("inRoleUser")).isEqualTo("true");
  }

  @Test
  @DisplayName(
      "a token of 200 groups is too long until both limits are raised, and the log says so")
  void tokenWithManyGroups() {
    String token = login("groups");
    assertThat(token).hasSizeBetween(8193, 16384);

    int before = server.console().lines().size();
    Refusals.assertMalformed(ask(http("/groups"), token), RealmApps.NAME);
    server.console().waitFor(before, line -> line.contains("maxTokenLength"), LOGGED);

    Answer answer = assertOpensFor("dave", "/more", token);
    assertThat(answer.json("inRoleAdmin")).isEqualTo("true");
    assertThat(answer.json("inRoleUser")).isEqualTo("false");

    Answer ofTomcat = ask(new Http(secondConnector(), "/more"), token);
    assertThat(ofTomcat.status()).as(ofTomcat.toString()).isEqualTo(400);
    Refusals.assertServletDidNotRun(ofTomcat);
  }

  private static URI secondConnector() {
    Matcher port = PORT.matcher(server.console().waitFor(PORT.asPredicate(), LOGGED));
    assertThat(port.find()).isTrue();
    return URI.create("http://127.0.0.1:" + port.group(1));
  }

  @Test
  @DisplayName("a token without sub has the user that userClaims finds, or is refused")
  void tokenWithoutSub() {
    String token = login("no-sub");
    assertThat(JwtForge.claims(token).has("sub")).isFalse();

    assertOpensFor("dave", "/named", token);
    assertRefused("/sub", token, "no user: the token has none of the claims of userClaims, [sub]");
    assertOpensFor("dave", "/asking", token);
    assertOpensFor("dave", "/asking-named", token);
  }

  @Test
  @DisplayName("a lightweight token has no audience and no user, which introspection adds")
  void lightweightToken() {
    String token = login("light");
    String sub = JwtForge.claims(login(KeycloakRealm.CLI)).get("sub").getAsString();
    assertThat(JwtForge.claims(token).keySet())
        .doesNotContain("sub", "aud", "preferred_username", "realm_access");

    assertRefused("/named", token, "no audience", "jwksAudienceClaims");
    assertOpensFor(sub, "/asking", token);
    Answer answer = assertOpensFor("dave", "/asking-named", token);
    assertThat(answer.json("inRoleUser")).isEqualTo("true");
    assertThat(assertOpensFor("dave", "/asking-dots", token).json("inRoleAdmin")).isEqualTo("true");
  }

  @Test
  @DisplayName("a lightweight token with audience, user and roles added is as any other")
  void lightweightTokenWithWhatIsNeeded() {
    assertRefused(
        "/named",
        login("light-audience"),
        "no user: the token has none of the claims of userClaims, [preferred_username, sub]");

    String token = login("light-complete");
    Answer answer = assertOpensFor("dave", "/named", token);
    assertThat(answer.json("inRoleUser")).isEqualTo("true");
    assertRefused("/sub", token, "no user: the token has none of the claims of userClaims, [sub]");
  }

  @Test
  @DisplayName("Keycloak knows only tokens that are for the client that asks")
  void tokenForAnotherClientIsNotActive() {
    String token = realm.tokens(KeycloakRealm.STRANGER, "dave", "secret4").access();

    assertRefused("/asking", token, "not active", "introspectionClientId");
  }
}
