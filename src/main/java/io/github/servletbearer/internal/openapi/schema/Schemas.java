// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.schema;

import io.github.servletbearer.internal.openapi.classfile.AnnotatedElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.BeanProperties;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes Java types as schemas: by fields, superclasses included, as gson would write them, and
 * with what is said on getters. The classes of the application become named schemas, so that cycles
 * end. Not thread-safe.
 */
public final class Schemas {
  private static final int MAX_DEPTH = 5;

  /** Generic classes may name ever more forms of themselves; those beyond are unknown. */
  private static final int MAX_NAMED = 10_000;

  /** Libraries whose classes have a form in JSON that their fields do not show. */
  private static final String[] LIBRARIES = {
    "com.fasterxml.jackson.",
    "com.google.common.",
    "com.sun.jersey.",
    "org.apache.cxf.",
    "org.codehaus.",
    "org.glassfish.",
    "org.jboss.resteasy.",
    "org.joda.time.",
    "org.json.",
    "org.springframework."
  };

  private final ClassIndex index;
  private final SchemaAnnotations annotations;
  private final Map<String, Object> components = new TreeMap<>();
  private final Map<String, String> names = new HashMap<>();

  /** What fills named schemas: one after the other, for a chain of classes may be long. */
  private final Deque<Runnable> open = new ArrayDeque<>();

  /**
   * @param openapiVersion the two versions have different dialects
   */
  public Schemas(ClassIndex index, String openapiVersion) {
    this.index = index;
    this.annotations = new SchemaAnnotations(openapiVersion, this::of, this::typeOf);
  }

  /** The named schemas, sorted. */
  public Map<String, Object> components() {
    while (!open.isEmpty()) {
      open.remove().run();
    }
    return Collections.unmodifiableMap(components);
  }

  /** The reader of annotations on classes and fields. */
  public SchemaAnnotations annotations() {
    return annotations;
  }

  /**
   * Adds a schema of the companion servlet; the application's class of that name gets another one.
   */
  public void define(String name, Map<String, Object> schema) {
    components.put(name, schema);
  }

  /** A text as the value that it is by a schema's type, if it is one. */
  public static Object literal(String text, Map<String, Object> schema) {
    return Scalars.literal(text, schema.get("type"));
  }

  /** A reference to a named schema (OAS 3.0.3 4.7.23). */
  public static Map<String, Object> reference(String name) {
    return Collections.singletonMap("$ref", "#/components/schemas/" + name);
  }

  /** The type of a named schema, or null. */
  @Nullable Object typeOf(String reference) {
    Object schema = components.get(reference.substring(reference.lastIndexOf('/') + 1));
    return schema instanceof Map ? ((Map<?, ?>) schema).get("type") : null;
  }

  /** The schema of a type (OAS 3.0.3 4.7.24). */
  public Map<String, Object> of(JavaType type) {
    return ofResolved(type.resolve(Collections.emptyMap()));
  }

  private static boolean isOfLibrary(String className) {
    for (String library : LIBRARIES) {
      if (className.startsWith(library)) {
        return true;
      }
    }
    return false;
  }

  private Map<String, Object> ofResolved(JavaType type) {
    JavaType component = type.component();
    if (component != null) { // of bytes some libraries write a text, others numbers
      return component.name().equals("byte")
          ? new LinkedHashMap<>()
          : SchemaAnnotations.array(ofResolved(component));
    }
    String name = type.name();
    Map<String, Object> known = Scalars.of(name);
    if (known != null) {
      return known;
    }
    JavaType collection = index.as(Collection.class, type);
    if (collection != null) {
      return SchemaAnnotations.array(argument(collection, 0));
    }
    JavaType map = index.as(Map.class, type);
    if (map != null) {
      Map<String, Object> values = argument(map, 1);
      Map<String, Object> schema = object();
      schema.put("additionalProperties", values.isEmpty() ? (Object) true : values);
      return schema;
    }
    ClassInfo declaration = type.depth() > MAX_DEPTH || isOfLibrary(name) ? null : index.find(name);
    boolean described = declaration != null && declaration.annotation("media.Schema") != null;
    if (declaration == null) {
      return new LinkedHashMap<>(); // a date or its like, which each library writes otherwise
    }
    if (declaration.isInterface() && !described) {
      return object();
    }
    return index.lineage(declaration).stream().anyMatch(c -> isAdapted(c) || hasValue(c))
        ? annotations.refined(
            new LinkedHashMap<>(), annotations.of(declaration.annotation("media.Schema")))
        : named(declaration, type);
  }

  /** The last argument of a collection's or map's own form; with fewer it is unknown. */
  private Map<String, Object> argument(JavaType type, int place) {
    List<JavaType> arguments = type.arguments();
    return arguments.size() == place + 1 ? ofResolved(arguments.get(place)) : new LinkedHashMap<>();
  }

  /** Whether the application writes the thing in its own way, which is unknown. */
  static boolean isAdapted(AnnotatedElement declaration) {
    return declaration.annotationEndingWith(".gson.annotations.JsonAdapter") != null
        || declaration.annotationEndingWith(".JsonNaming") != null
        || isWrittenByCode(declaration.annotationEndingWith(".JsonSerialize"))
        || isWrittenByCode(declaration.annotationEndingWith(".JsonDeserialize"));
  }

  private static boolean isWrittenByCode(@Nullable AnnotationValues jackson) {
    return jackson != null && Stream.of("using", "converter", "as").anyMatch(jackson::has);
  }

  /** Whether a method of the class makes what is written for it. */
  private static boolean hasValue(ClassInfo declaration) {
    return declaration.methods().stream()
        .anyMatch(method -> method.annotationEndingWith(".JsonValue") != null);
  }

  private Map<String, Object> named(ClassInfo declaration, JavaType type) {
    String key = type.toString();
    String name = names.get(key);
    if (name == null && names.size() >= MAX_NAMED) {
      return new LinkedHashMap<>();
    }
    if (name == null) {
      AnnotationValues annotation = declaration.annotation("media.Schema");
      String wanted = annotation == null ? "" : annotation.text("name");
      String free = freeName(wanted.isEmpty() ? type.label() : wanted);
      name = free;
      names.put(key, name);
      Map<String, Object> empty = declaration.isEnum() ? enumeration(declaration) : object();
      components.put(name, annotations.refinedBy(annotation, empty));
      open.add(
          () -> {
            Map<String, Object> schema =
                declaration.isEnum() ? empty : structure(declaration, type, annotation);
            components.put(free, annotations.ofClass(annotation, schema));
          });
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

  private static Map<String, Object> enumeration(ClassInfo declaration) {
    List<String> values = new ArrayList<>();
    for (ClassInfo.Member field : declaration.fields()) {
      if (field.isEnumConstant()) {
        values.add(serializedName(field));
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("enum", values);
    return schema;
  }

  /** The name that an annotation of gson or Jackson gives, else its own. */
  private static String serializedName(ClassInfo.Member field) {
    // Not in full: the drop-in's build would take it for the gson that it moves away.
    for (String each : new String[] {".gson.annotations.SerializedName", ".JsonProperty"}) {
      AnnotationValues annotation = field.annotationEndingWith(each);
      String name = annotation == null ? "" : annotation.text("value");
      if (!name.isEmpty()) {
        return name;
      }
    }
    return field.name();
  }

  private Map<String, Object> structure(
      ClassInfo declaration, JavaType type, @Nullable AnnotationValues annotation) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    Set<String> ignored = new HashSet<>();
    Map<String, JavaType> variables = declaration.variables(type);
    for (ClassInfo c : index.lineage(declaration)) {
      AnnotationValues jackson = c.annotationEndingWith(".JsonIgnoreProperties");
      ignored.addAll(jackson == null ? Collections.emptyList() : jackson.texts("value"));
      for (ClassInfo.Member property : BeanProperties.of(c, this::isNamedByGetters)) {
        addProperty(property, variables, properties, required);
      }
      ClassInfo next = index.find(c.superclass());
      if (next != null) {
        variables = next.variables(c.parent().resolve(variables));
      }
    }
    properties.keySet().removeAll(ignored);
    if (annotation != null) {
      required.addAll(annotation.texts("requiredProperties"));
    }
    required.retainAll(properties.keySet());
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
      ClassInfo.Member field,
      Map<String, JavaType> variables,
      Map<String, Object> properties,
      List<String> required) {
    if (SchemaAnnotations.isHidden(field)) {
      return;
    }
    String name = SchemaAnnotations.name(field, serializedName(field));
    if (properties.containsKey(name)) {
      return; // the subclass's goes first
    }
    Map<String, Object> schema =
        isAdapted(field) ? new LinkedHashMap<>() : ofResolved(field.type().resolve(variables));
    properties.put(name, annotations.ofField(field, schema));
    if (SchemaAnnotations.isRequired(field)) {
      required.add(name);
    }
  }

  /** Whether JSON has the names of getters, as with Jackson and JSON-B; gson goes by fields. */
  private boolean isNamedByGetters() {
    // Joined when it runs: the drop-in's build would take it for the gson that it moves away.
    return index.find("com.fasterxml.jackson.databind.ObjectMapper") != null
        || index.find(String.join(".", "com", "google", "gson", "Gson")) == null;
  }

  private static Map<String, Object> object() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    return schema;
  }
}
