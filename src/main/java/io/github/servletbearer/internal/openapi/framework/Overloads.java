// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.OperationAnnotations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins operations of one path and HTTP method, which frameworks tell apart by media types: OpenAPI
 * has one place for them.
 */
final class Overloads {
  private static final String SCHEMA = "schema";
  private static final String CONTENT = "content";
  private static final String REQUIRED = "required";
  private static final String BODY = "requestBody";
  private static final Object ANYTHING = Collections.emptyMap();

  private Overloads() {}

  /** The same in their order, those of one place together; the first one's words go first. */
  static List<DocumentedOperation> joined(Collection<DocumentedOperation> operations) {
    Map<String, DocumentedOperation> byPlace = new LinkedHashMap<>();
    for (DocumentedOperation each : operations) {
      String place = each.httpMethod() + " " + each.annotations().path();
      DocumentedOperation first = byPlace.get(place);
      if (first == null || first.annotations().isHidden()) {
        byPlace.put(place, each);
      } else if (!each.annotations().isHidden()) {
        byPlace.put(place, joined(first, each.annotations()));
      }
    }
    return new ArrayList<>(byPlace.values());
  }

  private static DocumentedOperation joined(DocumentedOperation first, OperationAnnotations other) {
    OperationAnnotations own = first.annotations();
    Map<String, Object> fields = new LinkedHashMap<>(own.fields());
    fields.put("parameters", parameters(own, other));
    Object body = body(own.fields().get(BODY), other.fields().get(BODY));
    if (body != null) {
      fields.put(BODY, body);
    }
    Map<String, Object> responses = new TreeMap<>(own.responses());
    other.responses().forEach((status, more) -> responses.merge(status, more, Overloads::contents));
    fields.put("responses", responses);
    if (!other.fields().containsKey("deprecated")) {
      fields.remove("deprecated");
    }
    return new DocumentedOperation(first.httpMethod(), own.with(fields));
  }

  /** Those of both; one that not both have is not required. */
  private static List<Map<String, Object>> parameters(
      OperationAnnotations own, OperationAnnotations other) {
    Map<String, Map<String, Object>> all = own.parametersByPlace();
    Map<String, Map<String, Object>> others = other.parametersByPlace();
    all.replaceAll((place, each) -> joined(each, others.get(place)));
    others.forEach((place, each) -> all.computeIfAbsent(place, key -> joined(each, null)));
    return new ArrayList<>(all.values());
  }

  private static Map<String, Object> joined(
      Map<String, Object> parameter, @Nullable Map<String, Object> other) {
    Map<String, Object> joined = new LinkedHashMap<>(parameter);
    if (other != null && !Objects.equals(parameter.get(SCHEMA), other.get(SCHEMA))) {
      joined.put(SCHEMA, Collections.singletonMap("type", "string"));
    }
    boolean required = other != null && other.containsKey(REQUIRED);
    if (!required && !"path".equals(parameter.get("in"))) {
      joined.remove(REQUIRED);
    }
    return joined;
  }

  private static @Nullable Object body(@Nullable Object own, @Nullable Object other) {
    Object first = own == null ? other : own;
    if (!(first instanceof Map)) {
      return first;
    }
    Map<?, ?> joined = own == null || other == null ? (Map<?, ?>) first : contents(own, other);
    boolean required = own != null && other != null && ((Map<?, ?>) other).containsKey(REQUIRED);
    Map<Object, Object> body = new LinkedHashMap<>(joined);
    if (!required) {
      body.remove(REQUIRED);
    }
    return body;
  }

  /** The first one with the media types of both; a reference stays as it is. */
  private static Map<Object, Object> contents(Object own, Object other) {
    Map<Object, Object> joined = new LinkedHashMap<>((Map<?, ?>) own);
    Object more = ((Map<?, ?>) other).get(CONTENT);
    if (more instanceof Map && !joined.containsKey("$ref")) {
      Map<Object, Object> content = new LinkedHashMap<>();
      Object first = joined.get(CONTENT);
      content.putAll(first instanceof Map ? (Map<?, ?>) first : Collections.emptyMap());
      ((Map<?, ?>) more)
          .forEach( // which of two schemas holds is not known
              (type, each) -> content.merge(type, each, (a, b) -> a.equals(b) ? a : ANYTHING));
      joined.put(CONTENT, content);
    }
    return joined;
  }
}
