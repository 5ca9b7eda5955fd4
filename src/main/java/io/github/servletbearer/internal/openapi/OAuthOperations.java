// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.GrantType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The token and revocation endpoints as operations of the document (RFC 6749 3.2, RFC 7009 2), with
 * what the settings offer of them. Not thread-safe.
 */
final class OAuthOperations {
  /** The tag of both, and the name of the schema of tokens. */
  static final String TAG = "Token";

  private static final String DESCRIPTION = "description";

  private final FixedObjects fixed;
  private final Set<GrantType> offered;
  private final boolean hasClients;

  OAuthOperations(Settings settings, FixedObjects fixed) {
    this.fixed = fixed;
    offered = settings.offeredGrants();
    hasClients = settings.find(Setting.CLIENTS) != null;
  }

  /** Whether any grant is offered. */
  boolean isOffered() {
    return !offered.isEmpty();
  }

  String tagDescription() {
    return offers(GrantType.CLIENT_CREDENTIALS) && !offers(GrantType.PASSWORD)
        ? "Tokens for clients"
        : "The login";
  }

  /** The schema of a successful response (RFC 6749 5.1). */
  Map<String, Object> tokenSchema() {
    Map<String, Object> schema = fixed.get("tokenSchema");
    if (!offers(GrantType.REFRESH_TOKEN)) {
      FixedObjects.get(schema, "properties").remove("refresh_token");
    }
    return schema;
  }

  /** The Operation Object (OAS 3.0.3 4.7.10) of the token endpoint. */
  Map<String, Object> token() {
    Map<String, Object> operation = fixed.get("token");
    if (offers(GrantType.PASSWORD)) {
      operation.put("summary", "Log in");
    }
    Map<String, Object> sentences = fixed.get("grants");
    operation.put(
        DESCRIPTION,
        offered.stream()
            .map(grant -> String.valueOf(sentences.get(grant.word())))
            .collect(Collectors.joining(" ")));
    Map<String, Object> form = form(operation);
    if (required().isEmpty()) {
      form.remove("required"); // an empty list is no list in 3.0
    } else {
      form.put("required", required());
    }
    reduce(FixedObjects.get(form, "properties"));
    if (isPasswordAlone() && !hasClients) {
      badRequest(operation, "The user name or password is wrong, or the request is malformed");
    }
    return complete(operation, true);
  }

  /** The Operation Object of the revocation endpoint. */
  Map<String, Object> revoke() {
    Map<String, Object> operation = fixed.get("revoke");
    if (hasClients) {
      String text = operation.get(DESCRIPTION) + " The token of a client needs its id and secret.";
      operation.put(DESCRIPTION, text);
      badRequest(operation, "The token belongs to another client, or the request is malformed");
    }
    return complete(operation, hasClients);
  }

  private boolean offers(GrantType grant) {
    return offered.contains(grant);
  }

  private boolean isPasswordAlone() {
    return offers(GrantType.PASSWORD) && offered.size() == 1;
  }

  /** Leaves the parameters that the offered grants have. */
  private void reduce(Map<String, Object> parameters) {
    Map<String, Object> grantType = FixedObjects.get(parameters, "grant_type");
    grantType.put("enum", offered.stream().map(GrantType::word).collect(Collectors.toList()));
    if (isPasswordAlone()) {
      grantType.put(DESCRIPTION, "Always password; may be omitted");
    } else if (offers(GrantType.PASSWORD)) {
      grantType.put(
          DESCRIPTION, "The way to get a token; may be omitted with user name and password");
    } else {
      parameters.remove("username");
      parameters.remove("password");
    }
    if (!offers(GrantType.REFRESH_TOKEN)) {
      parameters.remove("refresh_token");
    }
    if (offers(GrantType.CLIENT_CREDENTIALS)) {
      Map<String, Object> scope = FixedObjects.get(parameters, "scope");
      String text = String.valueOf(scope.get(DESCRIPTION));
      scope.put(DESCRIPTION, text.replace("the user", "the user or client"));
    }
  }

  /** What every request needs; with several grants a schema cannot say which needs what. */
  private List<String> required() {
    List<String> required = new ArrayList<>();
    if (isPasswordAlone()) {
      Collections.addAll(required, "username", "password");
    } else if (!offers(GrantType.PASSWORD)) {
      required.add("grant_type");
    }
    if (offered.equals(Collections.singleton(GrantType.REFRESH_TOKEN))) {
      required.add("refresh_token");
    }
    return required;
  }

  /** Adds what both endpoints share. */
  private Map<String, Object> complete(Map<String, Object> operation, boolean isThrottled) {
    Map<String, Object> responses = new TreeMap<>(FixedObjects.get(operation, "responses"));
    responses.putAll(fixed.get("endpointErrors"));
    if (hasClients) {
      FixedObjects.get(form(operation), "properties").putAll(fixed.get("clientParameters"));
    } else {
      responses.remove("401");
    }
    if (!isThrottled) {
      responses.remove("429");
    }
    operation.put("responses", responses);
    return operation;
  }

  private static void badRequest(Map<String, Object> operation, String description) {
    FixedObjects.get(operation, "responses", "400").put(DESCRIPTION, description);
  }

  private static Map<String, Object> form(Map<String, Object> operation) {
    return FixedObjects.get(
        operation, "requestBody", "content", "application/x-www-form-urlencoded", "schema");
  }
}
