// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.WebXml;
import io.github.servletbearer.it.matrix.MatrixApps.Companion;
import java.util.ArrayList;
import java.util.List;

/** An application with one configuration problem, and what the log must hold of it. */
record WrongConfiguration(
    String contextPath, String problem, Companion companion, WebXml webXml, String inLog) {

  /** Each problem with the companion servlet started early and late, and one without it. */
  static List<WrongConfiguration> all() {
    List<WrongConfiguration> all = new ArrayList<>();
    for (Companion companion : List.of(Companion.AT_START, Companion.LATE)) {
      String form = companion == Companion.AT_START ? "" : "-late";
      all.add(
          new WrongConfiguration(
              "/wrong-name" + form,
              "unknown init-param",
              companion,
              filter("autoEror", "false"),
              "autoEror"));
      all.add(
          new WrongConfiguration(
              "/wrong-value" + form,
              "bad value",
              companion,
              filter("autoError", "perhaps"),
              "perhaps"));
      all.add(
          new WrongConfiguration(
              "/wrong-users" + form,
              "users file missing",
              companion,
              filter().contextParam("bearer.users", "file:/nowhere/users.properties"),
              "/nowhere/users.properties"));
      all.add(
          new WrongConfiguration(
              "/wrong-key" + form,
              "key file missing",
              companion,
              filter()
                  .contextParam("bearer.tokenFormat", "jwt")
                  .contextParam("bearer.signingKey", "file:/nowhere/key.json")
                  .contextParam("bearer.issuer", "https://api.example.com")
                  .contextParam("bearer.audience", "https://api.example.com/wrong"),
              "/nowhere/key.json"));
      all.add(
          new WrongConfiguration(
              "/wrong-open" + form,
              "openPaths violated",
              companion,
              filter()
                  .contextParam("bearer.openPaths", "/ *.jsp *.jspx")
                  .servlet("forgotten", MatrixApps.servlet("CounterServlet"), "/forgotten"),
              "/forgotten"));
      all.add(
          new WrongConfiguration(
              "/wrong-error" + form,
              "Error in a verifier's constructor",
              companion,
              filter("verify", MatrixApps.servlet("FailingVerifier")),
              "FailingVerifier"));
      all.add(
          new WrongConfiguration(
              "/wrong-class" + form,
              "verifier cannot be linked",
              companion,
              filter("verify", MatrixApps.servlet("UnlinkableVerifier")),
              "UnlinkableVerifier"));
    }
    all.add(
        new WrongConfiguration(
            "/wrong-alone",
            "unknown init-param, no companion",
            Companion.NONE,
            filter("verify", "presence", "autoEror", "false"),
            "autoEror"));
    return List.copyOf(all);
  }

  private static WebXml filter(String... initParams) {
    return new WebXml()
        .contextParam("bearer.roles", "user, admin")
        .bearer("bearer-filter", "/api/*", initParams)
        .mapFilter("bearer-filter", "/legacy/*")
        .servlet("secret", MatrixApps.servlet("SecretServlet"), "/api/secret");
  }

  WebApp app(MatrixApps apps) {
    return apps.app(contextPath, webXml, companion)
        .file("legacy/file.txt", MatrixApps.fileWithData())
        .file("legacy/page.jsp", MatrixApps.pageWithData());
  }

  @Override
  public String toString() {
    return contextPath.substring(1) + " (" + problem + ")";
  }
}
