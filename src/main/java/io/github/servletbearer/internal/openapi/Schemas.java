// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes Java types as schemas, as gson would write them: by fields, superclasses included. The
 * classes of the application become named schemas, so that cycles end. Not thread-safe.
 */
final class Schemas {
  private static final int MAX_DEPTH = 5;

  private final ClassIndex index;
  private final SchemaWords words;
  private final Map<String, Object> components = new TreeMap<>();
  private final Map<String, String> names = new HashMap<>();

  /**
   * No schemas yet.
   *
   * @param openapiVersion the two versions have different dialects
   */
  Schemas(ClassIndex index, String openapiVersion) {
    this.index = index;
    this.words = new SchemaWords(this, openapiVersion);
  }

  /** All named schemas so far, sorted. */
  Map<String, Object> components() {
    return Collections.unmodifiableMap(components);
  }

  /** What annotations say of schemas. */
  SchemaWords words() {
    return words;
  }

  /** Adds a schema of ours; the application's class of that name gets another one. */
  void define(String name, Map<String, Object> schema) {
    components.put(name, schema);
  }

  /** A reference to a named schema (OAS 3.0.3 4.7.23). */
  static Map<String, Object> reference(String name) {
    return Collections.singletonMap("$ref", "#/components/schemas/" + name);
  }

  /** The schema of a Java type. */
  Map<String, Object> of(JavaType type) {
    return ofResolved(type.resolve(Collections.emptyMap()));
  }

  private Map<String, Object> ofResolved(JavaType type) {
    JavaType component = type.component();
    if (component != null) {
      return array(ofResolved(component));
    }
    String name = type.name();
    Map<String, Object> known = Scalars.of(name);
    if (known != null) {
      return known;
    }
    JavaType collection = index.as(Collection.class, type);
    if (collection != null) {
      return array(argument(collection, 0));
    }
    JavaType map = index.as(Map.class, type);
    if (map != null) {
      Map<String, Object> values = argument(map, 1);
      Map<String, Object> schema = object();
      schema.put("additionalProperties", values.isEmpty() ? (Object) true : values);
      return schema;
    }
    ClassFile declaration = type.depth() > MAX_DEPTH ? null : index.find(name);
    if (declaration == null || declaration.isInterface()) {
      return object();
    }
    return isAdapted(declaration)
        ? words.refined(new LinkedHashMap<>(), words.of(Said.of(declaration, "media.Schema")))
        : named(declaration, type);
  }

  /** The last argument of a collection's or map's own form; fewer say nothing. */
  private Map<String, Object> argument(JavaType type, int place) {
    List<JavaType> arguments = type.arguments();
    return arguments.size() == place + 1 ? ofResolved(arguments.get(place)) : new LinkedHashMap<>();
  }

  /** Whether the application writes the thing in its own way, which nobody can know. */
  static boolean isAdapted(Declared declaration) {
    return Said.endingWith(declaration, ".gson.annotations.JsonAdapter") != null;
  }

  private Map<String, Object> named(ClassFile declaration, JavaType type) {
    String key = type.toString();
    String name = names.get(key);
    if (name == null) {
      Said said = Said.of(declaration, "media.Schema");
      String wanted = said == null ? "" : said.text("name");
      name = freeName(wanted.isEmpty() ? type.label() : wanted);
      names.put(key, name);
      components.put(name, object()); // keeps the name while the fields are read
      Map<String, Object> schema =
          declaration.isEnum() ? enumeration(declaration) : structure(declaration, type, said);
      components.put(name, words.refined(schema, words.of(said)));
    }
    return new LinkedHashMap<>(reference(name));
  }

  /** A name of the characters that components may have (OAS 3.0.3 4.7.7). */
  private String freeName(String wanted) {
    String base = wanted.replaceAll("[^A-Za-z0-9._-]", "_");
    String name = base;
    for (int i = 2; components.containsKey(name); i++) {
      name = base + i;
    }
    return name;
  }

  private static Map<String, Object> enumeration(ClassFile declaration) {
    List<String> values = new ArrayList<>();
    for (ClassFile.Member field : declaration.fields()) {
      if (field.isEnumConstant()) {
        values.add(serializedName(field));
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("enum", values);
    return schema;
  }

  private static String serializedName(ClassFile.Member field) {
    // Not in full: the drop-in's build would take it for the gson that it moves away.
    Said said = Said.endingWith(field, ".gson.annotations.SerializedName");
    return said == null ? field.name() : said.text("value");
  }

  private Map<String, Object> structure(ClassFile declaration, JavaType type, @Nullable Said said) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    Map<String, JavaType> variables = declaration.variables(type);
    for (ClassFile c : index.lineage(declaration)) {
      for (ClassFile.Member field : c.fields()) {
        addProperty(field, variables, properties, required);
      }
      ClassFile next = index.find(c.superclass());
      if (next != null) {
        variables = next.variables(c.parent().resolve(variables));
      }
    }
    if (said != null) {
      required.addAll(said.texts("requiredProperties"));
      required.retainAll(properties.keySet());
    }
    Map<String, Object> schema = object();
    if (!required.isEmpty()) {
      schema.put("required", required.stream().distinct().collect(Collectors.toList()));
    }
    if (!properties.isEmpty()) {
      schema.put("properties", properties);
    }
    return schema;
  }

  private void addProperty(
      ClassFile.Member field,
      Map<String, JavaType> variables,
      Map<String, Object> properties,
      List<String> required) {
    if (field.hasFlag(Modifier.STATIC | Modifier.TRANSIENT)
        || field.isSynthetic()
        || SchemaWords.isHidden(field)) {
      return;
    }
    String name = SchemaWords.name(field, serializedName(field));
    if (properties.containsKey(name)) {
      return; // the subclass's goes first
    }
    Map<String, Object> schema =
        isAdapted(field) ? new LinkedHashMap<>() : ofResolved(field.type().resolve(variables));
    properties.put(name, words.ofField(field, schema));
    if (SchemaWords.isRequired(field)) {
      required.add(name);
    }
  }

  /** An array of the given items. */
  static Map<String, Object> array(Map<String, Object> items) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items);
    return schema;
  }

  private static Map<String, Object> object() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    return schema;
  }
}
