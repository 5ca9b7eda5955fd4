// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a WAR in the making, in a folder of its own beside the file that it will be: that file
 * is complete from the moment on in which it exists. The JDK copies packed entries as they are, in
 * their order. Not thread-safe.
 */
public final class WarCopy implements Closeable {
  private static final String WEB_XML = "WEB-INF/web.xml";
  private static final String LIBRARIES = "WEB-INF/lib";

  private final Path source;
  private final Path target;
  private final Path folder;
  private final Path copy;

  private WarCopy(Path source, Path target, Path folder, Path copy) {
    this.source = source;
    this.target = target;
    this.folder = folder;
    this.copy = copy;
  }

  /**
   * Copies a WAR.
   *
   * @param target which does not exist yet
   * @throws InitException if a change would make the WAR useless
   */
  public static WarCopy of(Path source, Path target) throws IOException, InitException {
    requireNoPrefix(source);
    Path parent = target.toAbsolutePath().getParent();
    Path folder = Files.createTempDirectory(parent, ".servlet-bearer-");
    WarCopy copy = new WarCopy(source, target, folder, folder.resolve("copy.war"));
    try {
      Files.copy(source, copy.copy);
      return copy;
    } catch (IOException e) {
      copy.close();
      throw e;
    }
  }

  /** A script before the archive would be lost. */
  private static void requireNoPrefix(Path source) throws IOException, InitException {
    try (InputStream in = Files.newInputStream(source)) {
      if (in.read() != 'P' || in.read() != 'K') {
        throw new InitException(
            "the WAR has a program before its first entry, which would be lost.",
            "Take the WAR as it was before that was added.");
      }
    }
  }

  /**
   * Puts the files in. Their times are those of files that are there, so that the same WAR comes
   * out each time.
   *
   * @param jar the JAR for WEB-INF/lib, or null where it is there
   * @throws InitException if the WAR is signed, which a change would break
   */
  public void add(byte[] webXml, @Nullable Path jar) throws IOException, InitException {
    try (FileSystem zip = FileSystems.newFileSystem(copy, (ClassLoader) null)) {
      requireUnsigned(zip);
      Path file = zip.getPath(WEB_XML);
      FileTime time = Files.getLastModifiedTime(Files.exists(file) ? file : first(zip));
      createFolder(zip, "WEB-INF", time);
      write(file, webXml, time);
      if (jar != null) {
        createFolder(zip, LIBRARIES, time);
        write(
            zip.getPath(LIBRARIES, String.valueOf(jar.getFileName())),
            Files.readAllBytes(jar),
            time);
      }
    }
  }

  private static void createFolder(FileSystem zip, String name, FileTime time) throws IOException {
    Path folder = zip.getPath(name);
    if (!Files.exists(folder)) {
      Files.createDirectory(folder);
      setTimes(folder, time);
    }
  }

  private static void write(Path file, byte[] content, FileTime time) throws IOException {
    Files.write(file, content);
    setTimes(file, time);
  }

  /** All of them: the JDK writes those of creation and access into a new entry, too. */
  private static void setTimes(Path file, FileTime time) throws IOException {
    Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(time, time, time);
  }

  private static Path first(FileSystem zip) throws IOException {
    try (Stream<Path> files = Files.walk(zip.getPath("/"))) {
      return files
          .filter(Files::isRegularFile)
          .min(Comparator.naturalOrder())
          .orElse(zip.getPath("/"));
    }
  }

  private static void requireUnsigned(FileSystem zip) throws IOException, InitException {
    Path metaInf = zip.getPath("META-INF");
    if (!Files.isDirectory(metaInf)) {
      return;
    }
    try (Stream<Path> files = Files.list(metaInf)) {
      if (files.anyMatch(file -> file.toString().toUpperCase(Locale.ROOT).endsWith(".SF"))) {
        throw new InitException(
            "the WAR is signed, and a change breaks the signature.",
            "Remove META-INF/*.SF and its neighbours by zip -d, add the block, and sign the result.");
      }
    }
  }

  /** The copy, to be looked at before it is published. */
  public Path path() {
    return copy;
  }

  /**
   * Gives the copy its name.
   *
   * @throws java.nio.file.FileAlreadyExistsException if a file has the name by now
   */
  public void publish() throws IOException {
    PosixFileAttributeView rights =
        Files.getFileAttributeView(source, PosixFileAttributeView.class);
    if (rights != null) { // the JDK has written a file for its owner alone
      Files.setPosixFilePermissions(copy, rights.readAttributes().permissions());
    }
    Files.move(copy, target);
  }

  /** Removes what is left. */
  @Override
  public void close() throws IOException {
    List<Path> left = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      left.addAll(files.sorted(Comparator.reverseOrder()).collect(Collectors.toList()));
    }
    for (Path file : left) {
      Files.deleteIfExists(file);
    }
  }
}
