// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.server;

import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo for servers with {@code jakarta.servlet}: its own classes and web.xml converted by
 * Apache's migration tool, and our JAR replaced by the one for these servers, as users would do.
 */
public final class JakartaDemo {

  private static final String TOOL = "org.apache.tomcat:jakartaee-migration:1.0.9:jar:shaded";

  private JakartaDemo() {}

  /** The WAR, made when it is first needed after a build. */
  public static synchronized Path war() {
    Path demo = Kit.path("demo.war");
    Path war = Kit.target("demo-jakarta.war");
    try {
      if (!Files.exists(war) || isOlder(war, demo)) {
        Path part = convert(demo, Kit.emptyDirectory(Kit.target("it", "jakarta-demo")));
        replaceOurJar(part);
        Files.move(part, war, StandardCopyOption.REPLACE_EXISTING);
      }
      return war;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOlder(Path file, Path than) throws IOException {
    return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) < 0;
  }

  private static Path convert(Path war, Path folder) {
    Path converted = folder.resolve("demo.war");
    Tool migration =
        Tool.run(
            folder,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Distribution.jars(TOOL).get(0).toString(),
                "-exclude=servlet-bearer-*.jar",
                war.toString(),
                converted.toString()));
    if (migration.exit() != 0) {
      throw new AssertionError("The migration tool failed: " + migration);
    }
    return converted;
  }

  private static void replaceOurJar(Path war) throws IOException {
    Path jar = Kit.path("jar.all-jakarta");
    try (FileSystem files = FileSystems.newFileSystem(war)) {
      Path lib = files.getPath("WEB-INF", "lib");
      try (Stream<Path> list = Files.list(lib)) {
        for (Path library : list.toList()) {
          if (library.getFileName().toString().startsWith("servlet-bearer-")) {
            Files.delete(library);
          }
        }
      }
      Files.copy(jar, lib.resolve(jar.getFileName().toString()));
    }
  }
}
