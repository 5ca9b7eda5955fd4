// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a web application: in the running one those that its container sees, on the command
 * line those of an archive. The caller closes what it opens.
 */
public interface ApplicationFiles extends ClassFiles {
  /** How many classes or files are listed at most: no application has more. */
  int MAX_ENTRIES = 500_000;

  /** The application's own classes. */
  String CLASSES = "/WEB-INF/classes/";

  /** What the files of classes end with. */
  String CLASS = ".class";

  /**
   * Opens a file of the application itself.
   *
   * @param path below the root and beginning with a slash, as {@code /WEB-INF/web.xml}
   * @return null where there is none
   * @throws IOException if the file cannot be read
   */
  @Nullable InputStream file(String path) throws IOException;

  /**
   * Opens a file of the class path: of WEB-INF/classes, else of the first library that has it.
   *
   * @param name without a slash before it
   * @return null where there is none
   * @throws IOException if the file cannot be read
   */
  @Nullable InputStream resource(String name) throws IOException;

  /**
   * Opens all files of the class path with one name: of WEB-INF/classes, and of each library that
   * has it.
   *
   * @param name without a slash before it
   * @throws IOException if one cannot be opened
   */
  void forEachResource(String name, Consumer<InputStream> action) throws IOException;

  /**
   * The paths of all files below a folder of the application itself, sorted.
   *
   * @param folder with a slash before and behind it, as {@code /WEB-INF/}
   * @throws IOException if they cannot be listed, or are more than any application has
   */
  List<String> ownFiles(String folder) throws IOException;

  /**
   * The names of all files in the libraries of WEB-INF/lib, without a slash before them, sorted.
   *
   * @throws IOException if they cannot be listed, or are more than any application has
   */
  List<String> libraryFiles() throws IOException;

  /**
   * The names of all classes in WEB-INF/classes, as in {@code Class.getName}, sorted.
   *
   * @throws IOException if they cannot be listed, or are more than any application has
   */
  default List<String> ownClasses() throws IOException {
    return classNames(ownFiles(CLASSES).stream().map(path -> path.substring(CLASSES.length())));
  }

  /**
   * The names of all classes in the libraries of WEB-INF/lib, sorted.
   *
   * @throws IOException if they cannot be listed, or are more than any application has
   */
  default List<String> libraryClasses() throws IOException {
    return classNames(libraryFiles().stream());
  }

  /** Classes alone, which cannot be listed. */
  static ApplicationFiles of(ClassFiles classes) {
    return new ApplicationFiles() {
      @Override
      public @Nullable InputStream open(String className) throws IOException {
        return classes.open(className);
      }

      @Override
      public @Nullable InputStream file(String path) {
        return null;
      }

      @Override
      public @Nullable InputStream resource(String name) {
        return null;
      }

      @Override
      public void forEachResource(String name, Consumer<InputStream> action) {}

      @Override
      public List<String> ownFiles(String folder) {
        return Collections.emptyList();
      }

      @Override
      public List<String> libraryFiles() {
        return Collections.emptyList();
      }
    };
  }

  /** The classes of files in WEB-INF/classes or in libraries, sorted. */
  static List<String> classNames(Stream<String> files) {
    return files
        .map(ApplicationFiles::className)
        .filter(Objects::nonNull)
        .sorted()
        .distinct()
        .collect(Collectors.toList());
  }

  /** The class of a file in WEB-INF/classes or in a library, or null where it is none. */
  static @Nullable String className(String file) {
    boolean isClass =
        file.endsWith(CLASS)
            && !file.startsWith("META-INF/") // versions for later JVMs
            && !file.endsWith("module-info" + CLASS)
            && !file.endsWith("package-info" + CLASS);
    return isClass ? file.substring(0, file.length() - CLASS.length()).replace('/', '.') : null;
  }
}
