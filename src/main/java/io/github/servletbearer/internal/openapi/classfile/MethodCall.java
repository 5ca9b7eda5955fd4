// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A call in the code of a class, with the constants that stand before it (JVMS 6.5). Immutable. */
public final class MethodCall {
  private static final int API = Opcodes.ASM9;

  private final String name;
  private final List<String> texts;
  private final @Nullable Boolean flag;

  private MethodCall(String name, List<String> texts, @Nullable Boolean flag) {
    this.name = name;
    this.texts = Collections.unmodifiableList(new ArrayList<>(texts));
    this.flag = flag;
  }

  /**
   * The calls of methods of the classes below a package, in the order of the code.
   *
   * @param owners the begin of their names, as {@code org/example/}
   * @throws IOException if it is no class file
   */
  static List<MethodCall> read(byte[] classFile, String owners) throws IOException {
    List<MethodCall> calls = new ArrayList<>();
    try {
      ClassHeaders.open(classFile)
          .accept(
              new ClassVisitor(API) {
                @Override
                public MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                  return new Code(owners, calls);
                }
              },
              ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return calls;
    } catch (RuntimeException e) {
      throw new IOException("no class file", e);
    }
  }

  public String name() {
    return name;
  }

  /**
   * The texts since the call before, in their order; one that is put together, or comes of a
   * variable or a field, is unknown.
   */
  public List<String> texts() {
    return texts;
  }

  /** The constant true or false that stands just before it; null where it is another value. */
  public @Nullable Boolean flag() {
    return flag;
  }

  /** Collects the calls of one method. */
  private static final class Code extends MethodVisitor {
    private final String owners;
    private final List<MethodCall> calls;
    private final List<String> texts = new ArrayList<>();
    private boolean endsInText; // the last instruction was a text
    private @Nullable Boolean flag;

    Code(String owners, List<MethodCall> calls) {
      super(API);
      this.owners = owners;
      this.calls = calls;
    }

    @Override
    public void visitLdcInsn(Object constant) {
      endsInText = constant instanceof String;
      if (endsInText) {
        texts.add((String) constant);
      }
    }

    @Override
    public void visitInsn(int opcode) {
      endsInText = false;
      boolean isConstant = opcode == Opcodes.ICONST_0 || opcode == Opcodes.ICONST_1;
      flag = isConstant ? (Boolean) (opcode == Opcodes.ICONST_1) : null;
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      dropStored(opcode == Opcodes.ASTORE);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      dropStored(opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC);
    }

    private void dropStored(boolean isStored) {
      if (isStored && endsInText) {
        texts.remove(texts.size() - 1);
      }
      endsInText = false;
      flag = null;
    }

    @Override
    public void visitLabel(Label label) { // a value may come from elsewhere
      flag = null;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals("java/lang/Boolean")) {
        return; // it wraps the constant
      }
      if (owner.startsWith(owners)) {
        calls.add(new MethodCall(name, texts, flag));
      }
      texts.clear();
      endsInText = false;
      flag = null;
    }
  }
}
