// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class ClassReferencesTest {
  /** A class that calls a method of this name. */
  private static byte[] caller(int version, String method) {
    ClassWriter writer = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
    writer.visit(version, access, "a/A", null, "a/Parent", new String[] {"a/I", "a/J"});
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
    code.visitLdcInsn(1L);
    code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "b/B", method, "(J)V", true);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "c/C", method, "()V", false);
    return writer.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_8, 99})
  void supertypesAndCallsAreRead(int version) throws IOException {
    ClassReferences read = ClassReferences.read(caller(version, "call"));

    assertThat(read.supertypes()).containsExactly("a/Parent", "a/I", "a/J");
    assertThat(read.methods()).containsExactlyInAnyOrder("b/B.call", "c/C.call");
    assertThat(read.isAbstract()).isTrue();
  }

  @Test
  void longNamesAreNotRead() throws IOException {
    assertThat(ClassReferences.read(caller(52, "x".repeat(1000))).methods())
        .contains("b/B." + "x".repeat(1000));
    assertThat(ClassReferences.read(caller(52, "x".repeat(1001))).methods())
        .containsExactlyInAnyOrder("b/B.null", "c/C.null");
  }

  /** A number whose first bytes are a length would be a text of 64 KB, and each of them another. */
  @Test
  void constantsOfAnotherKindAreNoNames() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream file = new DataOutputStream(bytes);
    file.writeLong(0xCAFEBABE_0000_0034L);
    file.writeShort(7); // constants, and one
    file.writeByte(10); // 1: Methodref
    file.writeShort(2);
    file.writeShort(3);
    file.writeByte(7); // 2: Class
    file.writeShort(4);
    file.writeByte(12); // 3: NameAndType, whose name is the number
    file.writeShort(5);
    file.writeShort(4);
    file.writeByte(1); // 4: Utf8
    file.writeUTF("a/A");
    file.writeByte(5); // 5 and 6: Long
    file.writeLong(0x000A_6161_6161_6161L);
    file.write(new byte[] {0, 0, 0, 2, 0, 2}); // access, this class, superclass
    file.write(new byte[64]);

    ClassReferences read = ClassReferences.read(bytes.toByteArray());

    assertThat(read.supertypes()).containsExactly("a/A");
    assertThat(read.methods()).containsExactly("a/A.null");
  }

  @Test
  void whatIsNoClassFileIsRefused() {
    byte[] file = caller(52, "call");
    for (int length = 0; length < 60; length++) {
      byte[] part = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> ClassReferences.read(part)).isInstanceOf(IOException.class);
    }
    byte[] text = "not a class file, but a text".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ClassReferences.read(text)).isInstanceOf(IOException.class);
  }
}
