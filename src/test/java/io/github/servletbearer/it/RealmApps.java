// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import io.github.servletbearer.it.app.EchoServlet;
import java.util.ArrayList;
import java.util.List;

/** Applications that take the tokens of realms: an echo servlet behind one filter. */
final class RealmApps {

  /** The realm that all of them name in their challenges. */
  static final String NAME = "provider";

  private RealmApps() {}

  /** Takes JWTs for {@link KeycloakRealm#API} by the keys of these issuers. */
  static WebApp jwks(String contextPath, String issuers, String... settings) {
    WebXml xml =
        new WebXml()
            .contextParam("bearer.jwksIssuer", issuers)
            .contextParam("bearer.clockSkew", "0s");
    return app(contextPath, "jwks", xml, settings);
  }

  /** Asks the realm about each token, as the client {@link KeycloakRealm#API}. */
  static WebApp introspection(String contextPath, KeycloakRealm realm, String... settings) {
    WebXml xml = new WebXml().contextParam("bearer.introspectionUri", realm.introspectionUrl());
    return app(contextPath, "introspection", xml, settings);
  }

  private static WebApp app(String contextPath, String verify, WebXml xml, String... settings) {
    for (int i = 0; i < settings.length; i += 2) {
      xml.contextParam("bearer." + settings[i], settings[i + 1]);
    }
    xml.contextParam("bearer.realm", NAME)
        .bearer("api", "/api/*", "verify", verify)
        .servlet("echo", EchoServlet.class, "/api/*");
    return WebApp.at(contextPath).withBearer().withTestClasses().webXml(xml.toString());
  }

  /** Names and values of settings, with more of them. */
  static String[] with(String[] settings, String... more) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
