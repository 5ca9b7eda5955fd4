// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the words of the document come from. The swagger annotations are one source; an application
 * without that JAR has none, and the document is made of names.
 */
interface AnnotationSource {
  /** The source of applications without annotations. */
  AnnotationSource NONE =
      new AnnotationSource() {
        @Override
        public ClassWords ofClass(Class<?> servlet, Schemas schemas) {
          return ClassWords.NONE;
        }

        @Override
        public OperationWords ofMethod(Method method, Schemas schemas) {
          return OperationWords.NONE;
        }

        @Override
        public FieldWords ofField(Field field) {
          return FieldWords.NONE;
        }
      };

  /** The words of a class itself, not of its superclasses. */
  ClassWords ofClass(Class<?> servlet, Schemas schemas);

  /** The words of a method. */
  OperationWords ofMethod(Method method, Schemas schemas);

  /** The words of a field of a class that goes over the wire. */
  FieldWords ofField(Field field);

  /** The source for this application: annotations if their classes are there. */
  static AnnotationSource present() {
    try {
      Class.forName(
          "io.swagger.v3.oas.annotations.Operation",
          false,
          AnnotationSource.class.getClassLoader());
      return new SwaggerAnnotations();
    } catch (ClassNotFoundException | LinkageError e) {
      return NONE;
    }
  }

  /** What annotations say of a field. Immutable. */
  final class FieldWords {
    /** The words of a field without any annotation. */
    static final FieldWords NONE = new FieldWords(null, null, false, false);

    private final @Nullable String name;
    private final @Nullable Map<String, Object> schema;
    private final boolean required;
    private final boolean hidden;

    FieldWords(
        @Nullable String name,
        @Nullable Map<String, Object> schema,
        boolean required,
        boolean hidden) {
      this.name = name;
      this.schema = schema;
      this.required = required;
      this.hidden = hidden;
    }

    /** The property's name, or null for the field's. */
    @Nullable String name() {
      return name;
    }

    /** Fields of a Schema Object that say more than the Java type, or null. */
    @Nullable Map<String, Object> schema() {
      return schema;
    }

    /** Whether the property is always there. */
    boolean isRequired() {
      return required;
    }

    /** Whether the document shall not show it. */
    boolean isHidden() {
      return hidden;
    }
  }
}
