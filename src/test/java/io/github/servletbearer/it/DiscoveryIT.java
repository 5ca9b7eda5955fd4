// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.it.app.EchoServlet;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that knows an address of the application, and nothing else, gets a token. */
class DiscoveryIT {
  private static final Path FOLDER = Kit.emptyDirectory(Kit.target("it", "discovery-files"));
  private static final String RESOURCE = "/.well-known/oauth-protected-resource";
  private static final String SERVER = "/.well-known/oauth-authorization-server";
  private static final String PROVIDER = "https://idp.example.com/realms/shop";

  private static Relay relay;
  private static Container server;

  private final Http root = new Http(URI.create(relay.address()), "");
  private final Http shop = new Http(URI.create(relay.address()), "/shop");

  /** Clients come by a relay, whose address is known before the server has one. */
  @BeforeAll
  static void start() throws IOException {
    relay = Relay.start();
    String hash = PasswordHash.of("secret".toCharArray()).text();
    Path users = Files.writeString(FOLDER.resolve("users"), "johndoe:" + hash + ":user");
    server =
        ServerSpec.named("discovery")
            .app(rootApp(users, relay.address()))
            .app(shopApp(relay.address() + "/shop"))
            .start();
    relay.leadTo(server.base().getPort());
  }

  private static WebApp rootApp(Path users, String publicUrl) {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.publicUrl", publicUrl)
            .contextParam("bearer.users", "file:" + users)
            .contextParam("bearer.title", "The root")
            .bearer("bearer", "/*", "requiredScopes", "user")
            .bearer("admin", "/api/admin/*", "requiredScopes", "admin")
            .servlet(
                "companion",
                "io.github.servletbearer.BearerServlet",
                "/token",
                "/revoke",
                RESOURCE,
                SERVER)
            .servlet("echo", EchoServlet.class, "/api/*");
    return WebApp.at("").withBearer().withTestClasses().webXml(xml.toString());
  }

  private static WebApp shopApp(String publicUrl) {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.publicUrl", publicUrl)
            .contextParam("bearer.jwksIssuer", PROVIDER)
            .contextParam("bearer.jwksAudience", "shop")
            .bearer("bearer", "/*", "verify", "jwks", "requiredScopes", "items:read")
            .servlet("companion", "io.github.servletbearer.BearerServlet", RESOURCE)
            .servlet("echo", EchoServlet.class, "/api/*");
    return WebApp.at("/shop").withBearer().withTestClasses().webXml(xml.toString());
  }

  @AfterAll
  static void stop() {
    server.close();
    relay.close();
  }

  /** The address in a challenge, which a client takes as it is (RFC 9728 5.1). */
  private static String metadataOf(Answer refused) {
    return Challenge.parse(refused.header("WWW-Authenticate"))
        .parameters()
        .get("resource_metadata");
  }

  private static List<String> texts(Answer answer, String member) {
    List<String> texts = new ArrayList<>();
    answer.json().getAsJsonArray(member).forEach(each -> texts.add(each.getAsString()));
    return texts;
  }

  @Test
  @DisplayName("from a 401 to the metadata, to the token endpoint, and back with a token")
  void clientFindsItsWay() throws IOException, ParseException {
    Answer resource = root.get(URI.create(metadataOf(root.get("/api/x"))).getPath());
    assertThat(resource.json("resource")).isEqualTo(relay.address());
    assertThat(resource.json("resource_name")).isEqualTo("The root");
    assertThat(texts(resource, "bearer_methods_supported")).containsExactly("header");
    assertThat(texts(resource, "scopes_supported")).containsExactly("admin", "user");

    // A library reads the issuer's well-known address (RFC 8414 3) and checks the issuer itself.
    Issuer issuer = new Issuer(texts(resource, "authorization_servers").get(0));
    AuthorizationServerMetadata metadata;
    try {
      metadata = AuthorizationServerMetadata.resolve(issuer);
    } catch (GeneralException e) {
      throw new AssertionError(e);
    }
    assertThat(metadata.getGrantTypes()).containsExactly(GrantType.PASSWORD);
    assertThat(metadata.getRevocationEndpointURI())
        .isEqualTo(URI.create(relay.address() + "/revoke"));
    ResourceOwnerPasswordCredentialsGrant grant =
        new ResourceOwnerPasswordCredentialsGrant("johndoe", new Secret("secret"));
    TokenRequest request =
        new TokenRequest.Builder(metadata.getTokenEndpointURI(), new ClientID("any"), grant)
            .build();
    String token =
        TokenResponse.parse(request.toHTTPRequest().send())
            .toSuccessResponse()
            .getTokens()
            .getAccessToken()
            .getValue();

    assertThat(root.getWith(token, "/api/x").json("remoteUser")).isEqualTo("johndoe");
  }

  @Test
  @DisplayName("a resource below a context path leads to its identity provider")
  void clientFindsTheProvider() {
    String address = metadataOf(shop.get("/api/x"));
    assertThat(address).isEqualTo(relay.address() + "/shop" + RESOURCE);

    Answer resource = root.get(URI.create(address).getPath());
    assertThat(resource.json("resource")).isEqualTo(relay.address() + "/shop");
    assertThat(texts(resource, "authorization_servers")).containsExactly(PROVIDER);
    assertThat(texts(resource, "scopes_supported")).containsExactly("items:read");
  }

  @Test
  @DisplayName("every refusal of a filter says where the metadata are, and no Host changes that")
  void everyChallengeNamesTheMetadata() {
    String address = relay.address() + RESOURCE;
    String user = root.login("johndoe", "secret");

    assertThat(metadataOf(root.getWith("unknown", "/api/x"))).isEqualTo(address);
    assertThat(metadataOf(root.get("/api/x", "Authorization", "Bearer a,b"))).isEqualTo(address);
    Answer forbidden = root.getWith(user, "/api/admin/x");
    assertThat(forbidden.status()).isEqualTo(403);
    assertThat(metadataOf(forbidden)).isEqualTo(address);
    Answer other =
        RawHttp.exchange(
            server.base(),
            "GET /api/x HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(metadataOf(other)).isEqualTo(address);
  }

  @ParameterizedTest
  @DisplayName("metadata need no token, may be read by any page, and are cached")
  @ValueSource(strings = {RESOURCE, SERVER})
  void metadataArePublic(String path) {
    Answer answer = root.get(path, "Origin", "https://app.example.com");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
    assertThat(root.get(path, "If-None-Match", answer.header("ETag")).status()).isEqualTo(304);
    assertThat(root.send("HEAD", path, null).status()).isEqualTo(200);
    Answer post = root.post(path, "a=b");
    assertThat(post.status()).isEqualTo(405);
    assertThat(post.header("Allow")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @DisplayName("what is near the metadata stays closed")
  @ValueSource(
      strings = {
        RESOURCE + "/",
        RESOURCE + "/x",
        "/.well-known/",
        "/.well-known/openid-configuration",
        "/oauth-protected-resource",
        "/.WELL-KNOWN/oauth-protected-resource"
      })
  void restIsClosed(String path) {
    assertThat(root.get(path).status()).isEqualTo(401);
  }

  @Test
  @DisplayName("where nothing is mapped, nothing is served and nothing named")
  void unmappedIsClosed() {
    assertThat(shop.get(SERVER).status()).isEqualTo(401);
  }
}
