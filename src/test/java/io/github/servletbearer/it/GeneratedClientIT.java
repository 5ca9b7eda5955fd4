// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.document.FrameworkSample;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The document as a partner uses it: openapi-generator makes a Java client of it, which must
 * compile, log in and call every operation of the running demo.
 */
@ExtendWith(JudgedDocuments.Shared.class)
class GeneratedClientIT {
  static final List<FrameworkSample> SAMPLES = FrameworkSample.ALL;

  private final JudgedDocuments documents;

  GeneratedClientIT(JudgedDocuments documents) {
    this.documents = documents;
  }

  @ParameterizedTest
  @DisplayName("a client of what a framework serves compiles")
  @FieldSource("SAMPLES")
  void clientOfAFrameworkCompiles(FrameworkSample sample) throws IOException {
    sample.require();
    Path classes = generateAndCompile(sample.name(), List.of());
    assertThat(classes.resolve("com/example/client/api")).isNotEmptyDirectory();
  }

  @ParameterizedTest
  @DisplayName("a generated client compiles, logs in and calls every operation")
  @ValueSource(strings = {"demo", "demo-3.1"})
  void clientWorks(String name) throws IOException {
    Path program = Kit.path("project.basedir").resolve("src/test/judges/client");
    Path classes = generateAndCompile(name, List.of(program.resolve("EveryOperation.java")));

    Tool run =
        Tool.run(
            classes.getParent(),
            List.of(
                "java",
                "-cp",
                classes + File.pathSeparator + Judges.clientLibraries() + "/*",
                "EveryOperation",
                documents.app(name).address("").toString()));
    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(run.out().lines()).containsExactlyElementsOf(expected());
    Document document = documents.document(name);
    assertThat(document.names()).allMatch(each -> run.out().contains(": " + each + " "));
  }

  /** The folder of the class files, of the client and of sources that use it. */
  private Path generateAndCompile(String name, List<Path> more) throws IOException {
    Path generator = Judges.openApiGenerator();
    Path folder = Kit.emptyDirectory(Kit.target("judges", "client-" + name));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Tool generated = Tool.run(folder, generate(generator, documents.file(name)));
    assertThat(generated.exit()).as(generated.toString()).isZero();
    List<Path> files = new ArrayList<>(more);
    try (Stream<Path> walk = Files.walk(folder.resolve("out/src/main/java"))) {
      walk.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
    }
    compile(files, classes);
    return classes;
  }

  private static List<String> generate(Path generator, Path document) {
    String client = "com.example.client";
    return List.of(
        "java",
        "-jar",
        generator.toString(),
        "generate",
        "--generator-name=java",
        "--library=native",
        "--input-spec=" + document,
        "--output=out",
        "--invoker-package=" + client,
        "--api-package=" + client + ".api",
        "--model-package=" + client + ".model",
        "--additional-properties=openApiNullable=false");
  }

  private static void compile(List<Path> files, Path classes) throws IOException {
    String libraries;
    try (Stream<Path> jars = Files.list(Judges.clientLibraries())) {
      libraries = String.join(File.pathSeparator, jars.map(Path::toString).toList());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  List.of("-proc:none", "-cp", libraries, "-d", classes.toString()),
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }

  /** Who calls, what, and the status that must come. */
  private static List<String> expected() {
    return """
        nobody: GET /public/health 200
        nobody: GET /first-steps/items 401
        nobody: GET /optional/items 200
        nobody: GET /api/me 401
        nobody: GET /api/admin/report 401
        nobody: GET /api/items 401
        nobody: POST /api/items 401
        nobody: GET /api/items/{id} 401
        nobody: PUT /api/items/{id} 401
        nobody: DELETE /api/items/{id} 401
        johndoe: POST /token 200
        johndoe: GET /public/health 200
        johndoe: GET /first-steps/items 200
        johndoe: GET /optional/items 200
        johndoe: GET /api/me 200
        johndoe: GET /api/admin/report 403
        johndoe: GET /api/items 200
        johndoe: POST /api/items 201
        johndoe: GET /api/items/{id} 200
        johndoe: PUT /api/items/{id} 200
        johndoe: DELETE /api/items/{id} 204
        johndoe: GET /api/items/{id} 404
        alice: POST /token 200
        alice: GET /public/health 200
        alice: GET /first-steps/items 200
        alice: GET /optional/items 200
        alice: GET /api/me 200
        alice: GET /api/admin/report 200
        alice: GET /api/items 200
        alice: POST /api/items 201
        alice: GET /api/items/{id} 200
        alice: PUT /api/items/{id} 200
        alice: DELETE /api/items/{id} 204
        alice: GET /api/items/{id} 404
        stranger: POST /token 400
        """
        .lines()
        .toList();
  }
}
