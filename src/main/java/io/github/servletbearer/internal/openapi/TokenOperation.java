// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.BearerError;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The token endpoint as an operation of the document: the password grant (RFC 6749 4.3). */
final class TokenOperation {
  /** The tag and the name of the schema. */
  static final String NAME = "Token";

  private static final String FORM = "application/x-www-form-urlencoded";

  private TokenOperation() {}

  /** The Operation Object (OAS 3.0.3 4.7.10). */
  static Map<String, Object> object() {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("tags", Collections.singletonList(NAME));
    operation.put("summary", "Log in");
    operation.put(
        "description",
        "Takes user name and password and answers with an access token: the password grant of"
            + " OAuth 2.0 (RFC 6749 4.3).");
    operation.put("operationId", "token");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("content", content(FORM, form()));
    body.put("required", true);
    operation.put("requestBody", body);
    operation.put("responses", responses());
    return operation;
  }

  /** The schema of a successful answer (RFC 6749 5.1). */
  static Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("access_token", text("Goes into the header Authorization: Bearer", null));
    properties.put("token_type", text("How to use it (RFC 6750)", null));
    Map<String, Object> expiresIn = new LinkedHashMap<>();
    expiresIn.put("type", "integer");
    expiresIn.put("description", "Seconds until it expires");
    properties.put("expires_in", expiresIn);
    properties.put("scope", text("The scopes that were granted, separated by blanks", null));
    return object(properties, "access_token", "token_type");
  }

  /** The fields of RFC 6749 4.3.2; grant_type may be absent, as in FastAPI. */
  private static Map<String, Object> form() {
    Map<String, Object> properties = new LinkedHashMap<>();
    Map<String, Object> grantType = text("Always password; may be left out", null);
    grantType.put("enum", Collections.singletonList("password"));
    properties.put("grant_type", grantType);
    properties.put("username", text("The user's name", null));
    properties.put("password", text("The user's password", "password"));
    properties.put(
        "scope",
        text("The scopes asked for, separated by blanks; without it, all that the user has", null));
    return object(properties, "username", "password");
  }

  private static Map<String, Object> responses() {
    Map<String, Object> responses = new TreeMap<>();
    Map<String, Object> success = new LinkedHashMap<>();
    success.put("description", "The token");
    success.put("content", content("application/json", Schemas.reference(NAME)));
    responses.put("200", success);
    Map<String, Object> noHeader = Collections.emptyMap();
    responses.put(
        "400",
        ErrorResponses.of(
            "The user name or password is wrong, or the request is not as it must be", noHeader));
    responses.put("413", ErrorResponses.of(BearerError.CONTENT_TOO_LARGE.description(), noHeader));
    responses.put(
        "429",
        ErrorResponses.of(
            BearerError.TOO_MANY_REQUESTS.description(), ErrorResponses.retryAfter()));
    responses.put(
        "503",
        ErrorResponses.of(BearerError.UNAVAILABLE.description(), ErrorResponses.retryAfter()));
    return responses;
  }

  private static Map<String, Object> content(String type, Map<String, Object> schema) {
    return Collections.singletonMap(type, Collections.singletonMap("schema", schema));
  }

  private static Map<String, Object> object(Map<String, Object> properties, String... required) {
    List<String> names = Arrays.asList(required);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("required", names);
    schema.put("properties", properties);
    return schema;
  }

  private static Map<String, Object> text(String description, @Nullable String format) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    if (format != null) {
      schema.put("format", format);
    }
    schema.put("description", description);
    return schema;
  }
}
