// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.schema;

import io.github.servletbearer.internal.openapi.classfile.AnnotatedElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @Schema} and {@code @ArraySchema} add to the Java type, in the keywords of the Schema
 * Object (OAS 3.0.3 4.7.24) or of JSON Schema 2020-12 (OAS 3.1.0 4.8.24). Not thread-safe.
 */
public final class SchemaAnnotations {
  private static final String SCHEMA = "media.Schema";
  private static final String ARRAY = "media.ArraySchema";
  private static final String REF = "$ref";
  private static final String TYPE = "type";
  private static final List<String> COMPOSITIONS =
      Collections.unmodifiableList(Arrays.asList("oneOf", "anyOf", "allOf"));

  /** The types of JSON Schema. Annotations also have "String", "int", "file" and the like. */
  private static final List<String> TYPES =
      Collections.unmodifiableList(
          Arrays.asList("array", "boolean", "integer", "number", "object", "string"));

  private final Function<JavaType, Map<String, Object>> schemas;
  private final Function<String, @Nullable Object> types;
  private final boolean version30;

  /**
   * @param schemas gives the schema of a Java type
   * @param types gives the type of a named schema by a reference to it, or null
   */
  SchemaAnnotations(
      String openapiVersion,
      Function<JavaType, Map<String, Object>> schemas,
      Function<String, @Nullable Object> types) {
    this.schemas = schemas;
    this.types = types;
    this.version30 = openapiVersion.startsWith("3.0");
  }

  /** Whether the document does not show the property. */
  static boolean isHidden(ClassInfo.Member field) {
    AnnotationValues schema = field.annotation(SCHEMA);
    boolean isIgnored = // a setter with a name of its own is called, though the getter is not
        field.annotationEndingWith(".JsonIgnore") != null
            && field.annotationEndingWith(".JsonProperty") == null;
    boolean isElsewhere = // the other side of two that know each other, or among its own properties
        field.annotationEndingWith(".JsonBackReference") != null
            || field.annotationEndingWith(".JsonUnwrapped") != null;
    return field.hasAnnotation("Hidden")
        || isIgnored
        || isElsewhere
        || schema != null && schema.is("hidden");
  }

  /** Whether the field is always there. */
  static boolean isRequired(ClassInfo.Member field) {
    AnnotationValues array = field.annotation(ARRAY);
    return isRequired(field.annotation(SCHEMA))
        || array != null && isRequired(array.child("arraySchema"));
  }

  private static boolean isRequired(@Nullable AnnotationValues schema) {
    return schema != null
        && (schema.is("required") || schema.constant("requiredMode").equals("REQUIRED"));
  }

  /** The property's name by its annotation, or the given one. */
  static String name(AnnotatedElement field, String otherwise) {
    AnnotationValues schema = field.annotation(SCHEMA);
    String name = schema == null ? "" : schema.text("name");
    return name.isEmpty() ? otherwise : name;
  }

  /** The schema of a field whose Java type has this one. */
  Map<String, Object> ofField(ClassInfo.Member field, Map<String, Object> ofType) {
    AnnotationValues array = field.annotation(ARRAY);
    return array == null ? schema(field.annotation(SCHEMA), ofType) : array(array, ofType);
  }

  static Map<String, Object> array(Map<String, Object> items) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items);
    return schema;
  }

  /** The schema that an annotation describes by itself; empty if it has no keyword. */
  public Map<String, Object> schema(
      @Nullable AnnotationValues schema, @Nullable AnnotationValues array) {
    Map<String, Object> single = schema(schema, new LinkedHashMap<>());
    return !single.isEmpty() || array == null ? single : array(array, new LinkedHashMap<>());
  }

  private Map<String, Object> schema(
      @Nullable AnnotationValues annotation, Map<String, Object> ofType) {
    if (annotation == null) {
      return ofType;
    }
    JavaType implementation = annotation.type("implementation");
    Map<String, Object> base = implementation == null ? ofType : schemas.apply(implementation);
    Map<String, Object> composed = compositions(annotation);
    return refined(composed.isEmpty() ? base : composed, of(annotation));
  }

  private Map<String, Object> compositions(AnnotationValues annotation) {
    Map<String, Object> composed = new LinkedHashMap<>();
    for (String several : COMPOSITIONS) {
      List<Object> members = new ArrayList<>();
      annotation.types(several).forEach(type -> members.add(schemas.apply(type)));
      if (!members.isEmpty()) {
        composed.put(several, members);
      }
    }
    return composed;
  }

  /** The schema of a class of its own, with what its annotation adds. */
  Map<String, Object> ofClass(
      @Nullable AnnotationValues annotation, Map<String, Object> structure) {
    if (annotation == null) {
      return structure;
    }
    Map<String, Object> keywords = compositions(annotation);
    keywords.putAll(of(annotation));
    return refined(structure, keywords);
  }

  private Map<String, Object> array(AnnotationValues annotation, Map<String, Object> ofType) {
    Object declared = ofType.get("items");
    Map<String, Object> items = new LinkedHashMap<>();
    if (declared instanceof Map) {
      ((Map<?, ?>) declared).forEach((key, value) -> items.put((String) key, value));
    }
    AnnotationValues item = annotation.child("items");
    Map<String, Object> keywords = new LinkedHashMap<>(of(annotation.child("arraySchema")));
    putNumber(annotation, "minItems", keywords);
    putNumber(annotation, "maxItems", keywords);
    annotation.copyFlags(keywords, "uniqueItems");
    Map<String, Object> of = schema(item == null ? annotation.child("schema") : item, items);
    return of.isEmpty() && keywords.isEmpty() && ofType.isEmpty()
        ? new LinkedHashMap<>()
        : refined(array(of), keywords);
  }

  /** The keywords of an annotation, without those of its Java type. */
  Map<String, Object> of(@Nullable AnnotationValues annotation) {
    Map<String, Object> keywords = new LinkedHashMap<>();
    if (annotation == null) {
      return keywords;
    }
    String type = annotation.text(TYPE).toLowerCase(Locale.ROOT);
    if (TYPES.contains(type)) {
      keywords.put(TYPE, type);
    }
    annotation.copy(keywords, "format", "title", "description");
    if (!annotation.texts("allowableValues").isEmpty()) {
      keywords.put("enum", annotation.texts("allowableValues"));
    }
    annotation.copy("defaultValue", keywords, "default");
    annotation.copy(keywords, "example");
    annotation.copyFlags(keywords, "nullable", "deprecated", "readOnly", "writeOnly");
    String mode = annotation.constant("accessMode");
    if (mode.equals("READ_ONLY") || mode.equals("WRITE_ONLY")) {
      keywords.put(mode.equals("READ_ONLY") ? "readOnly" : "writeOnly", true);
    }
    putBound(annotation, "minimum", "exclusiveMinimum", keywords);
    putBound(annotation, "maximum", "exclusiveMaximum", keywords);
    for (String number :
        new String[] {"minLength", "maxLength", "minProperties", "maxProperties", "multipleOf"}) {
      putNumber(annotation, number, keywords);
    }
    annotation.copy(keywords, "pattern");
    SharedObjects.putDocs(annotation, keywords);
    SharedObjects.putExtensions(annotation, keywords);
    return keywords;
  }

  /** A bound; 3.0 marks an exclusive one, 3.1 writes it under another name. */
  private void putBound(
      AnnotationValues annotation, String bound, String exclusive, Map<String, Object> keywords) {
    Object value = Scalars.literal(annotation.text(bound), "number");
    if (!(value instanceof BigDecimal)) {
      return;
    }
    boolean excluded = annotation.is(exclusive);
    keywords.put(excluded && !version30 ? exclusive : bound, value);
    if (excluded && version30) {
      keywords.put(exclusive, true);
    }
  }

  /** A count; the annotations' own defaults for "none" are not worth writing down. */
  private static void putNumber(
      AnnotationValues annotation, String element, Map<String, Object> keywords) {
    Number number = annotation.number(element);
    if (number instanceof Integer && number.intValue() >= 0
        || number instanceof Double && number.doubleValue() > 0) {
      keywords.put(element, number);
    }
  }

  /** The schema of a Java type with the keywords of an annotation, if there is one. */
  public Map<String, Object> refinedBy(
      @Nullable AnnotationValues annotation, Map<String, Object> ofType) {
    return refined(ofType, of(annotation));
  }

  /** The schema with more keywords; 3.0 ignores everything beside a reference. */
  Map<String, Object> refined(Map<String, Object> schema, Map<String, Object> keywords) {
    if (keywords.isEmpty()) {
      return schema;
    }
    Map<String, Object> refined = new LinkedHashMap<>();
    Object type = keywords.get(TYPE);
    boolean isUnknown = schema.isEmpty() || "object".equals(schema.get(TYPE));
    if (type == null && keywords.containsKey("format") && isUnknown) {
      refined.put(TYPE, "string"); // an object has no format: the application writes a text
    } else if (type == null || type.equals(schema.get(TYPE))) {
      if (schema.containsKey(REF)) {
        refined.put("allOf", Collections.singletonList(schema));
        putTypeOfNullable(schema, keywords, refined);
      } else {
        refined.putAll(schema);
      }
    }
    refined.putAll(keywords);
    if ("array".equals(refined.get(TYPE))) {
      refined.putIfAbsent("items", new LinkedHashMap<>()); // compulsory in 3.0
    }
    Scalars.typeLiterals(refined);
    return dialect(refined);
  }

  /** In 3.0 the keyword nullable counts only beside a type (OAS 3.0.3 4.7.24). */
  private void putTypeOfNullable(
      Map<String, Object> reference, Map<String, Object> keywords, Map<String, Object> refined) {
    Object type = types.apply(String.valueOf(reference.get(REF)));
    if (version30 && keywords.get("nullable") == Boolean.TRUE && type != null) {
      refined.put(TYPE, type);
    }
  }

  /** Rewrites what 3.0.3 and 3.1.0 express in different ways. */
  private Map<String, Object> dialect(Map<String, Object> schema) {
    boolean nullable = schema.get("nullable") == Boolean.TRUE;
    Object values = schema.get("enum");
    if (nullable && values instanceof List) {
      List<Object> withNull = new ArrayList<>((List<?>) values);
      withNull.add(null);
      schema.put("enum", withNull);
    }
    if (version30) {
      return schema;
    }
    schema.remove("nullable");
    Object example = schema.remove("example"); // deprecated there
    if (example != null) {
      schema.put("examples", Collections.singletonList(example));
    }
    Object type = schema.get(TYPE);
    Map<String, Object> value = new LinkedHashMap<>(schema);
    value.keySet().retainAll(COMPOSITIONS);
    if (nullable && type instanceof String) {
      schema.put(TYPE, Arrays.asList(type, "null"));
    } else if (nullable && !value.isEmpty()) {
      schema.keySet().removeAll(COMPOSITIONS);
      List<?> all = (List<?>) value.get("allOf");
      Object one = value.size() == 1 && all != null && all.size() == 1 ? all.get(0) : value;
      schema.put("anyOf", Arrays.asList(one, Collections.singletonMap(TYPE, "null")));
    }
    return schema;
  }
}
