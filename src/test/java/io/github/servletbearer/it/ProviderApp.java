// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import io.github.servletbearer.it.app.HelloServlet;
import java.nio.file.Path;

/**
 * An application that leaves logins to an identity provider: one servlet behind one filter, and a
 * companion without a token endpoint.
 */
public final class ProviderApp {

  /** Its operation behind the filter, as the docs page names it. */
  public static final String HELLO = "GET /api/hello";

  /** The name of its scheme. */
  public static final String SCHEME = "Provider";

  private ProviderApp() {}

  /**
   * Writes the folder of the application.
   *
   * @param server the server that it is for
   * @param filterParams names and values of the filter's init-params: verify, and the scheme's
   */
  public static Path build(String server, String contextPath, String... filterParams) {
    String companion = "io.github.servletbearer.BearerServlet";
    WebXml xml =
        new WebXml()
            .contextParam("bearer.title", "Shop")
            .bearer("bearer", "/api/*", with("schemeName", SCHEME, filterParams))
            .servlet("companion", companion, "/openapi.json", "/docs/*")
            .servlet("hello", HelloServlet.class, "/api/hello");
    return WebApp.at(contextPath)
        .withBearer()
        .withTestClasses()
        .webXml(xml.toString())
        .build(server);
  }

  private static String[] with(String name, String value, String... more) {
    String[] all = new String[more.length + 2];
    all[0] = name;
    all[1] = value;
    System.arraycopy(more, 0, all, 2, more.length);
    return all;
  }
}
