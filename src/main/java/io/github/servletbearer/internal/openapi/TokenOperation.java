// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.openapi.schema.Schemas;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.GrantType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The token endpoint as an operation of the document, with the grants that it offers. Immutable.
 */
final class TokenOperation {
  private final Set<GrantType> offered;
  private final boolean hasClients;

  TokenOperation(Settings settings) {
    offered = settings.offeredGrants();
    hasClients = settings.find(Setting.CLIENTS) != null;
  }

  /** Whether there is anything to be had. */
  boolean isOffered() {
    return !offered.isEmpty();
  }

  /** Whether there are clients with a secret. */
  boolean hasClients() {
    return hasClients;
  }

  /** The words for the tag. */
  String tagDescription() {
    return offers(GrantType.CLIENT_CREDENTIALS) && !offers(GrantType.PASSWORD)
        ? "Tokens for clients"
        : "The login";
  }

  /** The Operation Object (OAS 3.0.3 4.7.10). */
  Map<String, Object> object() {
    OAuthForm form = form();
    Map<String, Object> operation =
        form.operation(
            "token",
            offers(GrantType.PASSWORD) ? "Log in" : "Get a token",
            offered.stream().map(TokenOperation::sentence).collect(Collectors.joining(" ")),
            required());
    Map<String, Object> responses = form.refusals(badRequest());
    Map<String, Object> success = new LinkedHashMap<>();
    success.put("description", "The token");
    success.put("content", OAuthForm.content("application/json", Schemas.reference(OAuthForm.TAG)));
    responses.put("200", success);
    responses.put("429", OAuthForm.tooMany());
    operation.put("responses", responses);
    return operation;
  }

  /** The schema of a successful answer (RFC 6749 5.1). */
  Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        "access_token", OAuthForm.text("Goes into the header Authorization: Bearer", null));
    properties.put("token_type", OAuthForm.text("How to use it (RFC 6750)", null));
    Map<String, Object> expiresIn = new LinkedHashMap<>();
    expiresIn.put("type", "integer");
    expiresIn.put("description", "Seconds until it expires");
    properties.put("expires_in", expiresIn);
    properties.put(
        "scope", OAuthForm.text("The scopes that were granted, separated by blanks", null));
    if (offers(GrantType.REFRESH_TOKEN)) {
      properties.put(
          "refresh_token", OAuthForm.text("Gives the next tokens of a login, once", null));
    }
    return OAuthForm.object(properties, "access_token", "token_type");
  }

  private boolean offers(GrantType grant) {
    return offered.contains(grant);
  }

  private boolean isPasswordAlone() {
    return offers(GrantType.PASSWORD) && offered.size() == 1;
  }

  private static String sentence(GrantType grant) {
    switch (grant) {
      case PASSWORD:
        return "Takes user name and password and answers with an access token: the password grant"
            + " of OAuth 2.0 (RFC 6749 4.3).";
      case REFRESH_TOKEN:
        return "Takes a refresh token, which is valid once, and answers with the next tokens of its"
            + " login (RFC 6749 6).";
      default:
        return "Takes id and secret of a client, in the form or by Basic, and answers with an"
            + " access token of the client's own (RFC 6749 4.4).";
    }
  }

  /** The fields of all grants; grant_type may be absent for a password, as in FastAPI. */
  private OAuthForm form() {
    OAuthForm form = new OAuthForm(hasClients);
    Map<String, Object> grantType = OAuthForm.text(grantTypeWords(), null);
    grantType.put("enum", offered.stream().map(GrantType::word).collect(Collectors.toList()));
    form.add("grant_type", grantType);
    if (offers(GrantType.PASSWORD)) {
      form.add("username", OAuthForm.text("The user's name", null));
      form.add("password", OAuthForm.text("The user's password", "password"));
    }
    if (offers(GrantType.REFRESH_TOKEN)) {
      form.add("refresh_token", OAuthForm.text("The newest refresh token of a login", null));
    }
    form.add(
        "scope",
        OAuthForm.text(
            "The scopes asked for, separated by blanks; without it, all that the "
                + (offers(GrantType.CLIENT_CREDENTIALS) ? "user or client" : "user")
                + " has",
            null));
    return form;
  }

  private String grantTypeWords() {
    if (isPasswordAlone()) {
      return "Always password; may be left out";
    }
    return offers(GrantType.PASSWORD)
        ? "The way to get a token; may be left out with user name and password"
        : "The way to get a token";
  }

  /** What every request needs; with several grants a schema cannot say which needs what. */
  private String[] required() {
    if (isPasswordAlone()) {
      return new String[] {"username", "password"};
    }
    List<String> required = new ArrayList<>();
    if (!offers(GrantType.PASSWORD)) {
      required.add("grant_type");
    }
    if (offered.equals(Collections.singleton(GrantType.REFRESH_TOKEN))) {
      required.add("refresh_token");
    }
    return required.toArray(new String[0]);
  }

  private String badRequest() {
    if (isPasswordAlone() && !hasClients) {
      return "The user name or password is wrong, or the request is not as it must be";
    }
    return "What was shown against a token is wrong, or the request is not as it must be";
  }
}
