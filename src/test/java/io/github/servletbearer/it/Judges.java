// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Where the outside judges are, and what to do where they are not. */
final class Judges {

  private static final String CURE =
      "The outside judges are skipped: mvn -f src/test/judges/pom.xml package fetches them.";
  private static final String NPM_CURE =
      "The judges from npm are skipped: install Node.js 20 or newer with npm.";

  private Judges() {}

  /** openapi-generator, as src/test/judges/pom.xml puts it below target; or the test is skipped. */
  static Path openApiGenerator() {
    return present("openapi-generator-cli.jar");
  }

  /** The libraries that a generated client asks for. */
  static Path clientLibraries() {
    return present("client-lib");
  }

  private static Path present(String name) {
    Path path = Kit.target("judges", name);
    if (!Files.exists(path)) {
      absent(CURE);
    }
    return path;
  }

  /** The folder with the judges from npm, installed as the lock file says. */
  static Path npm() {
    openApiGenerator();
    if (!Tool.isInstalled("npm")) {
      absent(NPM_CURE);
    }
    Path source = Kit.path("project.basedir").resolve("src/test/judges/npm");
    Path folder = Kit.target("judges", "npm");
    Kit.copyTree(source, folder);
    Path installed = folder.resolve("installed.json");
    String wanted = Kit.read(source.resolve("package-lock.json"));
    if (!Files.exists(installed) || !Kit.read(installed).equals(wanted)) {
      Tool npm = Tool.run(folder, List.of("npm", "ci"));
      assertThat(npm.exit()).as(npm.toString()).isZero();
      Kit.write(installed, wanted);
    }
    return folder;
  }

  /** Runs a command of npm's in its folder. */
  static Tool npm(String command, List<String> arguments) {
    Path folder = npm();
    List<String> line = new ArrayList<>();
    line.add(folder.resolve("node_modules/.bin").resolve(command).toString());
    line.addAll(arguments);
    return Tool.run(folder, line);
  }

  private static void absent(String cure) {
    if (Boolean.getBoolean("judges.required")) {
      throw new AssertionError(cure);
    }
    Assumptions.abort(cure);
  }
}
