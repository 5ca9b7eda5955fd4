// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schemas of parameters: frameworks make them of texts (JSR 339 3.2). */
public final class ParameterSchemas {
  private static final Set<String> LISTS =
      new HashSet<>(
          Arrays.asList(
              "java.util.List", "java.util.Set", "java.util.SortedSet", "java.util.Collection"));

  /** What is written otherwise as a parameter than in JSON, or takes any text. */
  private static final Set<String> TEXTS =
      new HashSet<>(Arrays.asList("java.lang.Object", "java.util.Date", "java.lang.Number"));

  private final ClassIndex index;
  private final Schemas schemas;

  public ParameterSchemas(ClassIndex index, Schemas schemas) {
    this.index = index;
    this.schemas = schemas;
  }

  /**
   * The schema of a parameter.
   *
   * @param several whether a list stands for the same parameter several times
   * @param defaultValue as a text, or null
   */
  public Map<String, Object> of(JavaType type, boolean several, @Nullable String defaultValue) {
    JavaType element = element(type);
    Map<String, Object> schema = single(element == null ? type : element);
    Object value = defaultValue == null ? null : Schemas.literal(defaultValue, schema);
    if (value instanceof String && !"string".equals(schema.get("type"))) {
      value = null; // as the empty text for a number, which OpenAPI does not allow
    }
    if (element == null || !several) {
      putDefault(schema, value);
      return schema;
    }
    Map<String, Object> array = new LinkedHashMap<>();
    array.put("type", "array");
    array.put("items", schema);
    putDefault(array, value == null ? null : Collections.singletonList(value));
    return array;
  }

  /** The same with what a swagger annotation of the parameter says of its schema. */
  public Map<String, Object> refined(Map<String, Object> schema, @Nullable AnnotationValues words) {
    return words == null ? schema : schemas.annotations().refinedBy(words.child("schema"), schema);
  }

  /** What a list or an array holds, or null where it is none. */
  public static @Nullable JavaType element(JavaType type) {
    boolean list = LISTS.contains(type.name()) && type.arguments().size() == 1;
    return list ? type.arguments().get(0) : type.component();
  }

  private static void putDefault(Map<String, Object> schema, @Nullable Object value) {
    if (value != null) {
      schema.put("default", value);
    }
  }

  private Map<String, Object> single(JavaType type) {
    ClassInfo declaration = index.find(type.name());
    if (declaration != null && declaration.isEnum() && !readsTexts(declaration)) {
      List<String> names = new ArrayList<>();
      for (ClassInfo.Member field : declaration.fields()) {
        if (field.isEnumConstant()) {
          names.add(field.name());
        }
      }
      Map<String, Object> schema = text();
      schema.put("enum", names);
      return schema;
    }
    boolean isScalar = type.component() == null && declaration == null;
    if (isScalar && !TEXTS.contains(type.name())) {
      Map<String, Object> schema = new LinkedHashMap<>(schemas.of(type));
      Object kind = schema.get("type");
      if (kind != null && !kind.equals("object") && !kind.equals("array")) {
        schema.remove("format", "binary");
        return schema;
      }
    }
    return text();
  }

  /** Whether an enum has words of its own for its constants (JSR 339 3.2). */
  private static boolean readsTexts(ClassInfo declaration) {
    return declaration.methods().stream().anyMatch(each -> each.name().equals("fromString"));
  }

  private static Map<String, Object> text() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    return schema;
  }
}
