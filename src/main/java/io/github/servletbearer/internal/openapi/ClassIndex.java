// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jspecify.annotations.Nullable;

/**
 * The application's classes as their files describe them, each read once. A class that is missing
 * or cannot be read is as good as none: what it would have said stays unsaid. Not thread-safe.
 */
final class ClassIndex {
  private static final Logger LOGGER = Logger.getLogger(ClassIndex.class.getName());

  private final ClassFiles files;
  private final Map<String, @Nullable ClassInfo> known = new HashMap<>();

  ClassIndex(ClassFiles files) {
    this.files = files;
  }

  /** The class, or null where there is none to be had. */
  @Nullable ClassInfo find(String className) {
    if (!known.containsKey(className)) {
      known.put(className, isOfThePlatform(className) ? null : read(className));
    }
    return known.get(className);
  }

  private @Nullable ClassInfo read(String className) {
    try (InputStream file = files.open(className)) {
      ClassInfo read = file == null ? null : Index.singleClass(file);
      // A file system that ignores case finds the class of another name.
      return read != null && read.name().toString().equals(className) ? read : null;
    } catch (IOException | RuntimeException e) {
      LOGGER.log(
          Level.WARNING,
          "{0}: the class file cannot be read, the document goes without it ({1})",
          new Object[] {className, e.getClass().getName()});
      LOGGER.log(Level.FINE, className, e);
      return null;
    }
  }

  /** The class and its superclasses, nearest first, as far as they are the application's own. */
  List<ClassInfo> lineage(ClassInfo type) {
    Set<ClassInfo> lineage = new LinkedHashSet<>();
    ClassInfo next = type;
    while (next != null && lineage.add(next)) { // broken files may go in circles
      String parent = superclass(next);
      next = ServletClasses.isForeign(parent) ? null : find(parent);
    }
    return new ArrayList<>(lineage);
  }

  /** The name of the superclass; an empty one for Object itself. */
  static String superclass(ClassInfo type) {
    DotName name = type.superName();
    return name == null ? "" : name.toString();
  }

  /** Every interface that the class promises, by itself or through others, nearest first. */
  List<ClassInfo> interfaces(List<ClassInfo> lineage) {
    Map<DotName, ClassInfo> found = new HashMap<>();
    List<ClassInfo> open = new ArrayList<>(lineage);
    List<ClassInfo> ordered = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      for (DotName name : open.get(i).interfaceNames()) {
        ClassInfo type = find(name.toString());
        if (type != null && found.put(name, type) == null) {
          open.add(type);
          ordered.add(type);
        }
      }
    }
    return ordered;
  }

  /** Whether the JVM or the container brings the class, which then says nothing of its own. */
  static boolean isOfThePlatform(String className) {
    return className.startsWith("java.")
        || className.startsWith("javax.")
        || className.startsWith("jakarta.");
  }

  /** Whether a class of the JVM is of a kind; only such classes are loaded, from the JVM itself. */
  static boolean isPlatformKind(String className, Class<?> kind) {
    if (!className.startsWith("java.util.")) {
      return className.equals(kind.getName());
    }
    try {
      return kind.isAssignableFrom(Class.forName(className, false, null));
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
