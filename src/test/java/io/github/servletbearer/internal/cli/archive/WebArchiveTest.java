// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.cli.archive.BoundedStream.Budget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebArchiveTest {
  private static final byte[] MEGABYTE = new byte[1 << 20];

  @TempDir private Path folder;

  /** An archive of names and contents in turn, which are texts or bytes. */
  private static byte[] zip(Object... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        Object content = namesAndContents[i + 1];
        zip.write(
            content instanceof byte[] file
                ? file
                : ((String) content).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private WebArchive war(Object... namesAndContents) throws IOException {
    return WebArchive.open(Files.write(folder.resolve("shop.war"), zip(namesAndContents)));
  }

  private static String text(InputStream file) throws IOException {
    try (file) {
      return new String(Streams.readAll(file), StandardCharsets.UTF_8);
    }
  }

  private static List<String> texts(WebArchive archive, String name) throws IOException {
    List<String> texts = new ArrayList<>();
    archive.forEachResource(
        name,
        file -> {
          try {
            texts.add(new String(Streams.readAll(file), StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return texts;
  }

  @Test
  @DisplayName("WEB-INF/classes goes first, and then the libraries by their names")
  void classPathHasAnOrder() throws IOException {
    try (WebArchive archive =
        war(
            "WEB-INF/lib/b.jar",
            zip("x.txt", "b", "y.txt", "b"),
            "WEB-INF/lib/a.jar",
            zip("x.txt", "a", "y.txt", "a"),
            "WEB-INF/classes/x.txt",
            "own")) {
      assertThat(text(archive.resource("x.txt"))).isEqualTo("own");
      assertThat(text(archive.resource("y.txt"))).isEqualTo("a");
      assertThat(archive.resource("z.txt")).isNull();
      assertThat(texts(archive, "x.txt")).containsExactly("own", "a", "b");
      assertThat(texts(archive, "y.txt")).containsExactly("a", "b");
      assertThat(texts(archive, "z.txt")).isEmpty();
      assertThat(archive.libraryFiles()).containsExactly("x.txt", "y.txt");
    }
  }

  @Test
  void nothingOutsideIsRead() throws IOException {
    Files.writeString(folder.resolve("secret.txt"), "x");
    Path shop = Files.createDirectories(folder.resolve("shop"));
    try (WebArchive archive = WebArchive.open(shop)) {
      assertThat(archive.file("/../secret.txt")).isNull();
      assertThat(archive.ownFiles("/../")).isEmpty();
    }
  }

  @Test
  @DisplayName("what libraries hold is bounded in all, whether or not it is looked at")
  void librariesAreBounded() throws IOException {
    byte[] library = zip("a", MEGABYTE, "b", MEGABYTE);
    try (WebArchive archive = war("WEB-INF/lib/a.jar", library, "WEB-INF/lib/b.jar", library)) {
      WebArchive.LibraryVisitor none = (file, name, content) -> {};
      WebArchive.LibraryVisitor all = (file, name, content) -> Streams.readAll(content);
      for (WebArchive.LibraryVisitor visitor : new WebArchive.LibraryVisitor[] {none, all}) {
        archive.forEachLibraryFile(visitor, new Budget("lib", 5 << 20));
        assertThatThrownBy(() -> archive.forEachLibraryFile(visitor, new Budget("lib", 3 << 20)))
            .isInstanceOf(IOException.class)
            .hasMessage("b.jar: lib holds more than 3 MB");
      }
    }
  }

  @Test
  void classOfALibraryIsBounded() throws IOException {
    try (WebArchive archive = war("WEB-INF/lib/a.jar", zip("A.class", new byte[9 << 20]))) {
      assertThatThrownBy(() -> archive.open("A"))
          .isInstanceOf(IOException.class)
          .hasMessage("A.class holds more than 8 MB");
    }
  }

  @Test
  void bytesThatAreSkippedCount() throws IOException {
    Budget budget = new Budget("file", 1 << 20);
    InputStream file = new BoundedStream(new ByteArrayInputStream(new byte[2 << 20]), budget);
    assertThatThrownBy(() -> file.skip(2 << 20)).hasMessage("file holds more than 1 MB");
    assertThat(file.markSupported()).isFalse();
  }

  @Test
  @DisplayName("of a large library no more is kept than 64 MB")
  void contentsThatAreKeptAreBounded() {
    LibraryContents.Keeper keeper = new LibraryContents().keeper(folder);
    for (int i = 0; i < 64; i++) {
      assertThat(keeper.hasPlace()).isTrue();
      keeper.keep("file" + i, MEGABYTE);
    }
    assertThat(keeper.hasPlace()).isFalse();
  }

  @Test
  void closedArchiveIsClosed() throws IOException {
    WebArchive archive = war("a.txt", "a");
    archive.close();
    assertThatThrownBy(() -> archive.file("/a.txt")).isInstanceOf(ClosedFileSystemException.class);
  }
}
