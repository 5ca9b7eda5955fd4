// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.deployment.Superclasses;
import io.github.servletbearer.internal.log.Redacted;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The application's classes as their files describe them, each read once. A class that is missing
 * or cannot be read counts as absent. Not thread-safe.
 */
public final class ClassIndex {
  private static final Logger LOGGER = Logger.getLogger(ClassIndex.class.getName());

  private final ClassFiles files;
  private final Map<String, @Nullable ClassInfo> known = new HashMap<>();
  private final Map<String, Map<String, List<String>>> parameterNames = new HashMap<>();

  public ClassIndex(ClassFiles files) {
    this.files = files;
  }

  /** The superclasses as its classes name them. */
  public Superclasses superclasses() {
    return className -> {
      ClassInfo type = find(className);
      return type == null ? null : type.superclass();
    };
  }

  /** The class, or null where it is missing or cannot be read. */
  public @Nullable ClassInfo find(String className) {
    if (!known.containsKey(className)) {
      known.put(className, ClassHeaders.isOfThePlatform(className) ? null : read(className));
    }
    return known.get(className);
  }

  private @Nullable ClassInfo read(String className) {
    byte[] content = content(className);
    return content == null ? null : read(className, content);
  }

  private byte @Nullable [] content(String className) {
    try (InputStream file = files.open(className)) {
      return file == null ? null : Streams.readAll(file);
    } catch (IOException | RuntimeException e) {
      warn(className, e);
      return null;
    }
  }

  private static @Nullable ClassInfo read(String className, byte[] content) {
    try {
      ClassInfo read = ClassFileReader.read(content);
      // A file system that ignores case finds the class of another name.
      return read != null && read.name().equals(className) ? read : null;
    } catch (IOException | RuntimeException e) {
      warn(className, e);
      return null;
    }
  }

  private static void warn(String className, Exception e) {
    LOGGER.log(
        Level.WARNING,
        "{0}: the class file cannot be read, the document goes without it ({1})",
        new Object[] {Redacted.line(className), e.getClass().getName()});
    LOGGER.log(Level.FINE, Redacted.line(className), Redacted.withoutMessages(e));
  }

  /**
   * The names of a method's parameters in their order, or none where the compiler kept none.
   *
   * @param type what declares the method
   */
  public List<String> parameterNames(ClassInfo type, ClassInfo.Member method) {
    return parameterNames
        .computeIfAbsent(type.name(), this::readParameterNames)
        .getOrDefault(method.name() + method.descriptor(), Collections.emptyList());
  }

  private Map<String, List<String>> readParameterNames(String className) {
    try (InputStream file = files.open(className)) {
      return file == null ? Collections.emptyMap() : ParameterNames.read(Streams.readAll(file));
    } catch (IOException | RuntimeException e) { // its code is broken, or too large for ASM
      LOGGER.log(Level.FINE, Redacted.line(className), Redacted.withoutMessages(e));
      return Collections.emptyMap();
    }
  }

  /**
   * The class, or null where it is missing, cannot be read, or its file does not hold this text: of
   * all classes of an application few name an annotation, and the others need not be read.
   *
   * @param text in ASCII, as {@code javax/ws/rs/}
   */
  public @Nullable ClassInfo findIfNames(String className, String text) {
    if (known.containsKey(className) || ClassHeaders.isOfThePlatform(className)) {
      return find(className);
    }
    byte[] content = content(className);
    if (content != null && !ClassHeaders.names(text, content)) {
      return null; // not remembered, for another text may be asked for
    }
    ClassInfo type = content == null ? null : read(className, content);
    known.put(className, type);
    return type;
  }

  /** The class and its superclasses, nearest first, as far as they are the application's own. */
  public List<ClassInfo> lineage(ClassInfo type) {
    Set<ClassInfo> lineage = new LinkedHashSet<>();
    ClassInfo next = type;
    while (next != null && lineage.add(next)) { // broken files may go in circles
      String parent = next.superclass();
      next = ServletClasses.isForeign(parent) ? null : find(parent);
    }
    return new ArrayList<>(lineage);
  }

  /** Every interface of the class, its own and inherited ones, nearest first. */
  public List<ClassInfo> interfaces(List<ClassInfo> lineage) {
    Set<String> found = new HashSet<>();
    List<ClassInfo> open = new ArrayList<>(lineage);
    List<ClassInfo> ordered = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      for (JavaType parent : open.get(i).interfaces()) {
        ClassInfo type = find(parent.name());
        if (type != null && found.add(type.name())) {
          open.add(type);
          ordered.add(type);
        }
      }
    }
    return ordered;
  }

  /**
   * The form in which the type is of a kind of the JVM, as {@code Collection}; null if it isn't.
   */
  public @Nullable JavaType as(Class<?> kind, JavaType type) {
    return as(kind, type, new HashSet<>());
  }

  private @Nullable JavaType as(Class<?> kind, JavaType type, Set<String> seen) {
    if (ClassHeaders.isOfThePlatform(type.name())) {
      return isPlatformKind(type.name(), kind) ? type : null;
    }
    ClassInfo declaration = find(type.name());
    if (declaration == null || !seen.add(type.name())) {
      return null;
    }
    List<JavaType> parents = new ArrayList<>(declaration.interfaces());
    parents.add(0, declaration.parent());
    for (JavaType parent : parents) {
      JavaType found = as(kind, parent.resolve(declaration.variables(type)), seen);
      if (found != null) {
        return found;
      }
    }
    return null;
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
