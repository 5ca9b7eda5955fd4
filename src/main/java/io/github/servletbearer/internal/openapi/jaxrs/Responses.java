// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.Bodies;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Response Objects (OAS 3.0.3 4.7.17) by the types of results. */
final class Responses {
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

  private final Bodies bodies;

  Responses(Bodies bodies) {
    this.bodies = bodies;
  }

  /**
   * The responses by status; how a method that makes them itself decides is unknown.
   *
   * @param produces a {@code @Produces}, or null
   */
  Map<String, Object> of(JavaType result, boolean suspended, @Nullable AnnotationValues produces) {
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
        "content",
        Bodies.content(mediaTypes(produces), own ? Collections.emptyMap() : schema(type)));
    return Collections.singletonMap(own ? "2XX" : "200", response);
  }

  private static JavaType unwrapped(JavaType type) {
    if (!WRAPPERS.contains(type.name())) {
      return type;
    }
    boolean known = type.arguments().size() == 1;
    return known ? unwrapped(type.arguments().get(0)) : JavaType.named("java.lang.Object");
  }

  private Map<String, Object> schema(JavaType type) {
    boolean isStream = JaxRs.isNamed(type.name(), "core.StreamingOutput");
    return bodies.schema(isStream ? JavaType.named("java.io.InputStream") : type);
  }

  /** The media types of an annotation; anything if none is named. */
  static Collection<String> mediaTypes(@Nullable AnnotationValues annotation) {
    Set<String> types =
        Bodies.mediaTypes(annotation == null ? Collections.emptyList() : annotation.texts("value"));
    return types.isEmpty() ? Collections.singleton("*/*") : types;
  }
}
