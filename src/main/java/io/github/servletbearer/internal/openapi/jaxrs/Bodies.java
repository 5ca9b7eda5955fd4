// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Request Body and Response Objects (OAS 3.0.3 4.7.13, 4.7.17) by types and media types. */
final class Bodies {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PARTS = "multipart/form-data";
  private static final String DESCRIPTION = "description";

  /** Results that hold their content unseen; of those from "Single" on it is the argument. */
  private static final Set<String> WRAPPERS =
      new HashSet<>(
          Arrays.asList(
              "java.util.concurrent.CompletionStage",
              "java.util.concurrent.CompletableFuture",
              "java.util.concurrent.Future",
              "javax.ws.rs.core.GenericEntity",
              "com.sun.jersey.api.JResponse",
              "io.reactivex.Single"));

  private final Schemas schemas;

  Bodies(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * The Request Body Object, or null where there is none.
   *
   * @param consumes a {@code @Consumes}, or null
   */
  @Nullable Map<String, Object> request(
      RequestDescription request, @Nullable AnnotationValues consumes) {
    JavaType entity = request.entity();
    List<String> types = mediaTypes(consumes);
    Map<String, Object> schema;
    if (!request.form().isEmpty()) {
      String form = request.hasParts() ? PARTS : FORM;
      types.removeIf(type -> !type.startsWith(form));
      types = types.isEmpty() ? Collections.singletonList(form) : types;
      schema = new LinkedHashMap<>();
      schema.put("type", "object");
      schema.put("properties", request.form());
    } else if (entity != null) {
      schema = schema(entity);
    } else {
      return null;
    }
    return Collections.singletonMap("content", content(types, schema));
  }

  /**
   * The responses by status; how a method that makes them itself decides is unknown.
   *
   * @param produces a {@code @Produces}, or null
   */
  Map<String, Object> responses(
      JavaType result, boolean suspended, @Nullable AnnotationValues produces) {
    JavaType type = unwrapped(result);
    boolean nothing = type.name().equals("void") || type.name().equals("java.lang.Void");
    boolean own = JaxRs.isNamed(type.name(), "core.Response") || suspended;
    Map<String, Object> response = new LinkedHashMap<>();
    if (nothing && !suspended) {
      response.put(DESCRIPTION, "Done; the response has no content");
      return Collections.singletonMap("204", response);
    }
    response.put(DESCRIPTION, own ? "The response that the method makes" : "The result");
    response.put(
        "content", content(mediaTypes(produces), own ? Collections.emptyMap() : schema(type)));
    return Collections.singletonMap(own ? "2XX" : "200", response);
  }

  private static JavaType unwrapped(JavaType type) {
    boolean wrapped = WRAPPERS.contains(type.name()) && type.arguments().size() == 1;
    return wrapped ? unwrapped(type.arguments().get(0)) : type;
  }

  private Map<String, Object> schema(JavaType type) {
    JavaType component = type.component();
    if (component != null && component.name().equals("byte")) {
      return schemas.of(JavaType.named("java.io.InputStream"));
    }
    if (JaxRs.isNamed(type.name(), "core.StreamingOutput")) {
      return schemas.of(JavaType.named("java.io.InputStream"));
    }
    return schemas.of(type);
  }

  private static Map<String, Object> content(List<String> types, Map<String, Object> schema) {
    Map<String, Object> content = new LinkedHashMap<>();
    for (String type : types) {
      content.put(
          type,
          schema.isEmpty() ? new LinkedHashMap<>() : Collections.singletonMap("schema", schema));
    }
    return content;
  }

  /** The media types, without the weights of a server (JSR 339 3.5); anything if none is named. */
  private static List<String> mediaTypes(@Nullable AnnotationValues annotation) {
    Set<String> types = new java.util.LinkedHashSet<>();
    for (String text :
        annotation == null ? Collections.<String>emptyList() : annotation.texts("value")) {
      for (String type : text.split(",", -1)) {
        types.add(type.replaceAll(";\\s*qs?=[^;]*", "").trim());
      }
    }
    types.remove("");
    return new ArrayList<>(types.isEmpty() ? Collections.singleton("*/*") : types);
  }
}
