// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.internal.openapi.file.OpenApiFile;
import io.github.servletbearer.internal.openapi.security.OperationSecurity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The errors of filters, as Response Objects (OAS 3.0.3 4.7.17); those that many operations share
 * stand once among the components. Not thread-safe.
 */
final class DocumentedErrors {
  /** The name of the schema of all errors, those of our endpoints included. */
  static final String SCHEMA = "Error";

  private static final String DESCRIPTION = "description";
  private static final String UNAUTHORIZED =
      "Not authenticated, or the token is invalid or has expired";
  private static final String INVALID_TOKEN = "The token is invalid or has expired";

  /** What many operations have alike, by description. */
  private static final Map<String, String> NAMES = new HashMap<>();

  static {
    NAMES.put(UNAUTHORIZED, "Unauthorized");
    NAMES.put(INVALID_TOKEN, "InvalidToken");
    NAMES.put(BearerError.UNAVAILABLE.description(), "Unavailable");
  }

  private final Map<String, Object> errors;
  private final OpenApiFile file;
  private final Map<String, Object> components = new TreeMap<>();

  /**
   * @param file knows the names that its own components have
   */
  DocumentedErrors(FixedObjects fixed, OpenApiFile file) {
    errors = fixed.get("filterErrors");
    this.file = file;
  }

  /** The Response Objects that operations refer to, by name, sorted. */
  Map<String, Object> components() {
    return components;
  }

  /** The statuses by which an operation's filters answer. */
  static Set<String> statuses(OperationSecurity security) {
    return descriptions(security).keySet();
  }

  /** Adds the errors of an operation's filters; what the application wrote of them stays. */
  void add(Map<String, Object> responses, OperationSecurity security) {
    descriptions(security)
        .forEach(
            (status, description) ->
                responses.put(status, response(status, description, responses.get(status))));
  }

  /** What the errors of an operation's filters mean, by their statuses. */
  private static Map<String, String> descriptions(OperationSecurity security) {
    Map<String, String> descriptions = new LinkedHashMap<>();
    if (security.isOpen()) {
      return descriptions;
    }
    boolean mayLackToken = !security.isOptional() || security.isPartly();
    descriptions.put("401", mayLackToken ? UNAUTHORIZED : INVALID_TOKEN);
    List<String> forbidden = new ArrayList<>();
    if (!security.scopes().isEmpty()) {
      String lacks = security.isSessionEnough() ? "Token or user lacks" : "The token lacks";
      forbidden.add(lacks + " a required scope: " + String.join(", ", security.scopes()));
    }
    if (security.isBoundToOrigin()) {
      forbidden.add("The request has no token and does not come from a page of the same origin");
    }
    if (!forbidden.isEmpty()) {
      descriptions.put("403", String.join(". ", forbidden));
    }
    if (!security.isPresence()) {
      descriptions.put("503", BearerError.UNAVAILABLE.description());
    }
    return descriptions;
  }

  private Map<String, Object> response(String status, String description, @Nullable Object own) {
    String name = NAMES.get(description);
    if (own == null && name != null) {
      String free = file.freeName("responses", name);
      components.computeIfAbsent(free, key -> response(status, description));
      return Collections.singletonMap("$ref", "#/components/responses/" + free);
    }
    Map<String, Object> response = response(status, description);
    if (own instanceof Map) {
      for (String key : Arrays.asList(DESCRIPTION, "content")) {
        Object value = ((Map<?, ?>) own).get(key);
        if (value != null) {
          response.put(key, value);
        }
      }
    }
    return response;
  }

  private Map<String, Object> response(String status, String description) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put(DESCRIPTION, description);
    response.putAll(FixedObjects.get(errors, status));
    return response;
  }
}
