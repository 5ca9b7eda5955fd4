// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.servletbearer.internal.openapi.ProcessorTime;
import io.github.servletbearer.internal.openapi.framework.FrameworkApplication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files that no application has cost bounded time and space. */
class HostileResourcesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String PATH = "Ljavax/ws/rs/Path;";

  /** A resource class with methods, or locators that return another class. */
  private static byte[] resource(String name, int count, String located) {
    ClassWriter writer = new ClassWriter(0);
    int flags = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    path(name, writer.visitAnnotation(PATH, true));
    for (int i = 0; i < count; i++) {
      String result = located == null ? "Ljava/lang/String;" : "L" + located + ";";
      MethodVisitor method = writer.visitMethod(flags, "m" + i, "()" + result, null, null);
      path("p" + i, method.visitAnnotation(PATH, true));
      if (located == null || i == 0) {
        method.visitAnnotation("Ljavax/ws/rs/GET;", true).visitEnd();
      }
      method.visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void path(String value, AnnotationVisitor annotation) {
    annotation.visit("value", value);
    annotation.visitEnd();
  }

  @Test
  void aHundredThousandMethodsAreNotAllListed() {
    FrameworkApplication application = JaxRsApplication.of();
    for (String name : new String[] {"A", "B", "C", "D"}) {
      application.with(name, resource(name, 15_000, null));
    }
    for (int i = 0; i < 400; i++) {
      application.with("R" + i, resource("R" + i, 100, null));
    }
    assertThat(ProcessorTime.within(LIMIT, application::operations)).hasSize(10_000);
  }

  @Test
  void locatorsThatMultiplyEnd() {
    FrameworkApplication application =
        JaxRsApplication.of().with("Fan", resource("Fan", 100, "Fan"));
    assertThat(ProcessorTime.within(LIMIT, application::operations))
        .hasSizeLessThanOrEqualTo(10_000);
  }

  @Test
  void beansThatHoldThemselvesEnd() {
    ClassWriter bean = new ClassWriter(0);
    bean.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "Bean", null, "java/lang/Object", null);
    for (int i = 0; i < 100; i++) {
      FieldVisitor field = bean.visitField(Opcodes.ACC_PUBLIC, "b" + i, "LBean;", null, null);
      field.visitAnnotation("Ljavax/ws/rs/BeanParam;", true).visitEnd();
    }
    FieldVisitor field = bean.visitField(Opcodes.ACC_PUBLIC, "q", "I", null, null);
    path("q", field.visitAnnotation("Ljavax/ws/rs/QueryParam;", true));
    bean.visitEnd();
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "R", null, "java/lang/Object", null);
    path("r", writer.visitAnnotation(PATH, true));
    int flags = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
    MethodVisitor method = writer.visitMethod(flags, "get", "(LBean;)V", null, null);
    method.visitAnnotation("Ljavax/ws/rs/GET;", true).visitEnd();
    method.visitParameterAnnotation(0, "Ljavax/ws/rs/BeanParam;", true).visitEnd();
    method.visitEnd();
    writer.visitEnd();
    FrameworkApplication application =
        JaxRsApplication.of().with("R", writer.toByteArray()).with("Bean", bean.toByteArray());
    assertThat(ProcessorTime.within(LIMIT, application::operations))
        .extractingByKey("GET /api/r")
        .asString()
        .contains("name=q");
  }

  @Test
  void typesThatNameEverDeeperOnesOfThemselvesEnd() {
    FrameworkApplication application = JaxRsApplication.of();
    for (int i = 0; i < 100; i++) {
      ClassWriter writer = new ClassWriter(0);
      String parent = "G" + (i + 1);
      String signature =
          "<T:Ljava/lang/Object;>L" + parent + "<Ljava/util/Map<TT;L" + parent + "<TT;>;>;>;";
      writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "G" + i, signature, parent, null);
      path("deep", writer.visitAnnotation(PATH, true));
      MethodVisitor method =
          writer.visitMethod(
              Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
              "get",
              "(Ljava/lang/Object;)Ljava/lang/Object;",
              "(TT;)TT;",
              null);
      method.visitAnnotation("Ljavax/ws/rs/GET;", true).visitEnd();
      method.visitEnd();
      writer.visitEnd();
      application.with("G" + i, writer.toByteArray());
    }
    assertThat(ProcessorTime.within(LIMIT, application::operations)).containsKey("GET /api/deep");
  }

  @Test
  void aFileThatIsNoClassIsLeftOut() {
    FrameworkApplication application =
        JaxRsApplication.of().with("Broken", "/ws/rs/Path;".getBytes(StandardCharsets.UTF_8));
    assertThatCode(() -> assertThat(application.operations()).isEmpty()).doesNotThrowAnyException();
  }
}
