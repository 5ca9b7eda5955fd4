// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.openapi.ClassFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a web application, in a WAR file or in a folder. They are read where they are:
 * nothing is unpacked, no class is loaded. Not thread-safe.
 */
final class WebArchive implements ClassFiles, Closeable {
  private static final String CLASSES = "WEB-INF/classes";

  private final Path path;
  private final Path root;
  private final @Nullable FileSystem zip;
  private final List<Path> libraries = new ArrayList<>();
  private @Nullable Map<String, Path> librariesByFile = null;

  private WebArchive(Path path, Path root, @Nullable FileSystem zip) throws IOException {
    this.path = path;
    this.root = root;
    this.zip = zip;
    Path lib = root.resolve("WEB-INF/lib");
    if (Files.isDirectory(lib)) {
      try (Stream<Path> files = Files.list(lib)) {
        files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(libraries::add);
      }
    }
  }

  /**
   * Opens a WAR file or the folder of one.
   *
   * @throws IOException if it is neither
   */
  static WebArchive open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new WebArchive(path, path.toAbsolutePath().normalize(), null);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    requireInside(path);
    FileSystem zip = FileSystems.newFileSystem(path, (ClassLoader) null);
    return new WebArchive(path, zip.getPath("/"), zip);
  }

  /** No container would unpack a WAR with such an entry. */
  private static void requireInside(Path path) throws IOException {
    try (ZipFile file = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(file.entries())) {
        String name = entry.getName().replace('\\', '/');
        if (name.startsWith("/") || ("/" + name + "/").contains("/../")) {
          throw new IOException("its entry " + entry.getName() + " leads outside");
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the name of an entry is no UTF-8", e);
    }
  }

  /** Where the archive itself is. */
  Path path() {
    return path;
  }

  /** A file of the application, or null where there is none. */
  @Nullable InputStream file(String name) throws IOException {
    try {
      Path file = root.resolve(name).normalize();
      return file.startsWith(root) && Files.isRegularFile(file) ? Files.newInputStream(file) : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  @Override
  public @Nullable InputStream open(String className) throws IOException {
    String name = className.replace('.', '/') + ".class";
    InputStream own = file(CLASSES + "/" + name);
    if (own != null) {
      return own;
    }
    Path library = librariesByFile().get(name);
    return library == null ? null : entry(library, name);
  }

  private Map<String, Path> librariesByFile() throws IOException {
    if (librariesByFile == null) {
      Map<String, Path> index = new HashMap<>();
      for (Path library : libraries) {
        forEachEntry(library, (name, content) -> index.putIfAbsent(name, library));
      }
      librariesByFile = index;
    }
    return librariesByFile;
  }

  private static @Nullable InputStream entry(Path library, String name) throws IOException {
    ZipInputStream entries = new ZipInputStream(Files.newInputStream(library));
    for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
      if (e.getName().equals(name)) {
        return entries;
      }
    }
    entries.close();
    return null;
  }

  /** Takes a file and its name below the root, or below the root of its JAR. */
  interface Visitor {
    void visit(String name, InputStream content) throws IOException;
  }

  /** Visits every file of the application itself, classes and pages alike, sorted. */
  void forEachOwnFile(Visitor visitor) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    }
    for (Path file : files) {
      try (InputStream content = Files.newInputStream(file)) {
        visitor.visit(root.relativize(file).toString().replace('\\', '/'), content);
      }
    }
  }

  /** Visits every file of every library. */
  void forEachLibraryFile(Visitor visitor) throws IOException {
    for (Path library : libraries) {
      forEachEntry(library, visitor);
    }
  }

  private static void forEachEntry(Path library, Visitor visitor) throws IOException {
    try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(library))) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        visitor.visit(e.getName(), entries);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(library.getFileName() + " has an entry whose name is no UTF-8", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }
}
