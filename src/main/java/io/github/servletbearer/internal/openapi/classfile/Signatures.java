// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** Reads generic signatures (JVMS 4.7.9.1). */
final class Signatures {
  private static final int API = Opcodes.ASM9;

  private Signatures() {}

  static JavaType type(String signature) {
    JavaType[] read = {JavaType.OBJECT};
    new SignatureReader(signature).acceptType(new OfType(type -> read[0] = type));
    return read[0];
  }

  /** The result of a method and, in their order, its parameters; its own variables are unknown. */
  static JavaType method(String signature, List<JavaType> parameters) {
    JavaType[] result = {JavaType.OBJECT};
    new SignatureReader(signature)
        .accept(
            new SignatureVisitor(API) {
              @Override
              public SignatureVisitor visitParameterType() {
                return new OfType(parameters::add);
              }

              @Override
              public SignatureVisitor visitReturnType() {
                return new OfType(type -> result[0] = type);
              }
            });
    return result[0];
  }

  /** Parameters, superclass and interfaces of a class. */
  static void read(String signature, ClassInfo file) {
    new SignatureReader(signature).accept(new OfClass(file));
  }

  /** Hands each part to the class. */
  private static final class OfClass extends SignatureVisitor {
    private final ClassInfo file;
    private String parameter = "";

    OfClass(ClassInfo file) {
      super(API);
      this.file = file;
    }

    @Override
    public void visitFormalTypeParameter(String name) {
      parameter = name;
      file.addParameter(name, null);
    }

    @Override
    public SignatureVisitor visitClassBound() {
      String name = parameter;
      return new OfType(bound -> file.addParameter(name, bound));
    }

    @Override
    public SignatureVisitor visitSuperclass() {
      return new OfType(file::parent);
    }

    @Override
    public SignatureVisitor visitInterface() {
      return new OfType(file::addInterface);
    }
  }

  /** Reads one type and hands it on. */
  private static final class OfType extends SignatureVisitor {
    private final Consumer<JavaType> to;
    private final List<JavaType> arguments = new ArrayList<>();
    private @Nullable String name;

    OfType(Consumer<JavaType> to) {
      super(API);
      this.to = to;
    }

    @Override
    public void visitBaseType(char descriptor) {
      String type = org.objectweb.asm.Type.getType(String.valueOf(descriptor)).getClassName();
      to.accept(JavaType.named(type));
    }

    @Override
    public void visitTypeVariable(String variable) {
      to.accept(JavaType.variable(variable));
    }

    @Override
    public SignatureVisitor visitArrayType() {
      return new OfType(component -> to.accept(JavaType.arrayOf(component)));
    }

    @Override
    public void visitClassType(String internalName) {
      name = internalName.replace('/', '.');
    }

    @Override
    public void visitInnerClassType(String inner) {
      name = name + "$" + inner;
      arguments.clear(); // those of the class around
    }

    @Override
    public void visitTypeArgument() {
      arguments.add(JavaType.OBJECT);
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
      return new OfType(type -> arguments.add(wildcard == SUPER ? JavaType.OBJECT : type));
    }

    @Override
    public void visitEnd() {
      to.accept(name == null ? JavaType.OBJECT : JavaType.generic(name, arguments));
    }
  }
}
