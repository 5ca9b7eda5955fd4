// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.schema.SharedObjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request has: parameters, a form or a body. Not thread-safe. */
public final class RequestDescription {
  /** Headers for which OpenAPI has other words (OAS 3.0.3 4.7.12). */
  private static final Set<String> HEADERS_OF_OPENAPI =
      new HashSet<>(Arrays.asList("accept", "content-type", "authorization"));

  /** Patterns that say no more than the type of a whole number. */
  private static final List<String> NUMBERS =
      Arrays.asList("^(\\d+)$", "^([0-9]+)$", "^(\\d*)$", "^([0-9]*)$");

  private final Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();
  private final Map<String, Object> form = new LinkedHashMap<>();
  private final Set<String> requiredFields = new LinkedHashSet<>();
  private final Set<String> matrix = new LinkedHashSet<>();
  private boolean hasParts = false;
  private boolean requiresBody = false;
  private @Nullable JavaType entity = null;

  /** The same parameters and fields for a more special request; its body is another one. */
  public RequestDescription copy() {
    RequestDescription copy = new RequestDescription();
    copy.parameters.putAll(parameters);
    copy.form.putAll(form);
    copy.requiredFields.addAll(requiredFields);
    copy.matrix.addAll(matrix);
    copy.hasParts = hasParts;
    return copy;
  }

  /**
   * Adds a parameter.
   *
   * @param in {@code path}, {@code query}, {@code header} or {@code cookie}
   * @param words a swagger annotation of it, or null
   */
  public void add(
      String in,
      String name,
      Map<String, Object> schema,
      boolean required,
      @Nullable AnnotationValues words) {
    boolean said =
        in.equals("header") && HEADERS_OF_OPENAPI.contains(name.toLowerCase(Locale.ROOT));
    if (!said) {
      parameters.put(in + " " + name, parameter(name, in, schema, required, words));
    }
  }

  /** Adds a field of a form. */
  public void addField(String name, Map<String, Object> schema) {
    form.put(name, schema);
  }

  /** Adds a part of a form that is sent in parts (RFC 7578). */
  public void addPart(String name, Map<String, Object> schema, boolean required) {
    hasParts = true;
    form.putIfAbsent(name, schema);
    if (required) {
      requiredFields.add(name);
    }
  }

  /** Makes the parameters of the query fields of a form, which is the body. */
  public void sendQueryAsForm() {
    parameters
        .values()
        .removeIf(
            parameter -> {
              boolean isQuery = "query".equals(parameter.get("in"));
              if (isQuery) {
                String name = String.valueOf(parameter.get("name"));
                form.put(name, field(parameter));
                if (parameter.containsKey("required")) {
                  requiredFields.add(name);
                }
                requiresBody = true; // for its media type
              }
              return isQuery;
            });
  }

  private static Map<String, Object> field(Map<String, Object> parameter) {
    Map<String, Object> field = new LinkedHashMap<>();
    if (parameter.get("schema") instanceof Map) {
      ((Map<?, ?>) parameter.get("schema"))
          .forEach((key, value) -> field.put(String.valueOf(key), value));
    }
    for (String member : new String[] {"description", "example", "deprecated"}) {
      if (parameter.containsKey(member)) {
        field.putIfAbsent(member, parameter.get(member));
      }
    }
    return field;
  }

  /** Adds a matrix parameter, which OpenAPI has for required ones alone. */
  public void addMatrix(String name) {
    matrix.add(name);
  }

  /** Takes the type of the body. */
  public void body(JavaType type, boolean required) {
    entity = type;
    requiresBody = required;
  }

  /** A Parameter Object (OAS 3.0.3 4.7.12). */
  private static Map<String, Object> parameter(
      String name,
      String in,
      Map<String, Object> schema,
      boolean required,
      @Nullable AnnotationValues words) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", in);
    if (words != null) {
      words.copy(parameter, "description");
    }
    if (required || in.equals("path") || words != null && words.is("required")) {
      parameter.put("required", true);
    }
    if (words != null) {
      words.copyFlags(parameter, "deprecated");
      SharedObjects.putExamples(words, schema.get("type"), parameter);
    }
    parameter.put("schema", schema);
    return parameter;
  }

  /** Parameter Objects; those of the path as its template has them. */
  public List<Map<String, Object>> parameters(UriTemplate template) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (String name : template.names()) {
      Map<String, Object> known = parameters.get("path " + name);
      Object type = known == null ? null : known.get("schema");
      Map<String, Object> schema = withPattern(type, template.pattern(name));
      Map<String, Object> parameter = parameter(name, "path", schema, true, null);
      if (known != null) {
        known.forEach(parameter::putIfAbsent);
      }
      if (template.mayHoldSlashes(name)) {
        parameter.putIfAbsent("description", "It may hold slashes.");
      }
      all.add(parameter);
    }
    parameters.forEach(
        (place, parameter) -> {
          if (!place.startsWith("path ")) {
            all.add(parameter);
          }
        });
    return all;
  }

  /** A schema, of a text where none is known, with what a text must match. */
  private static Map<String, Object> withPattern(
      @Nullable Object schema, @Nullable String pattern) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("type", "string");
    if (schema instanceof Map) {
      ((Map<?, ?>) schema).forEach((key, value) -> more.put(String.valueOf(key), value));
    }
    boolean isNumber = pattern != null && NUMBERS.contains(pattern);
    if (pattern != null && !(isNumber && !"string".equals(more.get("type")))) {
      more.remove("format");
      more.put("type", "string"); // a schema has patterns for texts alone
      more.put("pattern", pattern);
    }
    return more;
  }

  /** Whether there is a parameter. */
  public boolean has(String in, String name) {
    return parameters.containsKey(in + " " + name);
  }

  /** The fields of a form, by name, or an empty map. */
  Map<String, Object> form() {
    return form;
  }

  Set<String> requiredFields() {
    return requiredFields;
  }

  /** Whether the form is sent in parts (RFC 7578). */
  boolean hasParts() {
    return hasParts;
  }

  /** The names of matrix parameters, in words; an empty text where there are none. */
  public String matrixSentence() {
    return matrix.isEmpty()
        ? ""
        : "It reads the matrix parameters "
            + String.join(", ", matrix)
            + ", which this document cannot list.";
  }

  /** Whether there is a body or a form. */
  public boolean hasBody() {
    return entity != null || !form.isEmpty();
  }

  /** The type of the body, or null where there is none. */
  public @Nullable JavaType entity() {
    return entity;
  }

  boolean requiresBody() {
    return requiresBody;
  }
}
