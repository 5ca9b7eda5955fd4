// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of swagger 1.x that have a schema, as those of 2.x: properties, parameters, bodies. */
final class Swagger1Schemas {
  private static final Pattern RANGE = Pattern.compile("range\\s*([\\[(])([^,]*),([^\\])]*)([])])");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PARTS = "multipart/form-data";
  private static final List<String> JSON = Collections.singletonList("application/json");
  private static final AnnotationValues NONE = AnnotationValues.of();

  private Swagger1Schemas() {}

  /** The words of a list, or of a text with commas. */
  static List<String> words(AnnotationValues annotation, String element) {
    List<String> texts = annotation.texts(element);
    return words(texts.isEmpty() ? annotation.text(element) : String.join(",", texts));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      words.add(word.trim());
    }
    words.removeIf(String::isEmpty);
    return words;
  }

  /** The {@code @Schema} of an {@code @ApiModelProperty}. */
  static AnnotationValues property(AnnotationValues old) {
    AnnotationValues words =
        AnnotationValues.of(
            "description", old.text("value"),
            "name", old.text("name"),
            "example", old.text("example"),
            "required", old.is("required"),
            "hidden", old.is("hidden"),
            "readOnly", old.is("readOnly") || old.constant("accessMode").equals("READ_ONLY"));
    return words.over(schema(old));
  }

  /** Type and values of a property or parameter. */
  private static AnnotationValues schema(AnnotationValues old) {
    Map<String, Object> schema = new LinkedHashMap<>();
    String name = old.text("type").isEmpty() ? old.text("dataType") : old.text("type");
    JavaType type = old.has("dataTypeClass") ? old.type("dataTypeClass") : type(name);
    if (type != null) {
      schema.put("implementation", type);
    }
    if (name.toLowerCase(Locale.ROOT).startsWith("date")) {
      schema.put("format", name.length() > 4 ? "date-time" : "date");
    }
    old.copy(schema, "format", "defaultValue");
    putValues(old.text("allowableValues"), schema);
    return AnnotationValues.of(schema);
  }

  /** Names are those of OpenAPI, those of primitive types, or those of classes. */
  private static @Nullable JavaType type(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    switch (lower) {
      case "string":
      case "date":
      case "datetime":
      case "date-time":
        return JavaType.named("java.lang.String");
      case "integer":
        return JavaType.named("int");
      case "int":
      case "long":
      case "float":
      case "double":
      case "boolean":
        return JavaType.named(lower);
      case "number":
        return JavaType.named("java.math.BigDecimal");
      case "file":
        return JavaType.named("java.io.InputStream");
      default:
        return name.indexOf('.') > 0 ? JavaType.named(name) : null;
    }
  }

  /** A list with commas, or a range as in {@code range[1, infinity]}, {@code range(0, 1)}. */
  private static void putValues(String text, Map<String, Object> schema) {
    Matcher range = RANGE.matcher(text.trim());
    if (range.matches()) {
      schema.put("exclusiveMinimum", range.group(1).equals("("));
      schema.put("minimum", range.group(2).trim()); // infinity is no number, and no bound
      schema.put("maximum", range.group(3).trim());
      schema.put("exclusiveMaximum", range.group(4).equals(")"));
    } else if (!text.trim().isEmpty()) {
      schema.put("allowableValues", words(text));
    }
  }

  /** The {@code @Parameter} of an {@code @ApiParam} or {@code @ApiImplicitParam}. */
  static AnnotationValues parameter(AnnotationValues old) {
    String in = old.text("paramType").toUpperCase(Locale.ROOT);
    boolean several = old.is("allowMultiple") && !in.isEmpty();
    boolean byCommas =
        several && in.equals("QUERY") && !old.text("collectionFormat").equals("multi");
    return AnnotationValues.of(
        "name", old.text("name"),
        "in", in.isEmpty() ? null : new AnnotationValues.Constant(in),
        "description", old.text("value"),
        "required", old.is("required"),
        "hidden", old.is("hidden"),
        "allowEmptyValue", old.is("allowEmptyValue"),
        "example", example(old),
        "explode", byCommas ? new AnnotationValues.Constant("FALSE") : null,
        "schema", several ? null : schema(old),
        "array", several ? array(old) : null);
  }

  private static AnnotationValues array(AnnotationValues old) {
    AnnotationValues items = schema(old);
    AnnotationValues text = AnnotationValues.of("type", "string");
    return AnnotationValues.of("schema", items.has("implementation") ? items : items.over(text));
  }

  private static String example(AnnotationValues old) {
    List<AnnotationValues> all = examples(old);
    return all.isEmpty() ? old.text("example") : all.get(0).text("value");
  }

  private static List<AnnotationValues> examples(AnnotationValues old) {
    AnnotationValues examples = old.child("examples");
    return examples == null ? Collections.emptyList() : examples.children("value");
  }

  /** The {@code @RequestBody} of the parameters that are its content or fields; null for none. */
  static @Nullable AnnotationValues body(List<AnnotationValues> parameters, List<String> types) {
    List<AnnotationValues> fields = new ArrayList<>();
    String form = FORM;
    for (AnnotationValues each : parameters) {
      if (each.text("paramType").equals("body")) {
        return body(each, types, AnnotationValues.of("schema", schema(each)));
      }
      AnnotationValues words = AnnotationValues.of("description", each.text("value"));
      AnnotationValues schema = words.over(schema(each));
      fields.add(AnnotationValues.of("name", each.text("name"), "schema", schema));
      form = (each.text("dataType") + each.text("type")).endsWith("ile") ? PARTS : form;
    }
    AnnotationValues content = AnnotationValues.of("schemaProperties", fields);
    return fields.isEmpty() ? null : body(NONE, types.isEmpty() ? words(form) : types, content);
  }

  private static AnnotationValues body(
      AnnotationValues old, List<String> types, AnnotationValues content) {
    List<AnnotationValues> contents = new ArrayList<>();
    for (String type : types.isEmpty() ? JSON : types) {
      contents.add(content.over(AnnotationValues.of("mediaType", type)));
    }
    return AnnotationValues.of(
        "description", old.text("value"), "required", old.is("required"), "content", contents);
  }

  /** The {@code @ApiResponse} of one, or of the operation's own success. */
  static AnnotationValues response(
      AnnotationValues old, String status, String description, List<String> produced) {
    AnnotationValues schema = result(old);
    Map<String, AnnotationValues> contents = new LinkedHashMap<>();
    if (schema != null || old.has("produces")) {
      for (String each : produced.isEmpty() ? JSON : produced) {
        contents.put(each, AnnotationValues.of("mediaType", each, "schema", schema));
      }
    }
    for (AnnotationValues each : examples(old)) {
      String type = each.text("mediaType");
      String example = each.text("value");
      contents.put(
          type, AnnotationValues.of("mediaType", type, "schema", schema, "example", example));
    }
    List<AnnotationValues> headers = new ArrayList<>();
    for (AnnotationValues each : old.children("responseHeaders")) {
      String name = each.text("name");
      String words = each.text("description");
      headers.add(AnnotationValues.of("name", name, "description", words, "schema", result(each)));
    }
    return AnnotationValues.of(
        "responseCode", status,
        "description", description,
        "content", new ArrayList<>(contents.values()),
        "headers", headers);
  }

  /** The schema of a result, in its container where it has one; null without a type. */
  private static @Nullable AnnotationValues result(AnnotationValues old) {
    JavaType type = old.type("response");
    if (type == null) {
      return null;
    }
    List<JavaType> contained = new ArrayList<>(Collections.singleton(type));
    switch (old.text("responseContainer").toLowerCase(Locale.ROOT)) {
      case "list":
      case "set":
        return AnnotationValues.of("implementation", JavaType.generic("java.util.List", contained));
      case "map":
        contained.add(0, JavaType.named("java.lang.String"));
        return AnnotationValues.of("implementation", JavaType.generic("java.util.Map", contained));
      default:
        return AnnotationValues.of("implementation", type);
    }
  }
}
