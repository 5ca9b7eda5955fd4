// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import io.github.servletbearer.it.document.FrameworkSample;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The documents that the judges read, as a running server gave them: of the demo, of Tomcat's
 * examples, of an application that offers every grant, of one made to be hard to document, and of
 * one with a document of its own and one for each framework whose JARs are there. They are kept in
 * {@code target/documents}, one file each.
 */
final class JudgedDocuments implements AutoCloseable {

  static final String PUBLIC_URL = "https://inventory.test/api";

  private static final String[] ALL_GRANTS = {"refreshTokenLifetime", "1h", "clients", ""};

  private static final Map<String, String> APPS = new LinkedHashMap<>();

  static {
    APPS.put("demo", "/demo");
    APPS.put("demo-3.1", "/demo31");
    APPS.put("demo-public", "/demo-public");
    APPS.put("examples", "/examples");
    APPS.put("grants", "/grants");
    APPS.put("library", "/library");
    APPS.put("library-3.1", "/library31");
    APPS.put("own", "/own");
    APPS.put("own-3.1", "/own31");
    for (FrameworkSample sample : FrameworkSample.present()) {
      APPS.put(sample.name(), "/" + sample.name());
    }
  }

  private final Container server;
  private final Path folder;

  private JudgedDocuments() {
    String newer = "bearer.openapiVersion";
    WebXml outside = new WebXml().contextParam("bearer.publicUrl", PUBLIC_URL);
    Path war = Kit.path("demo.war");
    ServerSpec spec =
        ServerSpec.named("judges")
            .app("/demo", war)
            .app(TestApps.demo31())
            .app(WebApp.at("/demo-public").copyOf(war).appendToWebXml(outside.toString()))
            .app(TestApps.examples())
            .app("/grants", LoginApp.build("judges", "/grants", ALL_GRANTS))
            .app(TestApps.library("/library"))
            .app(TestApps.library("/library31", newer, "3.1.0"))
            .app(TestApps.orderDesk("/own"))
            .app(TestApps.orderDesk("/own31", newer, "3.1.0"));
    FrameworkSample.present().forEach(sample -> spec.app(sample.build()));
    server = spec.start();
    folder = Kit.emptyDirectory(Kit.target("documents"));
    for (String name : names()) {
      Kit.write(file(name), app(name).get("/openapi.json").text());
    }
  }

  static List<String> names() {
    return List.copyOf(APPS.keySet());
  }

  /** The application whose document has this name. */
  Http app(String name) {
    return new Http(server.base(), APPS.get(name));
  }

  Path file(String name) {
    return folder.resolve(name + ".json");
  }

  List<String> files() {
    return names().stream().map(name -> file(name).toString()).toList();
  }

  String text(String name) {
    return Kit.read(file(name));
  }

  Document document(String name) {
    return new Document(Document.parse(text(name)).getAsJsonObject());
  }

  @Override
  public void close() {
    server.close();
  }

  /** Gives one and the same to all test classes that ask for it. */
  static final class Shared implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
        ExtensionContext.Namespace.create(JudgedDocuments.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == JudgedDocuments.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(NAMESPACE)
          .computeIfAbsent("documents", key -> new JudgedDocuments(), JudgedDocuments.class);
    }
  }
}
