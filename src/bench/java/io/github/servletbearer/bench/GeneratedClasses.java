// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.bench;

import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files of an application that no compiler has seen: enough for a document. */
final class GeneratedClasses implements ApplicationFiles {
  private static final int ABSTRACT = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
  private static final String SERVLET_METHOD =
      "(Ljavax/servlet/http/HttpServletRequest;Ljavax/servlet/http/HttpServletResponse;)V";
  private static final int FIELDS = 12;

  private final Map<String, byte[]> classes = new TreeMap<>();

  /** A servlet that answers GET. */
  void addServlet(String name) {
    ClassWriter writer = begin(name, "javax/servlet/http/HttpServlet");
    writer.visitMethod(ABSTRACT, "doGet", SERVLET_METHOD, null, null).visitEnd();
    end(name, writer);
  }

  /** A resource whose methods have a path parameter, a query parameter and a bean of their own. */
  void addResource(String name, String path, int methods) {
    String bean = name + "Bean";
    ClassWriter fields = begin(bean, "java/lang/Object");
    for (int i = 0; i < FIELDS; i++) {
      String type = i % 2 == 0 ? "Ljava/lang/String;" : "I";
      fields.visitField(Opcodes.ACC_PRIVATE, "field" + i, type, null, null).visitEnd();
    }
    end(bean, fields);
    ClassWriter writer = begin(name, "java/lang/Object");
    value(writer.visitAnnotation("Ljavax/ws/rs/Path;", true), path);
    String type = "L" + bean.replace('.', '/') + ";";
    for (int i = 0; i < methods; i++) {
      MethodVisitor method =
          writer.visitMethod(ABSTRACT, "m" + i, "(ILjava/lang/String;)" + type, null, null);
      value(method.visitAnnotation("Ljavax/ws/rs/Path;", true), "m" + i + "/{id}");
      method.visitAnnotation("Ljavax/ws/rs/GET;", true).visitEnd();
      value(method.visitParameterAnnotation(0, "Ljavax/ws/rs/PathParam;", true), "id");
      value(method.visitParameterAnnotation(1, "Ljavax/ws/rs/QueryParam;", true), "q");
      method.visitEnd();
    }
    end(name, writer);
  }

  private static ClassWriter begin(String name, String superclass) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, superclass, null);
    return writer;
  }

  private static void value(AnnotationVisitor annotation, String value) {
    annotation.visit("value", value);
    annotation.visitEnd();
  }

  private void end(String name, ClassWriter writer) {
    writer.visitEnd();
    classes.put(name, writer.toByteArray());
  }

  @Override
  public InputStream open(String className) {
    byte[] file = classes.get(className);
    return file == null ? null : new ByteArrayInputStream(file);
  }

  @Override
  public InputStream resource(String name) {
    return null;
  }

  @Override
  public InputStream file(String path) {
    return null;
  }

  @Override
  public List<String> ownFiles(String folder) {
    return List.of();
  }

  @Override
  public List<String> ownClasses() {
    return List.copyOf(classes.keySet());
  }

  @Override
  public void forEachResource(String name, Consumer<InputStream> action) {}

  @Override
  public List<String> libraryFiles() {
    return List.of();
  }
}
