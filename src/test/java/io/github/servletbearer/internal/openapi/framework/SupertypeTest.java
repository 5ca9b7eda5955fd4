// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class SupertypeTest {
  /** {@code class C1<T> extends C2<Map<T, T>>}, and so on. */
  private static InputStream file(String name) {
    String parent = "C" + (Integer.parseInt(name.substring(1)) + 1);
    String signature = "<T:Ljava/lang/Object;>L" + parent + "<Ljava/util/Map<TT;TT;>;>;";
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, signature, parent, null);
    writer.visitEnd();
    return new ByteArrayInputStream(writer.toByteArray());
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("superclasses without an end, whose arguments double each time, are bounded")
  void argumentsThatDoubleEnd() {
    List<Supertype> found = Supertype.of(JavaType.named("C1"), new ClassIndex(SupertypeTest::file));
    assertThat(found).hasSize(200);
    assertThat(found)
        .allMatch(each -> each.resolve(each.declaration().parent()).depth() <= 5)
        .anyMatch(each -> each.resolve(each.declaration().parent()).depth() == 5);
  }
}
