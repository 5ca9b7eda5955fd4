// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads a class file (JVMS 4), no code in it. */
public final class ClassFileReader extends ClassVisitor {
  private static final int API = Opcodes.ASM9;

  private @Nullable ClassInfo read;

  private ClassFileReader() {
    super(API);
  }

  /**
   * What the file declares.
   *
   * @throws IOException if it is no class file
   */
  public static @Nullable ClassInfo read(byte[] classFile) throws IOException {
    ClassFileReader reader = new ClassFileReader();
    try {
      ClassHeaders.open(classFile)
          .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return reader.read;
    } catch (RuntimeException e) {
      throw new IOException("no class file", e);
    } catch (StackOverflowError e) { // annotations in annotations, thousands deep
      throw new IOException("nested too deep", e);
    }
  }

  /**
   * What the file declares if it holds this text, else null: of all classes of an application few
   * name an annotation, and the others need not be read.
   *
   * @param text in ASCII
   * @throws IOException if it is no class file
   */
  public static @Nullable ClassInfo readIfNames(String text, byte[] classFile) throws IOException {
    return ClassHeaders.names(text, classFile) ? read(classFile) : null;
  }

  private static String dotted(@Nullable String internalName) {
    return internalName == null ? "" : internalName.replace('/', '.');
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    ClassInfo file = new ClassInfo(dotted(name), access, dotted(superName));
    read = file;
    if (signature != null) {
      Signatures.read(signature, file);
      return;
    }
    for (String type : interfaces == null ? new String[0] : interfaces) {
      file.addInterface(JavaType.named(dotted(type)));
    }
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return read == null ? null : annotation(descriptor, read);
  }

  @Override
  public void visitInnerClass(
      String name, @Nullable String outerName, @Nullable String innerName, int access) {
    boolean open = (access & Opcodes.ACC_PUBLIC) != 0 && (access & Opcodes.ACC_STATIC) != 0;
    if (read != null && read.name().equals(dotted(name)) && !open) {
      read.enclose();
    }
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    ClassInfo.Member field =
        new ClassInfo.Member(
            name,
            access,
            descriptor,
            signature == null ? type(Type.getType(descriptor)) : Signatures.type(signature));
    if (read != null) {
      read.addField(field);
    }
    return new FieldVisitor(API) {
      @Override
      public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return annotation(descriptor, field);
      }
    };
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    ClassInfo.Member method = method(name, access, descriptor, signature);
    ClassInfo type = read;
    if (type != null) {
      type.addMethod(method);
    }
    return new MethodVisitor(API) {
      @Override
      public @Nullable AnnotationVisitor visitAnnotationDefault() {
        return type == null ? null : new Elements((none, value) -> type.addDefault(name, value));
      }

      @Override
      public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return annotation(descriptor, method);
      }

      @Override
      public @Nullable AnnotationVisitor visitParameterAnnotation(
          int place, String descriptor, boolean visible) {
        ClassInfo.Parameter parameter = method.parameter(place);
        return parameter == null ? null : annotation(descriptor, parameter);
      }
    };
  }

  /** The method with the types of its signature, where that has as many parameters. */
  private static ClassInfo.Member method(
      String name, int access, String descriptor, @Nullable String signature) {
    List<JavaType> parameters = new ArrayList<>();
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      parameters.add(type(parameter));
    }
    JavaType result = type(Type.getReturnType(descriptor));
    if (signature != null) {
      List<JavaType> generic = new ArrayList<>();
      JavaType genericResult = Signatures.method(signature, generic);
      if (generic.size() == parameters.size()) {
        parameters = generic;
        result = genericResult;
      }
    }
    ClassInfo.Member method = new ClassInfo.Member(name, access, descriptor, result);
    parameters.forEach(method::addParameter);
    return method;
  }

  private static JavaType type(Type type) {
    if (type.getSort() != Type.ARRAY) {
      return JavaType.named(type.getClassName());
    }
    return JavaType.arrayOf(type(Type.getType(type.getDescriptor().substring(1))));
  }

  private static AnnotationVisitor annotation(String descriptor, AnnotatedElement owner) {
    Map<String, Object> values = new LinkedHashMap<>();
    owner.add(new AnnotationValues(Type.getType(descriptor).getClassName(), values));
    return new Elements(values::put);
  }

  /** Collects the elements of an annotation or of an array in it. */
  private static final class Elements extends AnnotationVisitor {
    private final BiConsumer<String, Object> to;

    Elements(BiConsumer<String, Object> to) {
      super(API);
      this.to = to;
    }

    private void add(@Nullable String name, Object value) {
      to.accept(name == null ? "" : name, value);
    }

    @Override
    public void visit(@Nullable String name, Object value) {
      add(name, value instanceof Type ? type((Type) value) : value);
    }

    @Override
    public void visitEnum(@Nullable String name, String descriptor, String value) {
      add(name, new AnnotationValues.Constant(value));
    }

    @Override
    public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
      Map<String, Object> values = new LinkedHashMap<>();
      add(name, new AnnotationValues(Type.getType(descriptor).getClassName(), values));
      return new Elements(values::put);
    }

    @Override
    public AnnotationVisitor visitArray(@Nullable String name) {
      List<Object> values = new ArrayList<>();
      add(name, values);
      return new Elements((element, value) -> values.add(value));
    }
  }
}
