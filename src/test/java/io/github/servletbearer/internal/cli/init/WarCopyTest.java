// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.it.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a WAR keeps when files are put into it, and that no half WAR is left. */
class WarCopyTest {
  private static final byte[] XML = "<web-app/>".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private Path jar;
  private Path target;

  @BeforeEach
  void prepare() throws IOException {
    jar = Files.writeString(folder.resolve("servlet-bearer-all.jar"), "a JAR");
    target = folder.resolve("out.war");
    put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n");
    put("index.html", "hello ".repeat(1000));
    put("WEB-INF/web.xml", "<web-app></web-app>");
    put("META-INF/versions/11/a.txt", "later");
    put("WEB-INF/lib/stored.jar", "stored");
    put("a.txt", "");
  }

  private void put(String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path source() throws IOException {
    Path source = folder.resolve("app.war");
    try (OutputStream out = Files.newOutputStream(source);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      long time = 1_000_000_000_000L;
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(time += 86_400_000);
        entry.setComment("about " + file.getKey());
        if (file.getKey().endsWith("stored.jar")) {
          CRC32 crc = new CRC32();
          crc.update(file.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(file.getValue().length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    }
    return source;
  }

  private void write(Path source) throws Exception {
    try (WarCopy copy = WarCopy.of(source, target)) {
      copy.add(XML, jar);
      copy.publish();
    }
  }

  /** Everything that a list of entries says of each. */
  private static List<String> entries(Path war) throws IOException {
    List<String> entries = new ArrayList<>();
    try (ZipFile zip = new ZipFile(war.toFile())) {
      for (ZipEntry e : Collections.list(zip.entries())) {
        entries.add(
            String.join(
                " ",
                e.getName(),
                String.valueOf(e.getMethod()),
                String.valueOf(e.getTime()),
                String.valueOf(e.getCrc()),
                String.valueOf(e.getCompressedSize()),
                e.getComment()));
      }
    }
    return entries;
  }

  private static String text(Path war, String name) throws IOException {
    try (ZipFile zip = new ZipFile(war.toFile())) {
      return new String(
          zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void otherEntriesStayAsTheyAreInTheirOrder() throws Exception {
    Path source = source();

    write(source);

    List<String> before = entries(source);
    List<String> after = entries(target);
    assertThat(after.remove(2)).startsWith("WEB-INF/web.xml 8 ");
    assertThat(before.remove(2)).startsWith("WEB-INF/web.xml 8 ");
    assertThat(after.remove(5)).startsWith("WEB-INF/lib/servlet-bearer-all.jar ");
    assertThat(after).isEqualTo(before);
    assertThat(text(target, "WEB-INF/web.xml")).isEqualTo("<web-app/>");
    assertThat(text(target, "WEB-INF/lib/servlet-bearer-all.jar")).isEqualTo("a JAR");
    assertThat(text(target, "index.html")).startsWith("hello hello");
    assertThat(left()).containsExactly("app.war", "out.war", "servlet-bearer-all.jar");
  }

  @Test
  void sameWarComesOutEachTime() throws Exception {
    Path source = source();
    write(source);
    byte[] first = Files.readAllBytes(target);
    Files.delete(target);
    long second = Instant.now().getEpochSecond();
    Await.until( // an archive counts seconds
        "the next second", Duration.ofSeconds(5), () -> Instant.now().getEpochSecond() > second);

    write(source);

    assertThat(Files.readAllBytes(target)).isEqualTo(first);
  }

  @Test
  void warWithoutWebXmlAndLibrariesGetsThem() throws Exception {
    files.keySet().removeIf(name -> name.startsWith("WEB-INF/"));
    Path source = source();

    write(source);

    assertThat(text(target, "WEB-INF/web.xml")).isEqualTo("<web-app/>");
    assertThat(text(target, "WEB-INF/lib/servlet-bearer-all.jar")).isEqualTo("a JAR");
    byte[] first = Files.readAllBytes(target);
    Files.delete(target);
    write(source);
    assertThat(Files.readAllBytes(target)).isEqualTo(first);
  }

  @Test
  void warBelongsToTheSameReaders() throws Exception {
    Path source = source();
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rw-r-----"));

    write(source);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void signedWarIsRefusedAndNothingIsLeft() throws Exception {
    put("META-INF/CERT.sf", "Signature-Version: 1.0\r\n\r\n");
    Path source = source();

    assertThatThrownBy(() -> write(source))
        .isInstanceOf(InitException.class)
        .hasMessageContaining("signed");
    assertThat(left()).containsExactly("app.war", "servlet-bearer-all.jar");
  }

  @Test
  void warBehindAProgramIsRefused() throws Exception {
    Path source = source();
    byte[] war = Files.readAllBytes(source);
    Files.writeString(source, "#!/bin/sh\n");
    Files.write(source, war, java.nio.file.StandardOpenOption.APPEND);

    assertThatThrownBy(() -> write(source))
        .isInstanceOf(InitException.class)
        .hasMessageContaining("a program before its first entry");
    assertThat(left()).containsExactly("app.war", "servlet-bearer-all.jar");
  }

  @Test
  void fileThatAppearsMeanwhileIsKept() throws Exception {
    Path source = source();

    assertThatThrownBy(
            () -> {
              try (WarCopy copy = WarCopy.of(source, target)) {
                copy.add(XML, jar);
                Files.writeString(target, "of another");
                copy.publish();
              }
            })
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(target).hasContent("of another");
    assertThat(left()).containsExactly("app.war", "out.war", "servlet-bearer-all.jar");
  }

  @Test
  void failureLeavesNothing() throws Exception {
    Path source = source();
    Files.delete(jar);

    assertThatThrownBy(() -> write(source)).isInstanceOf(IOException.class);

    assertThat(left()).containsExactly("app.war");
  }

  @Test
  void folderThatDoesNotExistIsAnError() throws Exception {
    Path source = source();
    target = folder.resolve("missing/out.war");

    assertThatThrownBy(() -> write(source)).isInstanceOf(IOException.class);
  }
}
