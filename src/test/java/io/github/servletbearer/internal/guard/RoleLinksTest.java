// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import io.github.servletbearer.internal.settings.TestSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** security-role-ref: the names that a servlet has for roles (Servlet 3.0 13.3). */
class RoleLinksTest {
  private final GuardedApplication app = new GuardedApplication(new Fakes.Request());

  private static String servlet(String name, String refs, String pattern) {
    return "<servlet><servlet-name>"
        + name
        + "</servlet-name><servlet-class>com.example.X</servlet-class>"
        + refs
        + "</servlet><servlet-mapping><servlet-name>"
        + name
        + "</servlet-name><url-pattern>"
        + pattern
        + "</url-pattern></servlet-mapping>";
  }

  private static String ref(String name, String link) {
    String role = "<role-name>" + name + "</role-name>";
    return "<security-role-ref>"
        + role
        + (link.isEmpty() ? "" : "<role-link>" + link + "</role-link>")
        + "</security-role-ref>";
  }

  @ParameterizedTest
  @DisplayName("E7: the name of the request's own servlet stands for the role that it links to")
  @CsvSource({
    "/api/a, mgr, true",
    "/api/a/below, mgr, true",
    "/api/a, user, false",
    "/api/a, admin, false",
    "/api/a, plain, false",
    "/api/a, **, true",
    "/api/b, mgr, false",
    "/api/b, user, true",
    "/api/other, mgr, false",
    "/api/other, user, true",
    "/api/x.do, chef, true"
  })
  void namesAreLinked(String path, String role, boolean expected) throws Exception {
    app.request.servletPath = path;
    app.request.pathInfo = null;
    app.request.header("Authorization", "Bearer good"); // whose user has the role user
    app.run(
        app.guard(
            TestSettings.of(
                COMPANION,
                filter("f"),
                filterMapping("f", "/api/*"),
                servlet(
                    "a", ref("mgr", "user") + ref("user", "boss") + ref("plain", ""), "/api/a/*"),
                servlet("b", ref("mgr", "boss"), "/api/b"),
                servlet("c", ref("chef", "user"), "*.do"))));
    assertThat(app.passed.isUserInRole(role)).isEqualTo(expected);
  }
}
