// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.archive;

import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Refuses archives and folders that a container would not take, or would read in its own way. */
public final class Soundness {
  private Soundness() {}

  /** What leads outside no container would unpack; of two with one name, some take the first. */
  static void require(Path path) throws IOException {
    try (ZipFile file = new ZipFile(path.toFile())) {
      requireFew(file.size());
      Set<String> names = new HashSet<>();
      for (ZipEntry entry : Collections.list(file.entries())) {
        String name = entry.getName().replace('\\', '/').replaceAll("//+", "/");
        if (name.startsWith("/") || ("/" + name + "/").contains("/../")) {
          throw new IOException("its entry " + entry.getName() + " leads outside");
        }
        if (("/" + name).contains("/./")) {
          throw new IOException("its entry " + entry.getName() + " has a dot for a folder");
        }
        if (!names.add(name) && !name.endsWith("/")) {
          throw new IOException("it holds two entries " + entry.getName());
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the name of an entry is no UTF-8", e);
    }
  }

  /** Tomcat does not read what a link inside of the folder leads to, unless it is configured so. */
  static void requireNoLinks(Path root) throws IOException {
    Path all = root.resolve("WEB-INF");
    Path lib = all.resolve("lib");
    List<Path> read = new ArrayList<>(Arrays.asList(all, all.resolve("web.xml"), lib));
    read.add(root.resolve("WEB-INF/classes"));
    if (Files.isDirectory(lib)) {
      try (Stream<Path> files = Files.list(lib)) {
        files.forEach(read::add);
      }
    }
    for (Path path : read) {
      if (Files.isSymbolicLink(path)) {
        throw new IOException(root.relativize(path) + " is a symbolic link");
      }
    }
  }

  public static void requireFew(int entries) throws IOException {
    if (entries > ApplicationFiles.MAX_ENTRIES) {
      throw new IOException("it has more than " + ApplicationFiles.MAX_ENTRIES + " files");
    }
  }
}
