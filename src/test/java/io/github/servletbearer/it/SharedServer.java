// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The server that most test classes share: started for the first that asks for it as a parameter,
 * closed by JUnit after the last. Tests must not lock its users: no wrong passwords for johndoe and
 * alice, and few failed logins in each application.
 */
final class SharedServer implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedServer.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Container.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("server", key -> start(), Container.class);
  }

  private static Container start() {
    return ServerSpec.named("shared")
        .app(TestApps.odd())
        .app(TestApps.site())
        .app(TestApps.star())
        .app(TestApps.root())
        .app(TestApps.brokenUsers())
        .app(TestApps.brokenUsersAt("/full", "bearer.maxTokens", "2"))
        .app(TestApps.moved())
        .app(TestApps.schemes())
        .app(TestApps.oddAt("/absolute", "bearer.publicUrl", "https://api.example.com/shop/"))
        .app(TestApps.oddAt("/nodocs", "bearer.docs", "off"))
        .app(TestApps.oddAt("/lenient", "bearer.strictPaths", "off"))
        .app(TestApps.oddAt("/unscanned").file("META-INF/context.xml", documentedContext()))
        .app("/demo", Kit.path("demo.war"))
        .app(TestApps.demo31())
        // Large enough for the longest test header to reach the filter.
        .property("http.maxHeaderSize", "131072")
        .start();
  }

  /** What keeps Tomcat from looking into the JAR, as docs/performance.md shows it. */
  private static String documentedContext() {
    String page = Kit.read(Kit.path("project.basedir").resolve("docs/performance.md"));
    int begin = page.indexOf("<Context>");
    return page.substring(begin, page.indexOf("</Context>", begin) + "</Context>".length());
  }
}
