// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class ClassIndexTest {
  private static final String NAME = ClassIndexTest.class.getName();
  private static final ClassFiles OWN = ClassFiles.of(ClassIndexTest.class.getClassLoader());

  @Test
  @DisplayName("a file system that ignores case finds a file, which is that of another class")
  void fileOfAnotherClassIsNone() {
    ClassFiles anyCase = name -> OWN.open(name.equalsIgnoreCase(NAME) ? NAME : name);
    String other = NAME.replace("ClassIndexTest", "ClassINDEXTest");

    assertThat(new ClassIndex(anyCase).find(NAME)).isNotNull();
    assertThat(new ClassIndex(anyCase).find(other)).isNull();
    assertThat(new ClassHeaders(anyCase).of(NAME)).isEqualTo("java.lang.Object");
    assertThat(new ClassHeaders(anyCase).of(other)).isNull();
  }

  @Test
  @DisplayName("each file is opened once, found or not, and closed")
  void filesAreReadOnce() {
    List<String> opened = new ArrayList<>();
    List<String> closed = new ArrayList<>();
    ClassFiles recorded =
        name -> {
          opened.add(name);
          InputStream file = OWN.open(name);
          return file == null
              ? null
              : new FilterInputStream(file) {
                @Override
                public void close() throws IOException {
                  closed.add(name);
                  super.close();
                }
              };
        };
    ClassIndex index = new ClassIndex(recorded);
    for (int i = 0; i < 2; i++) {
      assertThat(index.find(NAME)).isNotNull();
      assertThat(index.find("com.example.Missing")).isNull();
      assertThat(index.findIfNames(NAME + "$Other", "x")).isNull();
    }
    assertThat(opened).containsExactly(NAME, "com.example.Missing", NAME + "$Other");
    assertThat(closed).containsExactly(NAME);
  }

  private static byte[] file(int flags, String name, String parent, String... interfaces) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, flags, name, null, parent, interfaces);
    return writer.toByteArray();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("files that no compiler makes, whose supertypes go in a circle")
  void circlesEnd() {
    Map<String, byte[]> circle =
        Map.of(
            "a.A",
            file(Opcodes.ACC_PUBLIC, "a/A", "a/B", "a/I"),
            "a.B",
            file(Opcodes.ACC_PUBLIC, "a/B", "a/A"),
            "a.I",
            file(Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT, "a/I", "java/lang/Object", "a/J"),
            "a.J",
            file(Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT, "a/J", "java/lang/Object", "a/I"));
    ClassIndex index =
        new ClassIndex(
            name -> circle.containsKey(name) ? new ByteArrayInputStream(circle.get(name)) : null);

    List<ClassInfo> lineage = index.lineage(index.find("a.A"));
    assertThat(lineage).extracting(ClassInfo::name).containsExactly("a.A", "a.B");
    assertThat(index.interfaces(lineage)).extracting(ClassInfo::name).containsExactly("a.I", "a.J");
    assertThat(index.as(Collection.class, JavaType.named("a.A"))).isNull();
  }
}
