// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.server.Java8Compiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compiles the sources of test applications for Java 8, for one of the servlet APIs. */
final class AppCompiler {

  private AppCompiler() {}

  /**
   * Compiles the folder of this name below {@code src/test/apps}, and returns the folder of class
   * files. For the jakarta API the name of the package is replaced in the sources.
   */
  static Path compile(String name, boolean jakarta, List<Path> classPath) {
    String namespace = jakarta ? "jakarta" : "javax";
    Path from = Kit.path("project.basedir").resolve("src/test/apps").resolve(name);
    Path sources = Kit.emptyDirectory(Kit.target("it-apps", "sources", namespace, name));
    Path classes = Kit.emptyDirectory(Kit.target("it-apps", "classes", namespace, name));
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        Path copy = sources.resolve(from.relativize(file).toString());
        Kit.write(copy, Kit.read(file).replace("javax.servlet", namespace + ".servlet"));
        files.add(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Java8Compiler.compile(files, classPath, classes);
    return classes;
  }
}
