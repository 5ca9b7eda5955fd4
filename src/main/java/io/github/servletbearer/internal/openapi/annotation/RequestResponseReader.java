// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import io.github.servletbearer.internal.openapi.schema.SharedObjects;
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
      String said = parameter.constant("in").toLowerCase(Locale.ROOT);
      String in = said.isEmpty() || said.equals("default") ? "query" : said;
      if (!parameter.is("hidden") && !parameter.text("name").isEmpty()) {
        byPlace.put(in + " " + parameter.text("name"), parameter(parameter, in));
      }
    }
  }

  /** A Parameter Object (OAS 3.0.3 4.7.12); those of a path are always required. */
  private Map<String, Object> parameter(AnnotationValues said, String in) {
    Map<String, Object> fields = new LinkedHashMap<>();
    said.copy("name", fields);
    fields.put("in", in);
    said.copy(DESCRIPTION, fields);
    if (said.is("required") || in.equals("path")) {
      fields.put("required", true);
    }
    said.copyFlag("deprecated", fields);
    if (in.equals("query")) {
      said.copyFlag("allowEmptyValue", fields);
      said.copyFlag("allowReserved", fields);
    }
    putStyle(said, fields);
    Map<String, Object> content = content(said.children("content"));
    if (!content.isEmpty()) {
      fields.put("content", content); // instead of a schema
      return fields;
    }
    Map<String, Object> schema = textUnlessTyped(said);
    fields.put(SCHEMA, schema);
    SharedObjects.putExamples(said, schema.get(TYPE), fields);
    SharedObjects.putExtensions(said, fields);
    return fields;
  }

  private static void putStyle(AnnotationValues said, Map<String, Object> fields) {
    String style = said.constant("style");
    if (!style.isEmpty() && !style.equals("DEFAULT")) {
      fields.put("style", style(style));
    }
    String explode = said.constant("explode");
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

  /** The schema of something that is a text unless its annotation says another type. */
  private Map<String, Object> textUnlessTyped(AnnotationValues said) {
    Map<String, Object> schema =
        new LinkedHashMap<>(schemas.annotations().schema(said.child(SCHEMA), said.child("array")));
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
  Map<String, Object> body(@Nullable AnnotationValues said) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (said == null) {
      return body;
    }
    said.copy(DESCRIPTION, body);
    Map<String, Object> content = content(said.children("content"));
    if (content.isEmpty()) {
      content.put("*/*", new LinkedHashMap<>());
    }
    body.put("content", content);
    said.copyFlag("required", body);
    SharedObjects.putExtensions(said, body);
    return body;
  }

  /** Response Objects (OAS 3.0.3 4.7.17), whose description is compulsory, by status. */
  Map<String, Object> responses(List<AnnotationValues> responses) {
    Map<String, Object> byStatus = new TreeMap<>();
    for (AnnotationValues said : responses) {
      Map<String, Object> fields = new LinkedHashMap<>();
      String description = said.text(DESCRIPTION);
      fields.put(DESCRIPTION, description.isEmpty() ? "Response" : description);
      Map<String, Object> headers = headers(said.children("headers"));
      if (!headers.isEmpty()) {
        fields.put("headers", headers);
      }
      Map<String, Object> content = content(said.children("content"));
      if (!content.isEmpty()) {
        fields.put("content", content);
      }
      SharedObjects.putExtensions(said, fields);
      String status = said.text("responseCode");
      byStatus.put(status.isEmpty() ? "default" : status, fields);
    }
    return byStatus;
  }

  /** Header Objects (OAS 3.0.3 4.7.21) by name. */
  private Map<String, Object> headers(List<AnnotationValues> headers) {
    Map<String, Object> byName = new LinkedHashMap<>();
    for (AnnotationValues said : headers) {
      Map<String, Object> fields = new LinkedHashMap<>();
      said.copy(DESCRIPTION, fields);
      said.copyFlag("required", fields);
      said.copyFlag("deprecated", fields);
      Map<String, Object> schema = textUnlessTyped(said);
      fields.put(SCHEMA, schema);
      SharedObjects.putExamples(said, schema.get(TYPE), fields);
      if (!said.text("name").isEmpty() && !said.is("hidden")) {
        byName.put(said.text("name"), fields);
      }
    }
    return byName;
  }

  /** Media Type Objects (OAS 3.0.3 4.7.14) by their types; without a type it is JSON. */
  private Map<String, Object> content(List<AnnotationValues> contents) {
    Map<String, Object> byType = new LinkedHashMap<>();
    for (AnnotationValues said : contents) {
      Map<String, Object> mediaType = new LinkedHashMap<>();
      Map<String, Object> schema =
          withProperties(
              schemas.annotations().schema(said.child(SCHEMA), said.child("array")),
              said.children("schemaProperties"));
      if (!schema.isEmpty()) {
        mediaType.put(SCHEMA, schema);
      }
      SharedObjects.putExamples(said, schema.get(TYPE), mediaType);
      SharedObjects.putExtensions(said, mediaType);
      byType.put(said.text("mediaType").isEmpty() ? JSON : said.text("mediaType"), mediaType);
    }
    return byType;
  }

  /** The fields of a form, which have no class of their own. */
  private Map<String, Object> withProperties(
      Map<String, Object> schema, List<AnnotationValues> said) {
    if (said.isEmpty() || schema.containsKey("$ref")) {
      return schema;
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    for (AnnotationValues property : said) {
      properties.put(property.text("name"), textUnlessTyped(property));
    }
    Map<String, Object> form = new LinkedHashMap<>(schema);
    form.putIfAbsent(TYPE, "object");
    form.put("properties", properties);
    return form;
  }
}
