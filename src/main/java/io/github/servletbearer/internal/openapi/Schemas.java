// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Describes Java types as schemas, as gson would write them: by fields, superclasses included. The
 * classes of the application become named schemas, so that cycles end. Not thread-safe.
 */
final class Schemas {
  private static final Logger LOGGER = Logger.getLogger(Schemas.class.getName());
  private static final String REF = "$ref";

  private final AnnotationSource annotations;
  private final boolean nullableKeyword;
  private final Map<String, Object> components = new TreeMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();

  /**
   * No schemas yet.
   *
   * @param openapiVersion 3.0 has the keyword {@code nullable}, 3.1 the type {@code null}
   */
  Schemas(AnnotationSource annotations, String openapiVersion) {
    this.annotations = annotations;
    this.nullableKeyword = openapiVersion.startsWith("3.0");
  }

  /** All named schemas so far, sorted. */
  Map<String, Object> components() {
    return Collections.unmodifiableMap(components);
  }

  /** Adds a schema of ours; the application's class of that name gets another one. */
  void define(String name, Map<String, Object> schema) {
    components.put(name, schema);
  }

  /** A reference to a named schema (OAS 3.0.3 4.7.23). */
  static Map<String, Object> reference(String name) {
    return Collections.singletonMap(REF, "#/components/schemas/" + name);
  }

  /** The schema of a Java type. */
  Map<String, Object> of(Type type) {
    if (type instanceof Class) {
      return ofClass((Class<?>) type);
    }
    if (type instanceof ParameterizedType) {
      return ofGeneric((ParameterizedType) type);
    }
    if (type instanceof GenericArrayType) {
      return array(of(((GenericArrayType) type).getGenericComponentType()));
    }
    if (type instanceof WildcardType) {
      return of(((WildcardType) type).getUpperBounds()[0]);
    }
    return new LinkedHashMap<>(); // a type variable: anything
  }

  private Map<String, Object> ofGeneric(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    if (Collection.class.isAssignableFrom(raw) && arguments.length == 1) {
      return array(of(arguments[0]));
    }
    if (Map.class.isAssignableFrom(raw) && arguments.length == 2) {
      return map(of(arguments[1]));
    }
    return ofClass(raw);
  }

  private Map<String, Object> ofClass(Class<?> type) {
    Map<String, Object> scalar = Scalars.of(type);
    if (scalar != null) {
      return scalar;
    }
    if (type.isArray()) {
      return array(ofClass(type.getComponentType()));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return array(new LinkedHashMap<>());
    }
    if (Map.class.isAssignableFrom(type)) {
      return map(new LinkedHashMap<>());
    }
    if (type == Object.class) {
      return new LinkedHashMap<>();
    }
    if (type.isInterface() || isOfThePlatform(type)) {
      return object();
    }
    return named(type);
  }

  private Map<String, Object> named(Class<?> type) {
    String name = names.get(type);
    if (name == null) {
      name = freeName(type.getSimpleName());
      names.put(type, name);
      components.put(name, object()); // keeps the name while the fields are read
      components.put(name, type.isEnum() ? enumeration(type) : structure(type));
    }
    return new LinkedHashMap<>(reference(name));
  }

  private String freeName(String simpleName) {
    String base = simpleName.isEmpty() ? "Object" : simpleName;
    String name = base;
    for (int i = 2; components.containsKey(name); i++) {
      name = base + i;
    }
    return name;
  }

  private static Map<String, Object> enumeration(Class<?> type) {
    List<String> values = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) { // no static initialiser runs for names
      if (field.isEnumConstant()) {
        values.add(field.getName());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("enum", values);
    return schema;
  }

  private Map<String, Object> structure(Class<?> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Class<?> c = type; c != null && !isOfThePlatform(c); c = c.getSuperclass()) {
      try {
        for (Field field : c.getDeclaredFields()) {
          addProperty(field, properties, required);
        }
      } catch (LinkageError | TypeNotPresentException | ArrayStoreException e) {
        LOGGER.log(Level.FINE, "fields of {0} cannot be read: {1}", new Object[] {c.getName(), e});
      }
    }
    Map<String, Object> schema = object();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (!properties.isEmpty()) {
      schema.put("properties", properties);
    }
    return schema;
  }

  private void addProperty(Field field, Map<String, Object> properties, List<String> required) {
    int skipped = Modifier.STATIC | Modifier.TRANSIENT;
    if ((field.getModifiers() & skipped) != 0 || field.isSynthetic()) {
      return;
    }
    AnnotationSource.FieldWords words = annotations.ofField(field);
    String said = words.name();
    String name = said == null ? field.getName() : said;
    if (words.isHidden() || properties.containsKey(name)) {
      return;
    }
    properties.put(name, refined(ofField(field), words.schema()));
    if (words.isRequired()) {
      required.add(name);
    }
  }

  private Map<String, Object> ofField(Field field) {
    try {
      return of(field.getGenericType());
    } catch (LinkageError | TypeNotPresentException e) {
      LOGGER.log(Level.FINE, "type of {0} cannot be read: {1}", new Object[] {field.getName(), e});
      return new LinkedHashMap<>(); // anything
    }
  }

  /** The schema with more words; 3.0 ignores whatever stands beside a reference. */
  Map<String, Object> refined(Map<String, Object> schema, @Nullable Map<String, Object> words) {
    if (words == null || words.isEmpty()) {
      return schema;
    }
    Map<String, Object> refined = new LinkedHashMap<>();
    if (schema.containsKey(REF)) {
      refined.put("allOf", Collections.singletonList(schema));
      Object type = typeOf(schema);
      if (nullableKeyword && words.containsKey("nullable") && type != null) {
        refined.put("type", type); // without it the keyword counts for nothing (OAS 3.0.3 4.7.24)
      }
    } else {
      refined.putAll(schema);
    }
    refined.putAll(words);
    Scalars.typeLiterals(refined);
    if (Boolean.TRUE.equals(refined.get("nullable")) && !nullableKeyword) {
      refined.remove("nullable");
      refined.computeIfPresent("type", (key, type) -> Arrays.asList(type, "null"));
    }
    return refined;
  }

  private @Nullable Object typeOf(Map<String, Object> reference) {
    String pointer = String.valueOf(reference.get(REF));
    Object schema = components.get(pointer.substring(pointer.lastIndexOf('/') + 1));
    return schema instanceof Map ? ((Map<?, ?>) schema).get("type") : null;
  }

  /** An array of the given items. */
  static Map<String, Object> array(Map<String, Object> items) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items);
    return schema;
  }

  private static Map<String, Object> map(Map<String, Object> values) {
    Map<String, Object> schema = object();
    schema.put("additionalProperties", values.isEmpty() ? (Object) true : values);
    return schema;
  }

  private static Map<String, Object> object() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    return schema;
  }

  private static boolean isOfThePlatform(Class<?> type) {
    String name = type.getName();
    return name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jakarta.");
  }
}
