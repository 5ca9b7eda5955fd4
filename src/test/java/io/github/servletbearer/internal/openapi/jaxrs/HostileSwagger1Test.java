// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.openapi.ProcessorTime;
import io.github.servletbearer.internal.openapi.framework.FrameworkApplication;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Annotations of swagger 1.x as no compiler writes them: the operation stays in the document. */
class HostileSwagger1Test {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String PACKAGE = "Lio/swagger/annotations/";

  private static final List<String> NAMES =
      words(
          "Api ApiModel ApiModelProperty ApiOperation ApiParam ApiImplicitParam ApiImplicitParams"
              + " ApiResponse ApiResponses SwaggerDefinition");

  private static final List<String> ELEMENTS =
      words(
          "value tags notes nickname httpMethod code response responseContainer produces"
              + " consumes responseHeaders authorizations scopes scope extensions name paramType"
              + " dataType dataTypeClass type format allowableValues defaultValue required example"
              + " examples mediaType allowMultiple collectionFormat message info description");

  private static final List<String> TEXTS =
      List.of(
          "",
          ",",
          ",,a,",
          "body",
          "form",
          "query",
          "path",
          "range[1, infinity]",
          "range(,)",
          "range[[,,]]",
          "int",
          "file",
          "com.example.Missing",
          "[]",
          "\u0000\ud800\u202e",
          "/".repeat(1_000));

  private static final List<String> TYPES = List.of("LOld;", "[[I", "V");

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" ", -1));
  }

  private static <T> T any(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  /** A resource class with one method. */
  private static byte[] resource(Consumer<Function<String, AnnotationVisitor>> annotations) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "Old", null, "java/lang/Object", null);
    AnnotationVisitor path = writer.visitAnnotation("Ljavax/ws/rs/Path;", true);
    path.visit("value", "old");
    path.visitEnd();
    int flags = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
    MethodVisitor method = writer.visitMethod(flags, "get", "(LOld;)LOld;", null, null);
    method.visitAnnotation("Ljavax/ws/rs/GET;", true).visitEnd();
    annotations.accept(type -> writer.visitAnnotation(type, true));
    annotations.accept(type -> method.visitAnnotation(type, true));
    annotations.accept(type -> method.visitParameterAnnotation(0, type, true));
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void fill(
      AnnotationVisitor annotation, boolean isArray, int depth, Random random) {
    int kinds = depth > 3 ? 5 : 7;
    int kindOfArray = random.nextInt(kinds); // others in it make a file that cannot be read at all
    for (int i = random.nextInt(6); i >= 0; i--) {
      String element = isArray ? null : any(ELEMENTS, random);
      switch (isArray ? kindOfArray : random.nextInt(kinds)) {
        case 0 -> annotation.visit(element, any(TEXTS, random));
        case 1 -> annotation.visit(element, random.nextInt());
        case 2 -> annotation.visit(element, random.nextBoolean());
        case 3 -> annotation.visit(element, Type.getType(any(TYPES, random)));
        case 4 -> annotation.visitEnum(element, "LOld;", any(TEXTS, random));
        case 5 -> {
          String type = PACKAGE + any(NAMES, random) + ";";
          fill(annotation.visitAnnotation(element, type), false, depth + 1, random);
        }
        default -> fill(annotation.visitArray(element), true, depth + 1, random);
      }
    }
    annotation.visitEnd();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void elementsOfAnyKindHideNoOperation(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      byte[] file =
          resource(
              open -> {
                for (String name : NAMES) {
                  fill(open.apply(PACKAGE + name + ";"), false, 0, random);
                }
              });
      FrameworkApplication application = JaxRsApplication.of().with("Old", file);
      assertThat(application.operations())
          .as("seed %s, file %s", seed, i)
          .containsKey("GET /api/old");
    }
  }

  @Test
  void tensOfThousandsOfElementsAreRead() {
    byte[] file =
        resource(
            open -> {
              AnnotationVisitor all = open.apply(PACKAGE + "ApiImplicitParams;");
              AnnotationVisitor several = all.visitArray("value");
              for (int i = 0; i < 10_000; i++) {
                AnnotationVisitor one =
                    several.visitAnnotation(null, PACKAGE + "ApiImplicitParam;");
                one.visit("name", "p" + i);
                one.visit("paramType", "query");
                one.visit("allowableValues", "range" + "[".repeat(i % 100) + ",".repeat(i % 100));
                one.visitEnd();
              }
              several.visitEnd();
              all.visitEnd();
            });
    FrameworkApplication application = JaxRsApplication.of().with("Old", file);
    assertThat(ProcessorTime.within(LIMIT, application::operations)).containsKey("GET /api/old");
  }
}
