// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import static io.github.servletbearer.internal.openapi.springmvc.SpringApplication.beans;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.openapi.ProcessorTime;
import io.github.servletbearer.internal.openapi.framework.FrameworkApplication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files and XML that no application has cost bounded time and space. */
class HostileControllersTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String CONTROLLER = "Lorg/springframework/stereotype/Controller;";
  private static final String MAPPING = "Lorg/springframework/web/bind/annotation/RequestMapping;";

  private static FrameworkApplication application() {
    return SpringApplication.unconfigured();
  }

  private static ClassWriter begin(String name, int flags) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC | flags, name, null, "java/lang/Object", null);
    return writer;
  }

  private static byte[] end(ClassWriter writer) {
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void paths(AnnotationVisitor mapping, String... values) {
    AnnotationVisitor array = mapping.visitArray("value");
    for (String value : values) {
      array.visit(null, value);
    }
    array.visitEnd();
    mapping.visitEnd();
  }

  private static byte[] controller(String name, int count, String... ofClass) {
    ClassWriter writer = begin(name, 0);
    writer.visitAnnotation(CONTROLLER, true).visitEnd();
    paths(writer.visitAnnotation(MAPPING, true), ofClass);
    for (int i = 0; i < count; i++) {
      MethodVisitor method =
          writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "m" + i, "()V", null, null);
      paths(method.visitAnnotation(MAPPING, true), "p" + i);
      method.visitEnd();
    }
    return end(writer);
  }

  private static Map<String, Map<String, Object>> inTime(FrameworkApplication application) {
    return ProcessorTime.within(LIMIT, application::operations);
  }

  @Test
  void tenThousandOperationsAreListedAndNoMore() {
    FrameworkApplication application = application();
    for (String name : new String[] {"A", "B", "C"}) {
      application.with(name, controller(name, 15_000, name));
    }
    assertThat(inTime(application)).hasSize(10_000);
  }

  @Test
  void pathsThatMultiplyEnd() {
    String[] many = new String[3_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "/" + i;
    }
    assertThat(inTime(application().with("Many", controller("Many", 3_000, many))))
        .hasSizeLessThanOrEqualTo(10_000);
  }

  @Test
  void annotationsThatGoInCirclesEnd() {
    FrameworkApplication application = application();
    for (int i = 0; i < 50; i++) {
      ClassWriter writer =
          begin("A" + i, Opcodes.ACC_ANNOTATION | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT);
      writer.visitAnnotation("Ljava/lang/annotation/Retention;", true).visitEnd();
      for (int j = 0; j < 50; j++) {
        writer.visitAnnotation("LA" + j + ";", true).visitEnd();
      }
      application.with("A" + i, end(writer));
    }
    ClassWriter writer = begin("org/springframework/C", 0);
    writer.visitAnnotation("LA0;", true).visitEnd();
    application.with("C", end(writer));
    assertThat(
            inTime(
                application.file(
                    "/WEB-INF/web-servlet.xml",
                    beans("<context:component-scan base-package='C'/>"))))
        .isEmpty();
  }

  @Test
  void importsThatGoInCirclesEnd() {
    StringBuilder imports = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      imports.append("<import resource='web-servlet.xml'/><import resource='*-").append(i);
      imports.append(".xml'/><import resource='").append(i % 50).append(".xml'/>");
    }
    FrameworkApplication application =
        application()
            .file("/WEB-INF/web-servlet.xml", beans(imports.toString()))
            .with("A", controller("A", 1, "a"));
    for (int i = 0; i < 50; i++) {
      application.file("/WEB-INF/" + i + ".xml", beans("<import resource='web-servlet.xml'/>"));
    }
    assertThat(inTime(application)).containsOnlyKeys("GET /api/a/p0", "POST /api/a/p0");
  }

  @Test
  void placeholdersThatMultiplyEnd() {
    String more = "${b}${b}${b}${b}${b}${b}${b}${b}${b}${b}${b}${b}${b}${b}${b}${b}";
    String properties = "a=" + more + "\nb=" + more.replace('b', 'c') + "\nc=" + more;
    assertThat(
            inTime(
                application()
                    .with("A", controller("A", 1, "${a}"))
                    .file("/WEB-INF/classes/a.properties", properties + "\nbroken=\\u00")
                    .file("/WEB-INF/classes/b.properties", properties)
                    .file(
                        "/WEB-INF/web-servlet.xml",
                        beans(
                            "<context:property-placeholder"
                                + " location='classpath:a.properties,classpath:b.properties'/>"
                                + "<bean class='A'/>"))))
        .hasSize(2);
  }

  @Test
  void patternsThatTakeLongEnd() {
    patternsEnd("a".repeat(5_000), "*a".repeat(3_000));
    patternsEnd("a".repeat(60), "*a".repeat(11) + "*b");
  }

  private void patternsEnd(String name, String pattern) {
    FrameworkApplication application =
        application()
            .with(
                name, controller(name, 1, pattern.substring(0, Math.min(pattern.length(), 4_000))))
            .file(
                "/WEB-INF/web-servlet.xml",
                beans(
                    "<context:component-scan base-package='"
                        + pattern
                        + "'><context:exclude-filter type='regex' expression='(a+)+b'/>"
                        + "<context:exclude-filter type='regex' expression='((a'/>"
                        + "</context:component-scan>"));
    assertThat(inTime(application)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void whatIsNoClassAndNoXmlIsLeftOut() {
    byte[] broken = "org/springframework/".getBytes(StandardCharsets.UTF_8);
    assertThat(
            application()
                .with("Broken", broken)
                .with("A", controller("A", 1, "a"))
                .file("/WEB-INF/web-servlet.xml", "<beans><bean")
                .file(
                    "/WEB-INF/applicationContext.xml",
                    "<!DOCTYPE b [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><b>&x;</b>")
                .operations())
        .containsOnlyKeys("GET /api/a/p0", "POST /api/a/p0");
  }
}
