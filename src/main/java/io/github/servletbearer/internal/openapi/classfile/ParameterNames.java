// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The names of the parameters of methods, as far as a compiler kept them: among the local variables
 * (JVMS 4.7.13) or by themselves (JVMS 4.7.24).
 */
final class ParameterNames extends ClassVisitor {
  private static final int API = Opcodes.ASM9;

  private final Map<String, List<String>> byMethod = new HashMap<>();

  private ParameterNames() {
    super(API);
  }

  /**
   * The names in their order, by name and descriptor of the method; a method whose names are
   * unknown has none.
   *
   * @throws RuntimeException if it is no class file
   */
  static Map<String, List<String>> read(byte[] classFile) {
    ParameterNames names = new ParameterNames();
    ClassHeaders.open(classFile).accept(names, ClassReader.SKIP_FRAMES);
    return names.byMethod;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    Type[] types = Type.getArgumentTypes(descriptor);
    int firstSlot = (access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    List<String> declared = new ArrayList<>();
    Map<Integer, String> locals = new TreeMap<>();
    return new MethodVisitor(API) {
      @Override
      public void visitParameter(@Nullable String parameter, int flags) {
        declared.add(parameter == null ? "" : parameter);
      }

      @Override
      public void visitLocalVariable(
          String variable,
          String type,
          @Nullable String signature,
          Label start,
          Label end,
          int slot) {
        locals.putIfAbsent(slot, variable);
      }

      @Override
      public void visitEnd() {
        List<String> names = declared.isEmpty() ? ofSlots(types, firstSlot, locals) : declared;
        if (names.size() == types.length && !names.contains("")) {
          byMethod.put(name + descriptor, Collections.unmodifiableList(names));
        }
      }
    };
  }

  /** The variables in the slots where a method finds its parameters (JVMS 2.6.1). */
  private static List<String> ofSlots(Type[] types, int firstSlot, Map<Integer, String> locals) {
    List<String> names = new ArrayList<>();
    int slot = firstSlot;
    for (Type type : types) {
      names.add(locals.getOrDefault(slot, ""));
      slot += type.getSize();
    }
    return names;
  }
}
