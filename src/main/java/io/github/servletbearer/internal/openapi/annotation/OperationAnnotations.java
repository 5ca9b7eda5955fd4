// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.schema.SharedObjects;
import io.github.servletbearer.internal.openapi.security.DeclaredSecurity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of one method, or those of a class that hold for all its methods, as fields of an
 * Operation Object. Immutable.
 */
public final class OperationAnnotations {
  /** Nothing is annotated. */
  public static final OperationAnnotations NONE = new OperationAnnotations(false);

  /** A method or class that the document does not show. */
  static final OperationAnnotations HIDDEN = new OperationAnnotations(true);

  private final Map<String, Object> fields;
  private final Map<String, Map<String, Object>> tagObjects;
  private final DeclaredSecurity security;
  private final String method;
  private final String path;
  private final boolean ofFramework;
  private final boolean annotated;
  private final boolean hidden;

  private OperationAnnotations(boolean hidden) {
    this(
        Collections.emptyMap(),
        Collections.emptyMap(),
        DeclaredSecurity.NONE,
        "",
        "",
        false,
        hidden,
        hidden);
  }

  private OperationAnnotations(
      Map<String, Object> fields,
      Map<String, Map<String, Object>> tags,
      DeclaredSecurity security,
      String method,
      String path,
      boolean ofFramework,
      boolean annotated,
      boolean hidden) {
    this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    this.tagObjects = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    this.security = security;
    this.method = method;
    this.path = path;
    this.ofFramework = ofFramework;
    this.annotated = annotated;
    this.hidden = hidden;
  }

  /**
   * An annotated method or class.
   *
   * @param fields fields of an Operation Object (OAS 3.0.3 4.7.10)
   * @param operation the {@code @Operation}, if there is one
   * @param tags the Tag Objects that are described there, by name
   */
  static OperationAnnotations of(
      Map<String, Object> fields,
      @Nullable AnnotationValues operation,
      Map<String, Map<String, Object>> tags,
      DeclaredSecurity security) {
    return new OperationAnnotations(
        fields,
        tags,
        security,
        operation == null ? "" : operation.text("method").toUpperCase(Locale.ROOT),
        operation == null ? "" : SharedObjects.path(operation),
        false,
        true,
        false);
  }

  /**
   * An operation as a framework's own annotations describe it.
   *
   * @param fields fields of an Operation Object (OAS 3.0.3 4.7.10)
   * @param path below the context root and beginning with a slash, percent-encoded, parameters in
   *     braces
   */
  public static OperationAnnotations ofFramework(Map<String, Object> fields, String path) {
    return new OperationAnnotations(
        fields, Collections.emptyMap(), DeclaredSecurity.NONE, "", path, true, false, false);
  }

  /**
   * The same with the words of swagger annotations, which go before those here; parameters are
   * joined by place and name, responses by status. The path stays.
   */
  public OperationAnnotations refinedBy(OperationAnnotations swagger) {
    if (!swagger.annotated) {
      return this;
    }
    Map<String, Object> joined = new LinkedHashMap<>(fields);
    joined.putAll(swagger.fields);
    if (swagger.tags().isEmpty()) {
      Set<String> names = swagger.tagObjects.keySet();
      joined.put("tags", names.isEmpty() ? tags() : new ArrayList<>(names));
    }
    Map<String, Map<String, Object>> tags = new LinkedHashMap<>(tagObjects);
    tags.putAll(swagger.tagObjects);
    Map<String, Map<String, Object>> byPlace = parametersByPlace();
    swagger
        .parametersByPlace()
        .forEach((place, more) -> byPlace.merge(place, more, OperationAnnotations::join));
    joined.put("parameters", new ArrayList<>(byPlace.values()));
    Map<String, Object> byStatus = new TreeMap<>(responses());
    swagger
        .responses()
        .forEach((status, more) -> byStatus.merge(status, more, OperationAnnotations::join));
    joined.put("responses", byStatus);
    return new OperationAnnotations(
        joined,
        tags,
        swagger.security.isMade() ? swagger.security : security,
        method,
        path,
        true,
        true,
        hidden || swagger.hidden);
  }

  /** One object of both, the second's fields first. */
  @SuppressWarnings("unchecked") // parts of Operation Objects
  private static Map<String, Object> join(Object own, Object more) {
    Map<String, Object> joined = new LinkedHashMap<>((Map<String, Object>) own);
    joined.putAll((Map<String, Object>) more);
    return joined;
  }

  /** The same, marked as deprecated. */
  public OperationAnnotations deprecated() {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put("deprecated", true);
    return with(more);
  }

  /** The same with other fields. */
  public OperationAnnotations with(Map<String, Object> others) {
    return new OperationAnnotations(
        others, tagObjects, security, method, path, ofFramework, annotated, hidden);
  }

  public Map<String, Object> fields() {
    return fields;
  }

  /** The Tag Objects (OAS 3.0.3 4.7.22) that are described there, by name. */
  public Map<String, Map<String, Object>> tagObjects() {
    return tagObjects;
  }

  public DeclaredSecurity declaredSecurity() {
    return security;
  }

  /** The HTTP methods named, in capitals and by commas, or an empty text. */
  String method() {
    return method;
  }

  /** The path that the method names for itself, below the context root, or an empty text. */
  public String path() {
    return path;
  }

  /** Whether a swagger annotation names its path. */
  public boolean namesPath() {
    return !path.isEmpty() && !ofFramework;
  }

  /** Whether there was an annotation of the document's vocabulary. */
  public boolean isAnnotated() {
    return annotated;
  }

  /** Whether the document does not show it. */
  public boolean isHidden() {
    return hidden;
  }

  /** A text of the annotations, or an empty one. */
  public String text(String field) {
    return String.valueOf(fields().getOrDefault(field, ""));
  }

  /** The Parameter Objects, in their order. */
  @SuppressWarnings("unchecked") // made so by SwaggerAnnotations
  public List<Map<String, Object>> parameters() {
    return (List<Map<String, Object>>) fields().getOrDefault("parameters", Collections.emptyList());
  }

  /** The same by place and name. */
  public Map<String, Map<String, Object>> parametersByPlace() {
    Map<String, Map<String, Object>> byPlace = new LinkedHashMap<>();
    parameters().forEach(each -> byPlace.put(each.get("in") + " " + each.get("name"), each));
    return byPlace;
  }

  /** The names of the tags. */
  @SuppressWarnings("unchecked") // made so by SwaggerAnnotations
  public List<String> tags() {
    return (List<String>) fields().getOrDefault("tags", Collections.emptyList());
  }

  /** Response Objects by status code. */
  @SuppressWarnings("unchecked") // made so by SwaggerAnnotations
  public Map<String, Object> responses() {
    return (Map<String, Object>) fields().getOrDefault("responses", Collections.emptyMap());
  }

  /** The names of the path parameters, in their order: they make the path's template. */
  public List<String> pathParameters() {
    List<String> names = new ArrayList<>();
    for (Map<String, Object> parameter : parameters()) {
      if ("path".equals(parameter.get("in"))) {
        names.add(String.valueOf(parameter.get("name")));
      }
    }
    return names;
  }
}
