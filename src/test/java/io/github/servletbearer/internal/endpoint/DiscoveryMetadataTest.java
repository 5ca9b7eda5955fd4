// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import static io.github.servletbearer.WebXmlText.SERVLET_CLASS;
import static io.github.servletbearer.WebXmlText.deployment;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DiscoveryMetadataTest {
  private static final String ROOT = "https://shop.example.com/a";
  private static final String RESOURCE = "/.well-known/oauth-protected-resource";
  private static final String SERVER = "/.well-known/oauth-authorization-server";

  private final Map<String, String> context = new HashMap<>(Map.of("bearer.publicUrl", ROOT + "/"));
  private String[] mappings = {"/token", RESOURCE};

  private Settings settings(String... filterParameters) {
    Problems problems = new Problems();
    Settings settings =
        SettingsReader.read(
            deployment(
                servlet("c", SERVLET_CLASS),
                servletMapping("c", mappings),
                filter("f", filterParameters),
                filterMapping("f", "/api/*"),
                filter("g", "verify", "presence"),
                filterMapping("g", "/any/*")),
            Sources.of(Map.of(), Map.of(), context),
            "Shop",
            problems);
    assertThat(problems.errors()).isEmpty();
    return settings;
  }

  private Map<String, Object> resource(String... filterParameters) {
    return new DiscoveryMetadata(settings(filterParameters)).ofResources().get("");
  }

  private Map<String, Object> server(String... filterParameters) {
    return new DiscoveryMetadata(settings(filterParameters)).ofServer();
  }

  @Test
  @DisplayName("what is unknown is left out (RFC 9728 3.2)")
  void leastResource() {
    assertThat(resource())
        .containsExactly(
            Map.entry("resource", ROOT),
            Map.entry("bearer_methods_supported", List.of("header")),
            Map.entry("resource_name", "Shop"));
  }

  @Test
  @DisplayName(
      "our own issuer is named where its metadata are mapped, and publicUrl is its default")
  void ownIssuer() {
    mappings = new String[] {"/token", RESOURCE, SERVER};
    assertThat(resource()).containsEntry("authorization_servers", List.of(ROOT));
    assertThat(server()).containsEntry("issuer", ROOT);

    context.put("bearer.issuer", "https://shop.example.com");
    assertThat(resource())
        .containsEntry("authorization_servers", List.of("https://shop.example.com"));
    assertThat(server()).containsEntry("issuer", "https://shop.example.com");
  }

  @Test
  @DisplayName(
      "providers are named whose metadata a client can find, and scopes that filters require")
  void providers() {
    context.put("bearer.jwksIssuer", "accounts.example.com");
    context.put("bearer.jwksUri", "https://idp.example.com/keys");
    context.put("bearer.jwksAudience", "shop");
    String[] jwks = {"verify", "jwks", "requiredScopes", "GET: read; *: write"};
    assertThat(resource(jwks))
        .doesNotContainKey("authorization_servers")
        .containsEntry("scopes_supported", Set.of("read", "write"));

    context.remove("bearer.jwksUri");
    context.put("bearer.jwksIssuer", "https://idp.example.com/b, https://idp.example.com/a");
    assertThat(resource(jwks))
        .containsEntry(
            "authorization_servers",
            List.of("https://idp.example.com/b", "https://idp.example.com/a"));
    assertThat(resource("verify", "issued")).doesNotContainKey("authorization_servers");
  }

  /** Two filters on paths, a third on a kind of files, and the companion servlet. */
  private Settings differing(String mapping) {
    context.put("bearer.jwksIssuer", "https://idp.example.com/b, https://idp.example.com/a");
    context.put("bearer.jwksAudience", "shop");
    return SettingsReader.read(
        deployment(
            servlet("c", SERVLET_CLASS),
            servletMapping("c", mapping),
            jwks("partner", "/api/partner/*", "https://idp.example.com/b", "partner"),
            jwks("staff", "/api/staff", "https://idp.example.com/a", "staff"),
            jwks("files", "*.csv", "https://idp.example.com/a", "files")),
        Sources.of(Map.of(), Map.of(), context),
        "Shop",
        new Problems());
  }

  private static String jwks(String name, String pattern, String issuer, String scope) {
    return filter(
            name, "verify", "jwks", "schemeName", name, "issuers", issuer, "requiredScopes", scope)
        + filterMapping(name, pattern);
  }

  @Test
  @DisplayName("mapped with /*, each filter on a path is a resource of its own (RFC 9728 3.1)")
  void resourceOfEachFilter() {
    Settings settings = differing(RESOURCE + "/*");
    Map<String, Map<String, Object>> resources = new DiscoveryMetadata(settings).ofResources();
    assertThat(resources).containsOnlyKeys("", "/api/partner", "/api/staff");
    assertThat(resources.get("/api/partner"))
        .containsEntry("resource", ROOT + "/api/partner")
        .containsEntry("authorization_servers", List.of("https://idp.example.com/b"))
        .containsEntry("scopes_supported", Set.of("partner"));
    assertThat(resources.get("/api/staff"))
        .containsEntry("resource", ROOT + "/api/staff")
        .containsEntry("authorization_servers", List.of("https://idp.example.com/a"));
    assertThat(resources.get(""))
        .as("what the filter accepts that has no path")
        .containsEntry("resource", ROOT)
        .containsEntry("authorization_servers", List.of("https://idp.example.com/a"))
        .containsEntry("scopes_supported", Set.of("files"));
    assertThat(settings.filters().values())
        .extracting(settings::metadataAddress)
        .containsExactly(
            ROOT + RESOURCE, ROOT + RESOURCE + "/api/partner", ROOT + RESOURCE + "/api/staff");
  }

  @Test
  @DisplayName("mapped alone, one resource names what all filters accept")
  void oneResourceOfAll() {
    Settings settings = differing(RESOURCE);
    Map<String, Map<String, Object>> resources = new DiscoveryMetadata(settings).ofResources();
    assertThat(resources).containsOnlyKeys("");
    assertThat(resources.get(""))
        .containsEntry("resource", ROOT)
        .containsEntry(
            "authorization_servers",
            List.of("https://idp.example.com/a", "https://idp.example.com/b"))
        .containsEntry("scopes_supported", Set.of("files", "partner", "staff"));
    assertThat(settings.filters().values())
        .extracting(settings::metadataAddress)
        .containsOnly(ROOT + RESOURCE);
  }

  @Test
  @DisplayName("the token endpoint: only what is offered (RFC 8414 2)")
  void leastServer() {
    mappings = new String[] {"/auth/token", "/jwks.json", SERVER, "/docs/*"};
    assertThat(server("requiredScopes", "items"))
        .containsExactly(
            Map.entry("issuer", ROOT),
            Map.entry("token_endpoint", ROOT + "/auth/token"),
            Map.entry("token_endpoint_auth_methods_supported", List.of("none")),
            Map.entry("grant_types_supported", List.of("password")),
            Map.entry("response_types_supported", List.of()),
            Map.entry("scopes_supported", Set.of("items")));
  }

  @Test
  @DisplayName("clients, revocation, keys and the docs page are named where they are")
  void wholeServer() {
    mappings = new String[] {"/token", "/revoke", "/jwks.json", SERVER, "/docs/*", "/openapi.json"};
    context.put("bearer.clients", "file:/etc/clients");
    context.put("bearer.refreshTokenLifetime", "1h");
    context.put("bearer.tokenFormat", "jwt");
    context.put("bearer.issuer", ROOT);
    context.put("bearer.signingKey", "file:/etc/key.jwk");
    List<String> authentication = List.of("none", "client_secret_basic", "client_secret_post");
    assertThat(server())
        .containsEntry("token_endpoint_auth_methods_supported", authentication)
        .containsEntry("revocation_endpoint", ROOT + "/revoke")
        .containsEntry("revocation_endpoint_auth_methods_supported", authentication)
        .containsEntry("jwks_uri", ROOT + "/jwks.json")
        .containsEntry(
            "grant_types_supported", List.of("password", "refresh_token", "client_credentials"))
        .containsEntry("service_documentation", ROOT + "/docs");

    context.put("bearer.passwordGrantClients", "authenticated");
    context.put("bearer.docs", "off");
    assertThat(server())
        .containsEntry(
            "token_endpoint_auth_methods_supported",
            List.of("client_secret_basic", "client_secret_post"))
        .doesNotContainKey("service_documentation");
  }

  @Test
  @DisplayName("an address is ASCII, whatever the path and the host are written in")
  void addressesAreAscii() {
    mappings = new String[] {"/b\u00fcro/token"};
    context.put("bearer.publicUrl", "https://shop.example.com/\u00e4");
    assertThat(settings().address(Endpoint.TOKEN))
        .isEqualTo("https://shop.example.com/%C3%A4/b%C3%BCro/token");
  }
}
