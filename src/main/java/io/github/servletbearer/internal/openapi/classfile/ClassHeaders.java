// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.deployment.Superclasses;
import io.github.servletbearer.internal.log.Redacted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * What the start asks of class files, which is little: their superclasses, and whether they hold a
 * text. A class that is missing or cannot be read has neither. Not thread-safe.
 */
public final class ClassHeaders implements Superclasses {
  private static final Logger LOGGER = Logger.getLogger(ClassHeaders.class.getName());
  private static final int JAVA_8 = 52;

  private final ClassFiles files;
  private final Map<String, @Nullable String> known = new HashMap<>();

  public ClassHeaders(ClassFiles files) {
    this.files = files;
  }

  @Override
  public @Nullable String of(String className) {
    if (!known.containsKey(className)) {
      byte[] content = content(className);
      known.put(className, content == null ? null : superclass(className, content));
    }
    return known.get(className);
  }

  /** Whether the class's file holds this text, in ASCII. */
  public boolean names(String className, String text) {
    byte[] content = content(className);
    return content != null && names(text, content);
  }

  private byte @Nullable [] content(String className) {
    if (isOfThePlatform(className)) {
      return null;
    }
    try (InputStream file = files.open(className)) {
      return file == null ? null : Streams.readAll(file);
    } catch (IOException | RuntimeException e) {
      return unreadable(className, e);
    }
  }

  /**
   * Whether the JVM or the container brings the class, which then has no annotations for the
   * document.
   */
  public static boolean isOfThePlatform(String className) {
    return className.startsWith("java.")
        || className.startsWith("javax.")
        || className.startsWith("jakarta.");
  }

  private static @Nullable String superclass(String className, byte[] content) {
    try {
      ClassReader file = open(content);
      // A file system that ignores case finds the class of another name.
      return file.getClassName().equals(className.replace('.', '/'))
          ? file.getSuperName().replace('/', '.')
          : null;
    } catch (RuntimeException e) {
      unreadable(className, e);
      return null;
    }
  }

  private static byte @Nullable [] unreadable(String className, Exception e) {
    LOGGER.log(Level.FINE, Redacted.line(className), Redacted.withoutMessages(e));
    return null;
  }

  static boolean names(String text, byte[] classFile) {
    return new String(classFile, StandardCharsets.ISO_8859_1).contains(text);
  }

  /**
   * The file for ASM, which refuses versions that it does not know yet; what is read here is the
   * same in all.
   *
   * @throws RuntimeException if it is no class file
   */
  static ClassReader open(byte[] classFile) {
    if (classFile.length > 8 && (classFile[6] & 0xff) * 256 + (classFile[7] & 0xff) > JAVA_8) {
      byte[] content = classFile.clone();
      content[6] = 0;
      content[7] = JAVA_8;
      return new ClassReader(content);
    }
    return new ClassReader(classFile);
  }
}
