// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.page;

import io.github.servletbearer.internal.deployment.container.Registrations;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/** The files of the running application, as its container shows them. Thread-safe. */
public final class ContainerFiles implements ApplicationFiles {
  private static final String LIBRARIES = "/WEB-INF/lib/";

  private final ServletContext context;

  public ContainerFiles(ServletContext context) {
    this.context = context;
  }

  @Override
  public @Nullable InputStream open(String className) {
    return resource(className.replace('.', '/') + CLASS);
  }

  @Override
  public @Nullable InputStream file(String path) {
    return context.getResourceAsStream(path);
  }

  @Override
  public @Nullable InputStream resource(String name) {
    return Registrations.classLoader(context).getResourceAsStream(name);
  }

  @Override
  public void forEachResource(String name, Consumer<InputStream> action) throws IOException {
    for (URL url : Collections.list(Registrations.classLoader(context).getResources(name))) {
      URLConnection file = url.openConnection();
      file.setUseCaches(false); // else the library stays open
      try (InputStream content = file.getInputStream()) {
        action.accept(content);
      }
    }
  }

  @Override
  public List<String> ownFiles(String folder) throws IOException {
    Set<String> files = new TreeSet<>();
    Deque<String> folders = new ArrayDeque<>(Collections.singleton(folder));
    int seen = 0;
    while (!folders.isEmpty()) {
      for (String path : paths(folders.remove())) {
        require(++seen);
        if (path.endsWith("/")) {
          folders.add(path);
        } else {
          files.add(path);
        }
      }
    }
    return new ArrayList<>(files);
  }

  private Set<String> paths(String folder) {
    Set<String> paths = context.getResourcePaths(folder);
    return paths == null ? Collections.emptySet() : paths;
  }

  @Override
  public List<String> libraryFiles() throws IOException {
    List<String> names = new ArrayList<>();
    for (String path : paths(LIBRARIES)) {
      if (path.endsWith(".jar")) {
        forEachEntry(path, names::add);
        require(names.size());
      }
    }
    return new ArrayList<>(new TreeSet<>(names));
  }

  /** By the list at its end where the library is a file, else by all of its content. */
  private void forEachEntry(String path, Consumer<String> action) throws IOException {
    String real = context.getRealPath(path);
    if (real != null && new File(real).isFile()) {
      try (ZipFile library = new ZipFile(real)) {
        library.stream().limit(MAX_ENTRIES + 1L).forEach(entry -> action.accept(entry.getName()));
      }
      return;
    }
    InputStream content = context.getResourceAsStream(path);
    if (content == null) {
      return;
    }
    try (ZipInputStream library = new ZipInputStream(content)) {
      int entries = 0;
      for (ZipEntry e = library.getNextEntry(); e != null; e = library.getNextEntry()) {
        require(++entries);
        action.accept(e.getName());
      }
    }
  }

  private static void require(int entries) throws IOException {
    if (entries > MAX_ENTRIES) {
      throw new IOException("the application has more than " + MAX_ENTRIES + " files");
    }
  }
}
