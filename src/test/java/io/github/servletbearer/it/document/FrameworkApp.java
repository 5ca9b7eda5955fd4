// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import io.github.servletbearer.it.Frameworks;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.WebApp;
import io.github.servletbearer.it.WebXml;
import io.github.servletbearer.it.server.Java8Compiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.servlet.Servlet;

/**
 * An application of a framework, whose sources are below {@code src/test/apps} and are compiled
 * against that framework.
 *
 * @param framework a folder of JARs that {@code src/test/frameworks/pom.xml} fetches
 * @param setup what its web.xml has in particular, and its name
 * @param sources folders below {@code src/test/apps}
 * @param webXml the elements of web.xml besides ours
 * @param listing where it tells its mappings
 */
record FrameworkApp(
    String framework, String setup, List<String> sources, String webXml, String listing) {

  String contextPath() {
    return "/" + framework + "-" + setup;
  }

  /** With our filter on {@code /api/*}. */
  WebApp build() {
    WebApp app =
        WebApp.at(contextPath())
            .withBearer()
            .webXml(
                new WebXml()
                    .bearer("bearer", "/api/*")
                    .companion()
                    .raw("<security-role><role-name>user</role-name></security-role>\n")
                    .raw(webXml)
                    .toString());
    List<Path> classPath = new ArrayList<>(Frameworks.jars(framework));
    classPath.forEach(app::withLibrary);
    classPath.add(WebApp.place(Servlet.class));
    Path classes =
        Kit.emptyDirectory(Kit.target("it-apps", "frameworks", contextPath().substring(1)));
    Java8Compiler.compile(files(), classPath, classes);
    return app.withClasses(classes);
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (String folder : sources) {
      Path root = Kit.path("project.basedir").resolve("src/test/apps").resolve(folder);
      try (Stream<Path> walk = Files.walk(root)) {
        walk.filter(Files::isRegularFile).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  @Override
  public String toString() {
    return framework + " " + setup;
  }
}
