// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.it.app.HelloServlet;
import java.nio.file.Path;

/**
 * An application with all endpoints, one servlet behind one filter, and its users and clients in
 * files.
 */
public final class LoginApp {
  /** Its operation behind the filter, as the docs page names it. */
  public static final String HELLO = "GET /api/hello";

  public static final String USER = "johndoe";
  public static final String CLIENT = "reports";

  /** Of the user and of the client. */
  public static final String SECRET = "correct horse";

  private LoginApp() {}

  /**
   * Writes the folder of the application.
   *
   * @param server the server that it is for
   * @param settings names and values of context parameters
   */
  public static Path build(String server, String contextPath, String... settings) {
    Path folder = Kit.target("it", server + "-files" + contextPath.replace('/', '-'));
    String hash = PasswordHash.of(SECRET.toCharArray()).text();
    Path users = folder.resolve("users");
    Path clients = folder.resolve("clients");
    Kit.emptyDirectory(folder);
    Kit.write(users, USER + ":" + hash + ":user");
    Kit.write(clients, CLIENT + ":" + hash + ":client_credentials:user");
    WebXml xml =
        new WebXml()
            .contextParam("bearer.title", "Shop")
            .contextParam("bearer.users", "file:" + users)
            .bearer("bearer", "/api/*")
            .servlet(
                "companion",
                "io.github.servletbearer.BearerServlet",
                "/token",
                "/revoke",
                "/openapi.json",
                "/docs/*")
            .servlet("hello", HelloServlet.class, "/api/hello")
            .raw("<security-role><role-name>user</role-name></security-role>\n");
    for (int i = 0; i < settings.length; i += 2) {
      xml.contextParam(
          "bearer." + settings[i],
          settings[i].equals("clients") ? "file:" + clients : settings[i + 1]);
    }
    return WebApp.at(contextPath)
        .withBearer()
        .withTestClasses()
        .webXml(xml.toString())
        .build(server);
  }
}
