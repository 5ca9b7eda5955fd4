// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Where things are, and the file work that all parts of the test kit share. */
public final class Kit {

  private Kit() {}

  /** A file or folder that the build names by a system property. */
  public static Path path(String property) {
    String value = System.getProperty(property);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException(
          "System property " + property + " is not set: run the suite through Maven");
    }
    Path path = Path.of(value);
    if (!Files.exists(path)) {
      throw new IllegalStateException(property + " names " + path + ", which does not exist");
    }
    return path;
  }

  /** The only place below which tests write. */
  public static Path target(String first, String... more) {
    return path("project.basedir").resolve("target").resolve(Path.of(first, more));
  }

  /** A file name for an application: ROOT, or its context path with "#" for inner slashes. */
  public static String fileName(String contextPath) {
    return fileName(contextPath, '#');
  }

  /** As above, with another character for slashes. */
  public static String fileName(String contextPath, char slash) {
    return contextPath.isEmpty() ? "ROOT" : contextPath.substring(1).replace('/', slash);
  }

  public static Path emptyDirectory(Path directory) {
    try {
      if (Files.exists(directory)) {
        deleteTree(directory);
      }
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void deleteTree(Path root) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  /** Moves a file or a folder, at once: a server that looks at any moment sees it complete. */
  public static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a file, or a folder with all that is in it. */
  public static void copyTree(Path from, Path to) {
    try (Stream<Path> walk = Files.walk(from)) {
      Files.createDirectories(to.getParent());
      for (Path source : (Iterable<Path>) walk::iterator) {
        Path destination = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(destination);
        } else {
          Files.copy(source, destination, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies an exploded web application, or unpacks a WAR. */
  public static void explode(Path warOrDirectory, Path to) {
    if (Files.isDirectory(warOrDirectory)) {
      copyTree(warOrDirectory, to);
      return;
    }
    try (FileSystem war = FileSystems.newFileSystem(warOrDirectory)) {
      copyTree(war.getPath("/"), to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packs a folder into a WAR or JAR, with entries for its folders, by which Spring looks. */
  public static Path zip(Path root, Path archive) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.filter(path -> !path.equals(root)).sorted().toList();
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Path path : paths) {
        boolean isFolder = Files.isDirectory(path);
        zip.putNextEntry(new ZipEntry(root.relativize(path) + (isFolder ? "/" : "")));
        zip.write(isFolder ? new byte[0] : Files.readAllBytes(path));
      }
    }
    return archive;
  }
}
