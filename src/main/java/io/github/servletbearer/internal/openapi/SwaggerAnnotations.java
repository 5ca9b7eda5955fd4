// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The swagger annotations, the only class of ours that names them: it is not loaded where the
 * application comes without that JAR. Stateless.
 */
final class SwaggerAnnotations implements AnnotationSource {
  private static final String DESCRIPTION = "description";
  private static final String JSON = "application/json";

  @Override
  public ClassWords ofClass(Class<?> servlet, Schemas schemas) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Tag tag : servlet.getAnnotationsByType(Tag.class)) {
      tags.put(tag.name(), tag.description());
    }
    ApiResponse[] responses = servlet.getAnnotationsByType(ApiResponse.class);
    return new ClassWords(
        tags, responses(schemas, responses), servlet.isAnnotationPresent(Hidden.class));
  }

  @Override
  public OperationWords ofMethod(Method method, Schemas schemas) {
    Operation operation = method.getAnnotation(Operation.class);
    RequestBody body = method.getAnnotation(RequestBody.class);
    Parameter[] parameters = method.getAnnotationsByType(Parameter.class);
    ApiResponse[] responses = method.getAnnotationsByType(ApiResponse.class);
    Tag[] tags = method.getAnnotationsByType(Tag.class);
    if (method.isAnnotationPresent(Hidden.class) || operation != null && operation.hidden()) {
      return OperationWords.HIDDEN;
    }
    if (operation == null
        && body == null
        && parameters.length + responses.length + tags.length == 0) {
      return OperationWords.NONE;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    Map<String, Map<String, Object>> byPlace = new LinkedHashMap<>();
    Map<String, Object> byStatus = new TreeMap<>();
    List<String> tagNames = new ArrayList<>();
    String named = "";
    if (operation != null) {
      named = operation.method().toUpperCase(Locale.ROOT);
      put(fields, "summary", operation.summary());
      put(fields, DESCRIPTION, operation.description());
      put(fields, "operationId", operation.operationId());
      if (operation.deprecated()) {
        fields.put("deprecated", true);
      }
      tagNames.addAll(Arrays.asList(operation.tags()));
      addParameters(byPlace, schemas, operation.parameters());
      putBody(fields, schemas, operation.requestBody());
      byStatus.putAll(responses(schemas, operation.responses()));
    }
    for (Tag tag : tags) {
      tagNames.add(tag.name());
    }
    addParameters(byPlace, schemas, parameters);
    if (body != null) {
      putBody(fields, schemas, body);
    }
    byStatus.putAll(responses(schemas, responses));
    fields.put("tags", tagNames);
    fields.put("parameters", new ArrayList<>(byPlace.values()));
    fields.put("responses", byStatus);
    return OperationWords.of(fields, named);
  }

  @Override
  public FieldWords ofField(Field field) {
    Schema schema = field.getAnnotation(Schema.class);
    boolean hidden = field.isAnnotationPresent(Hidden.class);
    if (schema == null) {
      return hidden ? new FieldWords(null, null, false, true) : FieldWords.NONE;
    }
    return new FieldWords(
        schema.name().isEmpty() ? null : schema.name(),
        words(schema),
        isRequired(schema),
        hidden || schema.hidden());
  }

  @SuppressWarnings("deprecation") // required() is what applications wrote before requiredMode()
  private static boolean isRequired(Schema schema) {
    boolean required = schema.required();
    try {
      return required || schema.requiredMode() == Schema.RequiredMode.REQUIRED;
    } catch (LinkageError e) {
      return required; // annotations older than 2.2.5
    }
  }

  private static void addParameters(
      Map<String, Map<String, Object>> byPlace, Schemas schemas, Parameter... parameters) {
    for (Parameter parameter : parameters) {
      if (parameter.hidden() || parameter.name().isEmpty()) {
        continue;
      }
      ParameterIn in = parameter.in() == ParameterIn.DEFAULT ? ParameterIn.QUERY : parameter.in();
      byPlace.put(in + " " + parameter.name(), parameter(parameter, in, schemas));
    }
  }

  /** A Parameter Object (OAS 3.0.3 4.7.12); those of a path are always required. */
  private static Map<String, Object> parameter(
      Parameter parameter, ParameterIn in, Schemas schemas) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", parameter.name());
    fields.put("in", in.toString());
    put(fields, DESCRIPTION, parameter.description());
    if (parameter.required() || in == ParameterIn.PATH) {
      fields.put("required", true);
    }
    if (parameter.deprecated()) {
      fields.put("deprecated", true);
    }
    Map<String, Object> schema = schema(parameter.schema(), schemas);
    Map<String, Object> items = schema(parameter.array().schema(), schemas);
    if (schema.isEmpty() && !items.isEmpty()) {
      schema = Schemas.array(items);
    }
    if (!schema.containsKey("type")
        && !schema.containsKey("$ref")
        && !schema.containsKey("allOf")) {
      schema.put("type", "string");
    }
    fields.put("schema", schema);
    if (!parameter.example().isEmpty()) {
      fields.put("example", Scalars.literal(parameter.example(), schema.get("type")));
    }
    return fields;
  }

  /** A Request Body Object (OAS 3.0.3 4.7.13), whose content is compulsory. */
  private static void putBody(Map<String, Object> fields, Schemas schemas, RequestBody body) {
    Map<String, Object> content = content(body.content(), schemas);
    if (content.isEmpty() && body.description().isEmpty() && !body.required()) {
      return; // an annotation's default value
    }
    Map<String, Object> said = new LinkedHashMap<>();
    put(said, DESCRIPTION, body.description());
    if (content.isEmpty()) {
      content.put("*/*", new LinkedHashMap<>());
    }
    said.put("content", content);
    if (body.required()) {
      said.put("required", true);
    }
    fields.put("requestBody", said);
  }

  /** Response Objects (OAS 3.0.3 4.7.17), whose description is compulsory. */
  private static Map<String, Object> responses(Schemas schemas, ApiResponse... responses) {
    Map<String, Object> byStatus = new TreeMap<>();
    for (ApiResponse response : responses) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put(
          DESCRIPTION, response.description().isEmpty() ? "Response" : response.description());
      Map<String, Object> content = content(response.content(), schemas);
      if (!content.isEmpty()) {
        fields.put("content", content);
      }
      byStatus.put(response.responseCode(), fields);
    }
    return byStatus;
  }

  private static Map<String, Object> content(Content[] contents, Schemas schemas) {
    Map<String, Object> byType = new LinkedHashMap<>();
    for (Content content : contents) {
      Map<String, Object> mediaType = new LinkedHashMap<>();
      Map<String, Object> schema = schema(content.schema(), schemas);
      Map<String, Object> items = schema(content.array().schema(), schemas);
      if (!schema.isEmpty()) {
        mediaType.put("schema", schema);
      } else if (!items.isEmpty()) {
        mediaType.put("schema", Schemas.array(items));
      }
      byType.put(content.mediaType().isEmpty() ? JSON : content.mediaType(), mediaType);
    }
    return byType;
  }

  private static Map<String, Object> schema(Schema schema, Schemas schemas) {
    Map<String, Object> ofClass =
        schema.implementation() == Void.class
            ? new LinkedHashMap<>()
            : schemas.of(schema.implementation());
    return schemas.refined(ofClass, words(schema));
  }

  private static Map<String, Object> words(Schema schema) {
    Map<String, Object> words = new LinkedHashMap<>();
    put(words, "type", schema.type());
    put(words, "format", schema.format());
    put(words, DESCRIPTION, schema.description());
    if (schema.allowableValues().length > 0) {
      words.put("enum", Arrays.asList(schema.allowableValues()));
    }
    put(words, "default", schema.defaultValue());
    put(words, "example", schema.example());
    if (schema.nullable()) {
      words.put("nullable", true);
    }
    return words;
  }

  private static void put(Map<String, Object> fields, String key, String text) {
    if (!text.isEmpty()) {
      fields.put(key, text);
    }
  }
}
