// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import io.github.servletbearer.internal.openapi.schema.SharedObjects;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What goes in and out by the annotations: parameters, bodies, responses. Not thread-safe. */
final class RequestResponseReader {
  private static final String DESCRIPTION = "description";
  private static final String JSON = "application/json";
  private static final String SCHEMA = "schema";
  private static final String TYPE = "type";

  private final Schemas schemas;

  RequestResponseReader(Schemas schemas) {
    this.schemas = schemas;
  }

  /** Adds Parameter Objects by place and name, so that a later one replaces an earlier one. */
  void addParameters(Map<String, Map<String, Object>> byPlace, List<AnnotationValues> parameters) {
    for (AnnotationValues parameter : parameters) {
      String place = parameter.constant("in").toLowerCase(Locale.ROOT);
      String in = place.isEmpty() || place.equals("default") ? "query" : place;
      if (!parameter.is("hidden") && !parameter.text("name").isEmpty()) {
        byPlace.put(in + " " + parameter.text("name"), parameter(parameter, in));
      }
    }
  }

  /** A Parameter Object (OAS 3.0.3 4.7.12); those of a path are always required. */
  private Map<String, Object> parameter(AnnotationValues annotation, String in) {
    Map<String, Object> fields = new LinkedHashMap<>();
    annotation.copy(fields, "name");
    fields.put("in", in);
    annotation.copy(fields, DESCRIPTION);
    if (annotation.is("required") || in.equals("path")) {
      fields.put("required", true);
    }
    annotation.copyFlags(fields, "deprecated");
    SharedObjects.putExtensions(annotation, fields);
    Map<String, Object> content = content(annotation.children("content"));
    if (!content.isEmpty()) { // of one media type, instead of a schema and what belongs to it
      content.keySet().retainAll(Collections.singleton(content.keySet().iterator().next()));
      fields.put("content", content);
      return fields;
    }
    if (in.equals("query")) {
      annotation.copyFlags(fields, "allowEmptyValue", "allowReserved");
    }
    putStyle(annotation, fields);
    Map<String, Object> schema = textUnlessTyped(annotation);
    fields.put(SCHEMA, schema);
    SharedObjects.putExamples(annotation, schema.get(TYPE), fields);
    return fields;
  }

  private static void putStyle(AnnotationValues annotation, Map<String, Object> fields) {
    String style = annotation.constant("style");
    if (!style.isEmpty() && !style.equals("DEFAULT")) {
      fields.put("style", style(style));
    }
    String explode = annotation.constant("explode");
    if (explode.equals("TRUE") || explode.equals("FALSE")) {
      fields.put("explode", explode.equals("TRUE"));
    }
  }

  /** The enum's constants have lost the capitals of the specification's words. */
  private static String style(String constant) {
    switch (constant) {
      case "SPACEDELIMITED":
        return "spaceDelimited";
      case "PIPEDELIMITED":
        return "pipeDelimited";
      case "DEEPOBJECT":
        return "deepObject";
      default:
        return constant.toLowerCase(Locale.ROOT);
    }
  }

  /** The schema of something that is a text unless its annotation names another type. */
  private Map<String, Object> textUnlessTyped(AnnotationValues annotation) {
    Map<String, Object> schema =
        new LinkedHashMap<>(
            schemas.annotations().schema(annotation.child(SCHEMA), annotation.child("array")));
    boolean typed = false;
    for (String key : new String[] {TYPE, "$ref", "allOf", "oneOf", "anyOf"}) {
      typed |= schema.containsKey(key);
    }
    if (!typed) {
      schema.put(TYPE, "string");
    }
    return schema;
  }

  /** A Request Body Object (OAS 3.0.3 4.7.13), whose content is compulsory, or an empty map. */
  Map<String, Object> body(@Nullable AnnotationValues annotation) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (annotation == null) {
      return body;
    }
    annotation.copy(body, DESCRIPTION);
    Map<String, Object> content = content(annotation.children("content"));
    if (content.isEmpty()) {
      content.put("*/*", new LinkedHashMap<>());
    }
    body.put("content", content);
    annotation.copyFlags(body, "required");
    SharedObjects.putExtensions(annotation, body);
    return body;
  }

  /** Response Objects (OAS 3.0.3 4.7.17), whose description is compulsory, by status. */
  Map<String, Object> responses(List<AnnotationValues> responses) {
    Map<String, Object> byStatus = new TreeMap<>();
    for (AnnotationValues annotation : responses) {
      Map<String, Object> fields = new LinkedHashMap<>();
      String description = annotation.text(DESCRIPTION);
      fields.put(DESCRIPTION, description.isEmpty() ? "Response" : description);
      Map<String, Object> headers = headers(annotation.children("headers"));
      if (!headers.isEmpty()) {
        fields.put("headers", headers);
      }
      Map<String, Object> content = content(annotation.children("content"));
      if (!content.isEmpty()) {
        fields.put("content", content);
      }
      SharedObjects.putExtensions(annotation, fields);
      byStatus.put(status(annotation.text("responseCode")), fields);
    }
    return byStatus;
  }

  /** A status as OpenAPI has it (OAS 3.0.3 4.7.16); all others are the default. */
  private static String status(String responseCode) {
    String status = responseCode.trim().toUpperCase(Locale.ROOT);
    return status.matches("[1-5]([0-9][0-9]|XX)") ? status : "default";
  }

  /** Header Objects (OAS 3.0.3 4.7.21) by name. */
  private Map<String, Object> headers(List<AnnotationValues> headers) {
    Map<String, Object> byName = new LinkedHashMap<>();
    for (AnnotationValues annotation : headers) {
      Map<String, Object> fields = new LinkedHashMap<>();
      annotation.copy(fields, DESCRIPTION);
      annotation.copyFlags(fields, "required", "deprecated");
      Map<String, Object> schema = textUnlessTyped(annotation);
      fields.put(SCHEMA, schema);
      SharedObjects.putExamples(annotation, schema.get(TYPE), fields);
      if (!annotation.text("name").isEmpty() && !annotation.is("hidden")) {
        byName.put(annotation.text("name"), fields);
      }
    }
    return byName;
  }

  /** Media Type Objects (OAS 3.0.3 4.7.14) by their types; without a type it is JSON. */
  private Map<String, Object> content(List<AnnotationValues> contents) {
    Map<String, Object> byType = new LinkedHashMap<>();
    for (AnnotationValues annotation : contents) {
      Map<String, Object> mediaType = new LinkedHashMap<>();
      Map<String, Object> schema =
          withProperties(
              schemas.annotations().schema(annotation.child(SCHEMA), annotation.child("array")),
              annotation.children("schemaProperties"));
      if (!schema.isEmpty()) {
        mediaType.put(SCHEMA, schema);
      }
      SharedObjects.putExamples(annotation, schema.get(TYPE), mediaType);
      SharedObjects.putExtensions(annotation, mediaType);
      byType.put(
          annotation.text("mediaType").isEmpty() ? JSON : annotation.text("mediaType"), mediaType);
    }
    return byType;
  }

  /** The fields of a form, which have no class of their own. */
  private Map<String, Object> withProperties(
      Map<String, Object> schema, List<AnnotationValues> fields) {
    if (fields.isEmpty() || schema.containsKey("$ref")) {
      return schema;
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    for (AnnotationValues property : fields) {
      properties.put(property.text("name"), textUnlessTyped(property));
    }
    Map<String, Object> form = new LinkedHashMap<>(schema);
    form.putIfAbsent(TYPE, "object");
    form.put("properties", properties);
    return form;
  }
}
