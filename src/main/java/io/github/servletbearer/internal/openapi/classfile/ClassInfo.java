// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** What a class file declares, as far as the document cares. Not changed after reading. */
public final class ClassInfo extends AnnotatedElement {
  private final String superclass;
  private @Nullable JavaType parent;
  private final List<JavaType> interfaces = new ArrayList<>();
  private final Map<String, JavaType> parameters = new LinkedHashMap<>();
  private final List<Member> fields = new ArrayList<>();
  private final List<Member> methods = new ArrayList<>();
  private final Map<String, Object> defaults = new LinkedHashMap<>();
  private boolean enclosed = false;

  ClassInfo(String name, int flags, String superclass) {
    super(name, flags);
    this.superclass = superclass;
  }

  @Override
  boolean isClass() {
    return true;
  }

  /** The name of the superclass; an empty one for Object itself. */
  public String superclass() {
    return superclass;
  }

  /** The superclass with its arguments. */
  public JavaType parent() {
    return parent == null ? JavaType.named(superclass) : parent;
  }

  /** The interfaces with their arguments. */
  public List<JavaType> interfaces() {
    return Collections.unmodifiableList(interfaces);
  }

  /** The fields, in the order of the file. */
  public List<Member> fields() {
    return Collections.unmodifiableList(fields);
  }

  /** The methods, in the order of the file. */
  public List<Member> methods() {
    return Collections.unmodifiableList(methods);
  }

  /** Of an annotation, what its elements are where nothing is said of them. */
  public AnnotationValues defaults() {
    return AnnotationValues.of(defaults);
  }

  /** Whether it is public, and no object of a class around is needed to make one. */
  public boolean isOpen() {
    return hasFlag(Opcodes.ACC_PUBLIC) && !enclosed;
  }

  void enclose() {
    enclosed = true;
  }

  public boolean isInterface() {
    return hasFlag(Opcodes.ACC_INTERFACE);
  }

  public boolean isEnum() {
    return hasFlag(Opcodes.ACC_ENUM);
  }

  /** What the type's arguments are called inside this class; bounds stand for missing ones. */
  public Map<String, JavaType> variables(JavaType type) {
    Map<String, JavaType> variables = new LinkedHashMap<>();
    for (Map.Entry<String, JavaType> parameter : parameters.entrySet()) {
      int place = variables.size();
      boolean given = place < type.arguments().size();
      variables.put(parameter.getKey(), given ? type.arguments().get(place) : parameter.getValue());
    }
    return variables;
  }

  void parent(JavaType type) {
    parent = type;
  }

  void addInterface(JavaType type) {
    interfaces.add(type);
  }

  /** Adds a type parameter; a bound that is no plain class may go in circles. */
  void addParameter(String name, @Nullable JavaType bound) {
    parameters.put(name, bound != null && bound.isPlain() ? bound : JavaType.OBJECT);
  }

  void addField(Member field) {
    fields.add(field);
  }

  void addMethod(Member method) {
    methods.add(method);
  }

  void addDefault(String element, Object value) {
    defaults.put(element, value);
  }

  /** A field with its type, or a method with its parameters and the type of its result. */
  public static final class Member extends AnnotatedElement {
    private final String descriptor;
    private final JavaType type;
    private final List<Parameter> parameters = new ArrayList<>();

    public Member(String name, int flags, String descriptor, JavaType type) {
      super(name, flags);
      this.descriptor = descriptor;
      this.type = type;
    }

    /** Parameters and result without generics (JVMS 4.3.3). */
    public String descriptor() {
      return descriptor;
    }

    /** A field's type, or that of a method's result. */
    public JavaType type() {
      return type;
    }

    /** The parameters of a method, in their order. */
    public List<Parameter> parameters() {
      return Collections.unmodifiableList(parameters);
    }

    void addParameter(JavaType parameterType) {
      parameters.add(new Parameter(parameterType));
    }

    /** The parameter at a place that a class file names, or null where there is none. */
    @Nullable Parameter parameter(int place) {
      return place < parameters.size() ? parameters.get(place) : null;
    }

    public boolean isSynthetic() {
      return hasFlag(Opcodes.ACC_SYNTHETIC);
    }

    public boolean isEnumConstant() {
      return hasFlag(Opcodes.ACC_ENUM);
    }
  }

  /** A parameter of a method; {@link ClassIndex#parameterNames} knows its name. */
  public static final class Parameter extends AnnotatedElement {
    private final JavaType type;

    Parameter(JavaType type) {
      super("", 0);
      this.type = type;
    }

    public JavaType type() {
      return type;
    }
  }
}
