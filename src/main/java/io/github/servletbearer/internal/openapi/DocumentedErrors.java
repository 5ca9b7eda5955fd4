// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import io.github.servletbearer.internal.openapi.security.OperationSecurity;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The errors of filters and token endpoint, as Response Objects (OAS 3.0.3 4.7.17). */
final class DocumentedErrors {
  /** The name of the one schema of all errors. */
  static final String SCHEMA = "Error";

  private static final String DESCRIPTION = "description";

  private DocumentedErrors() {}

  /** The schema of every error: FastAPI's {@code detail} beside RFC 6749 5.2's fields. */
  static Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("detail", text("What is wrong, for people"));
    properties.put("error", text("The error code of RFC 6749 or RFC 6750, where there is one"));
    properties.put("error_description", text("The same as detail, for OAuth clients"));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("required", Collections.singletonList("detail"));
    schema.put("properties", properties);
    return schema;
  }

  /** Adds the errors of filters; descriptions that the application wrote stay. */
  static void add(Map<String, Object> responses, OperationSecurity security) {
    if (security.isOpen()) {
      return;
    }
    add(
        responses,
        401,
        security.isOptional() && !security.isPartly()
            ? "The token is invalid or has expired"
            : "Not authenticated, or the token is invalid or has expired",
        challenge());
    Collection<String> scopes = security.scopes();
    if (!scopes.isEmpty()) {
      add(
          responses,
          403,
          "The token lacks a required scope: " + String.join(", ", scopes),
          challenge());
    }
    if (!security.isPresence()) {
      add(responses, 503, BearerError.UNAVAILABLE.description(), retryAfter());
    }
  }

  /** An error with the shared schema. */
  static Map<String, Object> of(String description, Map<String, Object> headers) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put(DESCRIPTION, description);
    if (!headers.isEmpty()) {
      response.put("headers", headers);
    }
    Map<String, Object> mediaType = new LinkedHashMap<>();
    mediaType.put("schema", Schemas.reference(SCHEMA));
    response.put("content", Collections.singletonMap("application/json", mediaType));
    return response;
  }

  /** The header of an error that ends some time (RFC 9110 10.2.3). */
  static Map<String, Object> retryAfter() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    return header("Retry-After", "Seconds to wait", schema);
  }

  /** The header that 401 must and 403 may have (RFC 6750 3). */
  private static Map<String, Object> challenge() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    return header("WWW-Authenticate", "The challenge, with the reason (RFC 6750 3)", schema);
  }

  /** The header of a refused client that came by Basic (RFC 6749 5.2). */
  static Map<String, Object> basicChallenge() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    return header("WWW-Authenticate", "The challenge: Basic (RFC 7617 2)", schema);
  }

  private static Map<String, Object> header(
      String name, String description, Map<String, Object> schema) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(DESCRIPTION, description);
    header.put("schema", schema);
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put(name, header);
    return headers;
  }

  private static void add(
      Map<String, Object> responses, int status, String description, Map<String, Object> headers) {
    Map<String, Object> response = of(description, headers);
    Object own = responses.get(String.valueOf(status));
    if (own instanceof Map) {
      for (Object key : Arrays.asList(DESCRIPTION, "content")) {
        Object value = ((Map<?, ?>) own).get(key);
        if (value != null) {
          response.put((String) key, value);
        }
      }
    }
    responses.put(String.valueOf(status), response);
  }

  private static Map<String, Object> text(String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put(DESCRIPTION, description);
    return schema;
  }
}
