// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.archive;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.cli.archive.BoundedStream.Budget;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a web application, in a WAR file or in a folder. They are read where they are:
 * nothing is unpacked, no class is loaded. What unpacks to more than any application holds is
 * refused by an {@link IOException}. Not thread-safe.
 */
public final class WebArchive implements ApplicationFiles, Closeable {
  private static final String WEB_XML = "WEB-INF/web.xml";

  /** Of one class, page or descriptor, in bytes. */
  private static final long MAX_FILE = 8L << 20;

  /** Of all libraries together, unpacked, in bytes. */
  private static final long MAX_LIBRARIES = 4L << 30;

  private final Path path;
  private final Path root;
  private final @Nullable FileSystem zip;
  private final List<Path> libraries = new ArrayList<>();
  private final LibraryContents contents = new LibraryContents();
  private @Nullable Map<String, List<Path>> librariesByFile = null;

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
  public static WebArchive open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      Soundness.requireNoLinks(path);
      return new WebArchive(path, path.toAbsolutePath().normalize(), null);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    Soundness.require(path);
    try {
      FileSystem zip = FileSystems.newFileSystem(path, (ClassLoader) null);
      return new WebArchive(path, zip.getPath("/"), zip);
    } catch (ProviderNotFoundException e) { // thrown by the JDK where it cannot read the list
      throw new IOException("the list of its entries is broken", e);
    }
  }

  /** Takes a web.xml alone: an application of which no other file is known. */
  public static WebArchive ofWebXml(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return new WebArchive(file, file, null);
  }

  /** Whether it is a web.xml alone, so that other files may be there all the same. */
  public boolean isWebXmlAlone() {
    return zip == null && Files.isRegularFile(root);
  }

  /** Where the archive itself is. */
  public Path path() {
    return path;
  }

  @Override
  public @Nullable InputStream file(String path) throws IOException {
    String name = path.startsWith("/") ? path.substring(1) : path;
    if (isWebXmlAlone()) {
      return name.equals(WEB_XML) ? open(root, name) : null;
    }
    try {
      Path file = root.resolve(name).normalize();
      return file.startsWith(root) && Files.isRegularFile(file) ? open(file, name) : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static InputStream open(Path file, String name) throws IOException {
    return new BoundedStream(Files.newInputStream(file), new Budget(name, MAX_FILE));
  }

  /** A library by its file name, or null where there is none. */
  public @Nullable InputStream library(String name) throws IOException {
    for (Path library : libraries) {
      if (String.valueOf(library.getFileName()).equals(name)) {
        return new BoundedStream(Files.newInputStream(library), new Budget(name, MAX_LIBRARIES));
      }
    }
    return null;
  }

  @Override
  public @Nullable InputStream open(String className) throws IOException {
    return resource(className.replace('.', '/') + CLASS);
  }

  @Override
  public @Nullable InputStream resource(String name) throws IOException {
    InputStream own = file(CLASSES + name);
    if (own != null) {
      return own;
    }
    List<Path> having = librariesByFile().get(name);
    return having == null ? null : entry(having.get(0), name);
  }

  @Override
  public void forEachResource(String name, Consumer<InputStream> action) throws IOException {
    try (InputStream own = file(CLASSES + name)) {
      if (own != null) {
        action.accept(own);
      }
    }
    for (Path library : librariesByFile().getOrDefault(name, Collections.emptyList())) {
      try (InputStream content = entry(library, name)) {
        if (content != null) {
          action.accept(content);
        }
      }
    }
  }

  @Override
  public List<String> ownFiles(String folder) throws IOException {
    Set<String> names = new TreeSet<>();
    Path below = root.resolve(folder.substring(1)).normalize();
    if (below.startsWith(root) && Files.isDirectory(below)) {
      for (Path file : files(below)) {
        names.add("/" + root.relativize(file).toString().replace('\\', '/'));
      }
    }
    return new ArrayList<>(names);
  }

  @Override
  public List<String> libraryFiles() throws IOException {
    return new ArrayList<>(new TreeSet<>(librariesByFile().keySet()));
  }

  private Map<String, List<Path>> librariesByFile() throws IOException {
    if (librariesByFile == null) {
      Map<String, List<Path>> index = new HashMap<>();
      forEachLibraryFile(
          (library, name, content) ->
              index.computeIfAbsent(name, key -> new ArrayList<>(1)).add(library));
      librariesByFile = index;
    }
    return librariesByFile;
  }

  private @Nullable InputStream entry(Path library, String name) throws IOException {
    Map<String, byte[]> kept = contents.of(library);
    byte[] content = kept == null ? null : kept.get(name);
    return content == null ? unpacked(library, name) : new ByteArrayInputStream(content);
  }

  /**
   * Reads the library from its beginning to the file, and keeps what it comes by. All of it was
   * unpacked before, within the bound, to find the file.
   */
  private @Nullable InputStream unpacked(Path library, String name) throws IOException {
    LibraryContents.Keeper keeper = contents.keeper(library);
    byte[] found = null;
    try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(library))) {
      ZipEntry e = entries.getNextEntry();
      for (; e != null && (found == null || keeper.hasPlace()); e = entries.getNextEntry()) {
        boolean wanted = found == null && e.getName().equals(name);
        if (wanted || e.getName().endsWith(CLASS) && keeper.hasPlace()) {
          Budget one = new Budget(e.getName(), MAX_FILE);
          byte[] content = Streams.readAll(new BoundedStream(entries, one));
          keeper.keep(e.getName(), content);
          found = wanted ? content : found;
        }
      }
    }
    return found == null ? null : new ByteArrayInputStream(found);
  }

  /** Takes a file and its name below the root; the content stays open. */
  public interface Visitor {
    void visit(String name, InputStream content) throws IOException;
  }

  /** Takes a file of a library, and its name below the root of that; the content stays open. */
  public interface LibraryVisitor {
    void visit(Path library, String name, InputStream content) throws IOException;
  }

  /** Visits every file of the application itself, classes and pages alike, sorted. */
  public void forEachOwnFile(Visitor visitor) throws IOException {
    for (Path file : files(root)) {
      String name = root.relativize(file).toString().replace('\\', '/');
      try (InputStream content = open(file, name)) {
        visitor.visit(name, content);
      }
    }
  }

  /** Every file below a folder, sorted. */
  private static List<Path> files(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files =
          walk.filter(Files::isRegularFile)
              .limit(MAX_ENTRIES + 1L)
              .sorted()
              .collect(Collectors.toList());
    }
    Soundness.requireFew(files.size());
    return files;
  }

  /** Visits every file of every library, one library after the other. */
  public void forEachLibraryFile(LibraryVisitor visitor) throws IOException {
    forEachLibraryFile(visitor, new Budget("WEB-INF/lib", MAX_LIBRARIES));
  }

  void forEachLibraryFile(LibraryVisitor visitor, Budget all) throws IOException {
    int files = 0;
    for (Path library : libraries) {
      try {
        files = forEachFile(library, visitor, all, files);
      } catch (IllegalArgumentException e) {
        throw new IOException(library.getFileName() + " has an entry whose name is no UTF-8", e);
      } catch (IOException e) {
        throw new IOException(library.getFileName() + ": " + e.getMessage(), e);
      }
    }
  }

  private static int forEachFile(Path library, LibraryVisitor visitor, Budget all, int filesBefore)
      throws IOException {
    int files = filesBefore;
    try (ListedEntries listed =
            new ListedEntries(new BoundedStream(Files.newInputStream(library), all));
        ZipInputStream entries = new ZipInputStream(listed)) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        Soundness.requireFew(++files);
        Budget one = new Budget(e.getName(), MAX_FILE);
        visitor.visit(library, e.getName(), new BoundedStream(entries, one, all));
        drain(new BoundedStream(entries, all));
      }
      listed.require(files - filesBefore);
    }
    return files;
  }

  /** Reads the rest of an entry, which would otherwise be unpacked uncounted. */
  private static void drain(InputStream entry) throws IOException {
    byte[] buffer = new byte[8192];
    while (entry.read(buffer) >= 0) {
      // nothing to do with it
    }
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }
}
