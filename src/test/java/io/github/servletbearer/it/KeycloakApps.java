// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import io.github.servletbearer.it.app.EchoServlet;

/**
 * One server with applications that take Keycloak's tokens, each in another way, and the ways on
 * which they reach Keycloak. Below {@code /api} any good token will do; below {@code /items}
 * reading needs items:read, and everything else items:write.
 */
final class KeycloakApps implements AutoCloseable {

  /** The realm that all of them name in their challenges. */
  static final String NAME = "provider";

  static final String WRONG_SECRET = "not-the-secret-of-the-inventory-api";

  /** Where most tokens come from. */
  final KeycloakRealm shop;

  /** A neighbour at the same address; it signs by several algorithms. */
  final KeycloakRealm other;

  /** A realm that changes its keys. */
  final KeycloakRealm turning;

  private final Relay toKeys;
  private final Relay toOutage;
  private final Relay toLate;
  private final Relay toIntrospection;
  private final Container server;

  private KeycloakApps(Keycloak keycloak) {
    shop = keycloak.realm("shop");
    other = keycloak.realm("other");
    turning = keycloak.realm("turning");
    toKeys = keycloak.ownRelay();
    toOutage = keycloak.ownRelay();
    toLate = keycloak.ownRelay();
    toIntrospection = keycloak.ownRelay();
    toLate.shut();
    server = startServer();
  }

  static KeycloakApps start(Keycloak keycloak) {
    return new KeycloakApps(keycloak);
  }

  private Container startServer() {
    return ServerSpec.named("keycloak")
        .environment("INTROSPECTION_SECRET", KeycloakRealm.API_SECRET)
        .environment("WRONG_SECRET", WRONG_SECRET)
        .logEverything()
        .app(jwks("/jwks", shop, "bearer.jwksUri", toKeys.address() + shop.keysPath()))
        .app(jwks("/metadata", shop))
        .app(jwks("/algorithms", other))
        .app(jwks("/turning", turning, "bearer.jwksMaxAge", "1s"))
        .app(
            jwks(
                "/outage",
                shop,
                "bearer.jwksUri",
                toOutage.address() + shop.keysPath(),
                "bearer.jwksMaxAge",
                "1s",
                "bearer.jwksStaleIfError",
                "5s"))
        .app(jwks("/late", shop, "bearer.jwksUri", toLate.address() + shop.keysPath()))
        .app(introspection("/asking", "INTROSPECTION_SECRET", "3s"))
        .app(introspection("/asking-once", "INTROSPECTION_SECRET", "10m"))
        .app(introspection("/stranger", "WRONG_SECRET", "30s"))
        .app(both())
        .start();
  }

  /** Takes the realm's tokens by its keys. */
  private static WebApp jwks(String contextPath, KeycloakRealm realm, String... settings) {
    WebXml xml = jwksSettings(realm);
    for (int i = 0; i < settings.length; i += 2) {
      xml.contextParam(settings[i], settings[i + 1]);
    }
    return app(contextPath, "jwks", xml);
  }

  private static WebXml jwksSettings(KeycloakRealm realm) {
    return new WebXml()
        .contextParam("bearer.jwksIssuer", realm.issuer())
        .contextParam("bearer.jwksAudience", KeycloakRealm.API);
  }

  /** Asks about the shop's tokens, with the secret that an environment variable holds. */
  private WebApp introspection(String contextPath, String secret, String cacheLifetime) {
    WebXml xml =
        new WebXml()
            .contextParam(
                "bearer.introspectionUri", toIntrospection.address() + shop.introspectionPath())
            .contextParam("bearer.introspectionClientId", KeycloakRealm.API)
            .contextParam("bearer.introspectionClientSecret", "env:" + secret)
            .contextParam("bearer.introspectionAudience", KeycloakRealm.API)
            .contextParam("bearer.introspectionCacheLifetime", cacheLifetime);
    return app(contextPath, "introspection", xml);
  }

  /** The step between: its own token endpoint's tokens, and the provider's. */
  private WebApp both() {
    WebXml xml =
        jwksSettings(shop)
            .companion()
            .raw("<security-role><role-name>user</role-name></security-role>\n");
    return app("/both", "issued, jwks", xml);
  }

  private static WebApp app(String contextPath, String verify, WebXml xml) {
    xml.contextParam("bearer.realm", NAME)
        .contextParam("bearer.userClaims", "preferred_username")
        .contextParam("bearer.clockSkew", "0s")
        .bearer("api", "/api/*", "verify", verify)
        .bearer(
            "items",
            "/items/*",
            "verify",
            verify,
            "requiredScopes",
            "GET: items:read; *: items:write")
        .servlet("echo", EchoServlet.class, "/api/*", "/items/*");
    return WebApp.at(contextPath).withBearer().withTestClasses().webXml(xml.toString());
  }

  /** Talks to one of the applications. */
  Http http(String contextPath) {
    return new Http(server.base(), contextPath);
  }

  Console console() {
    return server.console();
  }

  /** The way on which {@code /jwks} fetches keys. */
  Relay toKeys() {
    return toKeys;
  }

  /** That of {@code /outage}. */
  Relay toOutage() {
    return toOutage;
  }

  /** That of {@code /late}, which is shut from the start. */
  Relay toLate() {
    return toLate;
  }

  /** That of all who ask about tokens. */
  Relay toIntrospection() {
    return toIntrospection;
  }

  @Override
  public void close() {
    server.close();
    toKeys.close();
    toOutage.close();
    toLate.close();
    toIntrospection.close();
  }
}
