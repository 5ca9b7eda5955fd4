// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.CodeBlocks;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of the README, as they stand there, in an application that forwards. */
class ReadmeCheckTest {
  private static final Path README =
      Path.of(System.getProperty("project.basedir", "."), "README.md");

  @TempDir private Path folder;

  static final class Forwards {
    void call(RequestDispatcher dispatcher) throws Exception {
      dispatcher.forward(null, null);
    }
  }

  private ExitCode check(PrintStream out, String... parts) throws Exception {
    Archives archive =
        Archives.withWebXml(app(parts))
            .file("index.html", "x")
            .file("page.jsp", "x")
            .file("WEB-INF/classes/com/example/App.class", Archives.bytesOf(Forwards.class));
    String war = archive.war(folder.resolve("app.war")).toString();
    return Main.run(Passwords.in(InputStream.nullInputStream()), out, out, "check", war);
  }

  @Test
  void applicationWithTheTwoBlocksIsFine() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    String items = servlet("items", "com.example.Items") + servletMapping("items", "/api/items");
    String lock = CodeBlocks.with("<filter>", README, "xml");
    String openPaths = CodeBlocks.with("bearer.openPaths", README, "xml");

    assertThat(check(out, items, lock, openPaths))
        .as(() -> bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(ExitCode.OK);
    assertThat(check(out, items, lock)).as("without openPaths").isEqualTo(ExitCode.PROBLEMS);
    String open = servlet("open", "com.example.Open") + servletMapping("open", "/open");
    assertThat(check(out, items + open, lock, openPaths))
        .as("with an open servlet")
        .isEqualTo(ExitCode.PROBLEMS);
  }
}
