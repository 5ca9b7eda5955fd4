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
 * An application of a framework, whose files are below {@code src/test/apps}; its sources are
 * compiled against that framework.
 *
 * @param framework folders of JARs as {@code Frameworks} has them
 * @param setup what its web.xml has in particular, and its name
 * @param sources folders below {@code src/test/apps}; what is in their folder {@code library} comes
 *     as a JAR
 * @param lock the url-pattern of our filter
 * @param webXml the elements of web.xml besides ours
 * @param listing where it tells its mappings
 */
record FrameworkApp(
    String framework,
    String setup,
    List<String> sources,
    String lock,
    String webXml,
    String listing) {

  String contextPath() {
    return "/" + framework + "-" + setup;
  }

  /** The folder that it serves, or an empty text. */
  String base() {
    return listing.startsWith("/api") ? "/api" : "";
  }

  /** With our filter. */
  WebApp build() {
    WebApp app =
        WebApp.at(contextPath())
            .withBearer()
            .webXml(
                new WebXml()
                    .bearer("bearer", lock)
                    .companion()
                    .raw("<security-role><role-name>user</role-name></security-role>\n")
                    .raw(webXml)
                    .toString());
    List<Path> classPath = new ArrayList<>(Frameworks.jars(framework));
    classPath.forEach(app::withLibrary);
    classPath.add(WebApp.place(Servlet.class));
    Path classes =
        Kit.emptyDirectory(Kit.target("it-apps", "frameworks", contextPath().substring(1)));
    List<Path> javaFiles = new ArrayList<>();
    for (String folder : sources) {
      Path root = Kit.path("project.basedir").resolve("src/test/apps").resolve(folder);
      Path library = root.resolve("library");
      if (Files.exists(library)) {
        app.withLibrary(zip(library, classes.resolveSibling(folder + ".jar")));
      }
      for (Path file : files(root)) {
        if (file.startsWith(library)) {
          continue;
        }
        if (file.toString().endsWith(".java")) {
          javaFiles.add(file);
        } else {
          app.file(root.relativize(file).toString(), Kit.read(file));
        }
      }
    }
    Java8Compiler.compile(javaFiles, classPath, classes);
    return app.withClasses(classes);
  }

  private static Path zip(Path folder, Path jar) {
    try {
      return Kit.zip(folder, jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return framework + " " + setup;
  }
}
