// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.openapi.security.OperationSecurity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The errors of filters, as Response Objects (OAS 3.0.3 4.7.17). */
final class DocumentedErrors {
  /** The name of the schema of all errors, those of our endpoints included. */
  static final String SCHEMA = "Error";

  private static final String DESCRIPTION = "description";

  private final Map<String, Object> errors;

  DocumentedErrors(FixedObjects fixed) {
    errors = fixed.get("filterErrors");
  }

  /** The statuses by which an operation's filters answer. */
  Set<String> statuses(OperationSecurity security) {
    Map<String, Object> responses = new LinkedHashMap<>();
    add(responses, security);
    return responses.keySet();
  }

  /** Adds the errors of an operation's filters; what the application wrote of them stays. */
  void add(Map<String, Object> responses, OperationSecurity security) {
    if (security.isOpen()) {
      return;
    }
    add(
        responses,
        "401",
        security.isOptional() && !security.isPartly()
            ? "The token is invalid or has expired"
            : "Not authenticated, or the token is invalid or has expired");
    List<String> forbidden = new ArrayList<>();
    if (!security.scopes().isEmpty()) {
      String lacks = security.isSessionEnough() ? "Token or user lacks" : "The token lacks";
      forbidden.add(lacks + " a required scope: " + String.join(", ", security.scopes()));
    }
    if (security.isBoundToOrigin()) {
      forbidden.add("The request has no token and does not come from a page of the same origin");
    }
    if (!forbidden.isEmpty()) {
      add(responses, "403", String.join(". ", forbidden));
    }
    if (!security.isPresence()) {
      add(responses, "503", BearerError.UNAVAILABLE.description());
    }
  }

  private void add(Map<String, Object> responses, String status, String description) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put(DESCRIPTION, description);
    response.putAll(FixedObjects.get(errors, status));
    Object own = responses.get(status);
    if (own instanceof Map) {
      for (String key : Arrays.asList(DESCRIPTION, "content")) {
        Object value = ((Map<?, ?>) own).get(key);
        if (value != null) {
          response.put(key, value);
        }
      }
    }
    responses.put(status, response);
  }
}
