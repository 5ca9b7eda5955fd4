// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.BearerError;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An OAuth endpoint as an operation: a POST of a form (RFC 6749 3.2, RFC 7009 2.1). */
final class OAuthForm {
  /** The tag of both, and the name of the schema of tokens. */
  static final String TAG = "Token";

  private static final String TYPE = "application/x-www-form-urlencoded";

  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final boolean hasClients;

  /**
   * An empty form.
   *
   * @param hasClients whether clients with a secret may send it
   */
  OAuthForm(boolean hasClients) {
    this.hasClients = hasClients;
  }

  void add(String name, Map<String, Object> schema) {
    properties.put(name, schema);
  }

  /** The Operation Object (OAS 3.0.3 4.7.10), without responses. */
  Map<String, Object> operation(String id, String summary, String description, String... required) {
    if (hasClients) {
      properties.put("client_id", text("The client's id, unless it is sent by Basic", null));
      properties.put("client_secret", text("The client's secret, likewise", "password"));
    }
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("tags", Collections.singletonList(TAG));
    operation.put("summary", summary);
    operation.put("description", description);
    operation.put("operationId", id);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("content", content(TYPE, object(properties, required)));
    body.put("required", true);
    operation.put("requestBody", body);
    return operation;
  }

  /** The refusals that all such endpoints share, and where they are not yet complete. */
  Map<String, Object> refusals(String badRequest) {
    Map<String, Object> responses = new TreeMap<>();
    Map<String, Object> noHeader = Collections.emptyMap();
    responses.put("400", DocumentedErrors.of(badRequest, noHeader));
    if (hasClients) {
      responses.put(
          "401",
          DocumentedErrors.of(
              "The client's id or secret, which came by Basic, is wrong",
              DocumentedErrors.basicChallenge()));
    }
    responses.put(
        "413", DocumentedErrors.of(BearerError.CONTENT_TOO_LARGE.description(), noHeader));
    responses.put(
        "503",
        DocumentedErrors.of(BearerError.UNAVAILABLE.description(), DocumentedErrors.retryAfter()));
    return responses;
  }

  /** The refusal after too many failures. */
  static Map<String, Object> tooMany() {
    return DocumentedErrors.of(
        BearerError.TOO_MANY_REQUESTS.description(), DocumentedErrors.retryAfter());
  }

  static Map<String, Object> content(String type, Map<String, Object> schema) {
    return Collections.singletonMap(type, Collections.singletonMap("schema", schema));
  }

  static Map<String, Object> object(Map<String, Object> properties, String... required) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    if (required.length > 0) { // an empty list is no list in 3.0
      schema.put("required", Arrays.asList(required));
    }
    schema.put("properties", properties);
    return schema;
  }

  static Map<String, Object> text(String description, @Nullable String format) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    if (format != null) {
      schema.put("format", format);
    }
    schema.put("description", description);
    return schema;
  }
}
