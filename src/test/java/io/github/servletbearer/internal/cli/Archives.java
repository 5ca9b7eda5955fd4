// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a WAR, file by file. */
final class Archives {
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /** A WAR with this web.xml. */
  static Archives withWebXml(String xml) {
    return new Archives().file("WEB-INF/web.xml", xml);
  }

  Archives file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Archives file(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  static String fileOf(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  static byte[] bytesOf(Class<?> type) {
    try (InputStream file = type.getClassLoader().getResourceAsStream(fileOf(type))) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  Path war(Path file) throws IOException {
    return Files.write(file, zip());
  }

  Path folder(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return folder;
  }
}
