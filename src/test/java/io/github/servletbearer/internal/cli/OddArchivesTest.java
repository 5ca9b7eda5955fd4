// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives and folders that a container reads otherwise than they look, or not at all. */
class OddArchivesTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ExitCode run(PrintStream to, String... arguments) {
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Main.run(Passwords.in(InputStream.nullInputStream()), to, errors, arguments);
  }

  private ExitCode check(Path application) {
    return run(new PrintStream(out, true, StandardCharsets.UTF_8), "check", application.toString());
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static Archives locked() {
    return Archives.withWebXml(
        app(
            "<context-param><param-name>bearer.openPaths</param-name>"
                + "<param-value>/ *.jsp</param-value></context-param>",
            COMPANION,
            filter("bearer"),
            filterMapping("bearer", "/api/*", "REQUEST"),
            servlet("items", "com.example.Items"),
            servletMapping("items", "/api/items")));
  }

  private static byte[] library() throws IOException {
    return new Archives()
        .file("com/example/a.txt", "x")
        .file(
            "META-INF/web-fragment.xml",
            app(servlet("more", "com.example.More"), servletMapping("more", "/more"))
                .replace("web-app", "web-fragment"))
        .zip();
  }

  @ParameterizedTest
  @ValueSource(strings = {"./a.txt", "WEB-INF/./web.xml"})
  @DisplayName("an entry with a dot segment, which the JDK opens as an archive and not as files")
  void dotSegmentsAreRefused(String entry) throws IOException {
    Path war = locked().file(entry, "x").war(folder.resolve("shop.war"));

    assertThat(check(war)).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "shop.war cannot be read: ");
  }

  @Test
  void archiveWithMoreBehindItsEndIsNoFailureOfOurs() throws IOException {
    Path war = locked().war(folder.resolve("shop.war"));
    Files.write(war, new byte[1000], StandardOpenOption.APPEND);

    assertThat(check(war)).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "shop.war cannot be read: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WEB-INF//web.xml", "WEB-INF\\web.xml", "WEB-INF///web.xml"})
  void twoEntriesThatUnpackToOneFileAreRefused(String entry) throws IOException {
    Path war = locked().file(entry, "<web-app/>").war(folder.resolve("shop.war"));

    assertThat(check(war)).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("it holds two entries WEB-INF");
  }

  @ParameterizedTest
  @CsvSource({"#!/bin/sh\\n, 0", "'', 60", "PK, 0"})
  @DisplayName("a library whose entries begin elsewhere than at its start, as containers allow")
  void libraryThatHidesEntriesIsRefused(String before, int gap) throws IOException {
    byte[] library = library();
    ByteArrayOutputStream odd = new ByteArrayOutputStream();
    odd.write(before.getBytes(StandardCharsets.UTF_8));
    odd.write(library, 0, library.length - gap);
    Path war =
        locked().file("WEB-INF/lib/odd.jar", odd.toByteArray()).war(folder.resolve("shop.war"));

    assertThat(check(war)).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "odd.jar");
  }

  @Test
  void brokenLibraryIsNamed() throws IOException {
    byte[] cut = Arrays.copyOf(library(), 60);
    Path war = locked().file("WEB-INF/lib/cut.jar", cut).war(folder.resolve("shop.war"));

    assertThat(check(war)).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "cut.jar");
  }

  @Test
  @DisplayName("what looks like the end of a library stands in the comment behind its end")
  void commentOfALibraryIsNoEnd() throws IOException {
    ByteArrayOutputStream library = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(library)) {
      zip.putNextEntry(new ZipEntry("a.txt"));
      zip.setComment("PK\u0005\u0006" + "\u0000".repeat(40));
    }
    Path war =
        locked().file("WEB-INF/lib/a.jar", library.toByteArray()).war(folder.resolve("shop.war"));

    assertThat(check(war)).as(this::err).isEqualTo(ExitCode.OK);
  }

  @Test
  @DisplayName("a library with few entries whose end says that their number stands elsewhere")
  void numberElsewhereIsForManyEntries() throws IOException {
    byte[] library = library();
    Arrays.fill(library, library.length - 12, library.length - 10, (byte) -1);
    Path war = locked().file("WEB-INF/lib/odd.jar", library).war(folder.resolve("shop.war"));

    assertThat(check(war)).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "odd.jar: it does not begin with all the entries");
  }

  @Test
  void nameThatIsNoUtf8IsNoFailureOfOurs() throws IOException {
    ByteArrayOutputStream library = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(library, StandardCharsets.ISO_8859_1)) {
      zip.putNextEntry(new ZipEntry("\u00e4.txt"));
    }
    Path war =
        locked().file("WEB-INF/lib/a.jar", library.toByteArray()).war(folder.resolve("shop.war"));

    assertThat(check(war)).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "a.jar has an entry whose name is no UTF-8");
  }

  @Test
  void folderMayBeListedTwice() throws IOException {
    Path war = locked().file("a/", "").file("a\\", "").war(folder.resolve("shop.war"));

    assertThat(check(war)).as(this::err).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WEB-INF/web.xml",
        "WEB-INF/lib",
        "WEB-INF/lib/a.jar",
        "WEB-INF/classes",
        "WEB-INF"
      })
  @DisplayName("what a symbolic link leads to, which Tomcat does not read")
  void linksInFoldersAreRefused(String link) throws IOException {
    Path shop =
        locked()
            .file("WEB-INF/lib/a.jar", library())
            .file("WEB-INF/classes/a.txt", "x")
            .folder(folder.resolve("shop"));
    Path moved = folder.resolve("moved");
    Files.move(shop.resolve(link), moved);
    Files.createSymbolicLink(shop.resolve(link), moved);

    assertThat(check(shop)).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", link + " is a symbolic link");
  }

  @Test
  void linkToTheFolderItselfIsFollowed() throws IOException {
    Path shop = locked().folder(folder.resolve("shop"));

    assertThat(check(Files.createSymbolicLink(folder.resolve("link"), shop)))
        .isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "openapi"})
  @DisplayName("what standard output does not take is not called written")
  void outputThatCannotBeWrittenEndsWithTwo(String command) throws IOException {
    Path war = locked().war(folder.resolve("shop.war"));
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThat(run(new PrintStream(full), command, war.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err()).contains("SB402", "standard output");
  }
}
