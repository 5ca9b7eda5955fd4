// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The supertypes of a class and the methods that it calls, by the constants of its file (JVMS 4.4).
 * Immutable.
 */
public final class ClassReferences {
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;

  /** In bytes; names of packages, classes and methods are shorter. */
  private static final int LONGEST_NAME = 1000;

  private final ClassReader file;
  private final char[] buffer = new char[LONGEST_NAME];
  private final List<String> supertypes = new ArrayList<>();
  private final Set<String> classes = new TreeSet<>();
  private final Set<String> strings = new TreeSet<>();
  private final Set<String> methods = new HashSet<>();

  private ClassReferences(ClassReader file) {
    this.file = file;
    addSupertype(className(file.header + 4));
    int interfaces = file.readUnsignedShort(file.header + 6);
    for (int i = 1; i <= interfaces; i++) {
      addSupertype(className(file.header + 6 + 2 * i));
    }
    for (int i = 1; i < file.getItemCount(); i++) {
      String type = isKind(i, CLASS) ? name(file.getItem(i)) : null;
      if (type != null) {
        classes.add(type);
      }
      String text = isKind(i, STRING) ? name(file.getItem(i)) : null;
      if (text != null) {
        strings.add(text);
      }
      if (isKind(i, METHOD) || isKind(i, INTERFACE_METHOD)) {
        int method = file.getItem(i);
        int nameAndType = file.getItem(file.readUnsignedShort(method + 2));
        methods.add(className(method) + "." + name(nameAndType));
      }
    }
  }

  /**
   * Reads a class file.
   *
   * @throws IOException if it is none
   */
  public static ClassReferences read(byte[] classFile) throws IOException {
    try {
      return new ClassReferences(ClassHeaders.open(classFile));
    } catch (RuntimeException e) {
      throw new IOException("no class file", e);
    }
  }

  private void addSupertype(@Nullable String name) {
    if (name != null) { // Object and modules have no superclass
      supertypes.add(name);
    }
  }

  private boolean isKind(int index, int kind) {
    int constant = file.getItem(index);
    return constant > 0 && file.readByte(constant - 1) == kind; // a long takes two places
  }

  /** The name of the class whose index stands there, or null. */
  private @Nullable String className(int offset) {
    int index = file.readUnsignedShort(offset);
    return isKind(index, CLASS) ? name(file.getItem(index)) : null;
  }

  /** The text whose index stands there, or null where it is no name: ASM would read anything. */
  private @Nullable String name(int offset) {
    int index = file.readUnsignedShort(offset);
    boolean isName =
        isKind(index, UTF8) && file.readUnsignedShort(file.getItem(index)) <= LONGEST_NAME;
    return isName ? file.readUTF8(offset, buffer) : null;
  }

  /** Whether the class has no objects of its own. */
  public boolean isAbstract() {
    return (file.getAccess() & Opcodes.ACC_ABSTRACT) != 0;
  }

  /** The superclass and the interfaces, as {@code javax/servlet/Filter}. */
  public List<String> supertypes() {
    return Collections.unmodifiableList(supertypes);
  }

  /** All classes that it names but in annotations and types, as {@code javax/servlet/Filter}. */
  public List<String> classes() {
    return new ArrayList<>(classes);
  }

  /** The texts of up to a thousand bytes in its code and constants. */
  public List<String> strings() {
    return new ArrayList<>(strings);
  }

  /** The methods that are called, as {@code javax/servlet/RequestDispatcher.forward}. */
  public Set<String> methods() {
    return Collections.unmodifiableSet(methods);
  }
}
