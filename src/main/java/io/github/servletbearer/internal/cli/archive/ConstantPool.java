// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.archive;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a class file names: its supertypes, the methods that it calls, and every text (JVMS 4.1,
 * 4.4). Immutable.
 */
public final class ConstantPool {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int ACC_ABSTRACT = 0x0400;

  /** Names of packages, classes and methods are shorter; what is longer is no name. */
  private static final int LONGEST_TEXT = 1000;

  private final Map<Integer, String> texts = new HashMap<>();
  private final Map<Integer, int[]> pairs = new HashMap<>();
  private final Map<Integer, Integer> classes = new HashMap<>();
  private final Set<Integer> methods = new HashSet<>();
  private final List<Integer> supertypes = new ArrayList<>();
  private final boolean isAbstract;

  private ConstantPool(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("no class file");
    }
    in.readInt(); // the versions
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      read(i, tag, in);
      if (tag == 5 || tag == 6) {
        i++; // long and double take two places
      }
    }
    isAbstract = (in.readUnsignedShort() & ACC_ABSTRACT) != 0;
    in.readUnsignedShort(); // the class itself
    supertypes.add(in.readUnsignedShort());
    int interfaces = in.readUnsignedShort();
    for (int i = 0; i < interfaces; i++) {
      supertypes.add(in.readUnsignedShort());
    }
  }

  /**
   * Reads a class file, whose content stays open.
   *
   * @throws IOException if it is none
   */
  public static ConstantPool read(InputStream classFile) throws IOException {
    return new ConstantPool(new DataInputStream(classFile));
  }

  private void read(int index, int tag, DataInputStream in) throws IOException {
    switch (tag) {
      case 1: // Utf8
        readText(index, in);
        break;
      case 7: // Class
        classes.put(index, in.readUnsignedShort());
        break;
      case 10: // Methodref
      case 11: // InterfaceMethodref
        methods.add(index);
        pairs.put(index, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
        break;
      case 9: // Fieldref
      case 12: // NameAndType
      case 17: // Dynamic
      case 18: // InvokeDynamic
        pairs.put(index, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
        break;
      case 3: // Integer
      case 4: // Float
        in.readInt();
        break;
      case 5: // Long
      case 6: // Double
        in.readLong();
        break;
      case 8: // String
      case 16: // MethodType
      case 19: // Module
      case 20: // Package
        in.readUnsignedShort();
        break;
      case 15: // MethodHandle
        in.readUnsignedByte();
        in.readUnsignedShort();
        break;
      default:
        throw new IOException("constant of unknown kind " + tag);
    }
  }

  private void readText(int index, DataInputStream in) throws IOException {
    int length = in.readUnsignedShort();
    byte[] text = new byte[length];
    in.readFully(text);
    if (length <= LONGEST_TEXT) {
      // Modified UTF-8 differs for NUL and beyond the BMP alone (JVMS 4.4.7).
      texts.put(index, new String(text, StandardCharsets.UTF_8));
    }
  }

  /** Whether no object is of this very class. */
  boolean isAbstract() {
    return isAbstract;
  }

  /** The superclass and the interfaces, as {@code javax/servlet/Filter}. */
  public List<String> supertypes() {
    List<String> found = new ArrayList<>();
    for (Integer index : supertypes) {
      String name = texts.get(classes.getOrDefault(index, 0));
      if (name != null) { // Object and modules have no superclass
        found.add(name);
      }
    }
    return found;
  }

  /** The methods that are called, as {@code javax/servlet/RequestDispatcher.forward}. */
  Set<String> methods() {
    Set<String> found = new HashSet<>();
    for (Integer index : methods) {
      int[] method = pairs.getOrDefault(index, new int[2]);
      int[] nameAndType = pairs.getOrDefault(method[1], new int[2]);
      String owner = texts.get(classes.getOrDefault(method[0], 0));
      found.add(owner + "." + texts.get(nameAndType[0]));
    }
    return found;
  }

  /** Whether a text stands in the file, such as the descriptor of an annotation. */
  boolean hasText(String text) {
    return texts.containsValue(text);
  }
}
