// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.schema;

import io.github.servletbearer.internal.json.Json;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The small objects that many others carry: links, servers, examples, extensions. */
public final class SharedObjects {
  /** The extension by which a method names its own path. */
  public static final String PATH = "x-path";

  private static final String DESCRIPTION = "description";

  private SharedObjects() {}

  /** Puts an object that is not empty. */
  public static void put(Map<String, Object> to, String key, Map<String, Object> object) {
    if (!object.isEmpty()) {
      to.put(key, object);
    }
  }

  /** An External Documentation Object (OAS 3.0.3 4.7.11) where the annotation has one. */
  public static void putDocs(AnnotationValues annotation, Map<String, Object> to) {
    put(to, "externalDocs", docs(annotation.child("externalDocs")));
  }

  /** An External Documentation Object, or an empty map: its address is compulsory. */
  public static Map<String, Object> docs(@Nullable AnnotationValues annotation) {
    Map<String, Object> docs = new LinkedHashMap<>();
    if (annotation != null && !annotation.text("url").isEmpty()) {
      annotation.copy(docs, DESCRIPTION, "url");
      putExtensions(annotation, docs);
    }
    return docs;
  }

  /** Specification Extensions (OAS 3.0.3 4.9); the one that names a path is no part of them. */
  public static void putExtensions(AnnotationValues annotation, Map<String, Object> to) {
    for (Map.Entry<String, Object> extension : extensions(annotation).entrySet()) {
      if (!extension.getKey().equals(PATH)) {
        to.putIfAbsent(extension.getKey(), extension.getValue());
      }
    }
  }

  /** The path that the annotation's extensions name, or an empty text. */
  public static String path(AnnotationValues annotation) {
    Object path = extensions(annotation).get(PATH);
    if (path instanceof Map && !((Map<?, ?>) path).isEmpty()) {
      path = ((Map<?, ?>) path).values().iterator().next(); // @Extension(name = "x-path", ...)
    }
    return path instanceof String && ((String) path).startsWith("/") ? (String) path : "";
  }

  private static Map<String, Object> extensions(AnnotationValues annotation) {
    Map<String, Object> all = new LinkedHashMap<>();
    annotation.children("extensions").forEach(extension -> all.putAll(extension(extension)));
    return all;
  }

  /** What one annotation gives: one field with its name, or one for each of its properties. */
  public static Map<String, Object> extension(AnnotationValues extension) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (AnnotationValues property : extension.children("properties")) {
      String value = property.text("value");
      Object parsed = property.is("parseValue") ? Json.parse(value) : null;
      properties.put(property.text("name"), parsed == null ? value : parsed);
    }
    String name = extension.text("name");
    Map<String, Object> fields = new LinkedHashMap<>();
    if (name.isEmpty()) {
      properties.forEach((key, value) -> fields.put(prefixed(key), value));
    } else {
      fields.put(prefixed(name), properties);
    }
    return fields;
  }

  private static String prefixed(String name) {
    return name.startsWith("x-") ? name : "x-" + name;
  }

  /** Server Objects (OAS 3.0.3 4.7.5). */
  public static List<Object> servers(List<AnnotationValues> servers) {
    List<Object> objects = new ArrayList<>();
    for (AnnotationValues server : servers) {
      Map<String, Object> object = new LinkedHashMap<>();
      server.copy(object, "url", DESCRIPTION);
      Map<String, Object> variables = new LinkedHashMap<>();
      for (AnnotationValues variable : server.children("variables")) {
        variables.put(variable.text("name"), variable(variable));
      }
      if (!variables.isEmpty()) {
        object.put("variables", variables);
      }
      putExtensions(server, object);
      if (object.containsKey("url")) {
        objects.add(object);
      }
    }
    return objects;
  }

  /** A Server Variable Object (OAS 3.0.3 4.7.6), whose default is compulsory. */
  private static Map<String, Object> variable(AnnotationValues annotation) {
    Map<String, Object> variable = new LinkedHashMap<>();
    if (!annotation.texts("allowableValues").isEmpty()) {
      variable.put("enum", annotation.texts("allowableValues"));
    }
    variable.put("default", annotation.text("defaultValue"));
    annotation.copy(variable, DESCRIPTION);
    return variable;
  }

  /** Tag Objects (OAS 3.0.3 4.7.22) by name. */
  public static Map<String, Map<String, Object>> tags(List<AnnotationValues> tags) {
    Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
    for (AnnotationValues tag : tags) {
      Map<String, Object> object = new LinkedHashMap<>();
      tag.copy(object, "name", DESCRIPTION);
      putDocs(tag, object);
      putExtensions(tag, object);
      if (object.containsKey("name")) {
        byName.put(tag.text("name"), object);
      }
    }
    return byName;
  }

  /** Puts the example, or the Example Objects (OAS 3.0.3 4.7.19), that an annotation has. */
  public static void putExamples(
      AnnotationValues annotation, @Nullable Object type, Map<String, Object> to) {
    Map<String, Object> examples = new LinkedHashMap<>();
    for (AnnotationValues example : annotation.children("examples")) {
      Map<String, Object> object = new LinkedHashMap<>();
      example.copy(object, "summary", DESCRIPTION);
      String value = example.text("value");
      if (value.isEmpty()) {
        example.copy(object, "externalValue"); // never both
      } else {
        object.put("value", Scalars.literal(value, type));
      }
      putExtensions(example, object);
      String name = example.text("name");
      String base = name.isEmpty() ? "example" : name.replaceAll("[^A-Za-z0-9._-]", "_");
      String free = base;
      for (int i = 2; examples.containsKey(free); i++) {
        free = base + i;
      }
      examples.put(free, object);
    }
    String single = annotation.text("example");
    if (!examples.isEmpty()) {
      to.put("examples", examples); // the two exclude each other
    } else if (!single.isEmpty()) {
      to.put("example", Scalars.literal(single, type));
    }
  }
}
