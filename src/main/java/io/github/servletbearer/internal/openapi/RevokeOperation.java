// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;

/** The revocation endpoint as an operation of the document (RFC 7009 2). */
final class RevokeOperation {
  private RevokeOperation() {}

  /**
   * The Operation Object (OAS 3.0.3 4.7.10).
   *
   * @param hasClients whether there are clients with a secret
   */
  static Map<String, Object> object(boolean hasClients) {
    OAuthForm form = new OAuthForm(hasClients);
    form.add("token", OAuthForm.text("The access token or refresh token", null));
    Map<String, Object> hint = OAuthForm.text("Which of the two it is; may be left out", null);
    hint.put("enum", Arrays.asList("access_token", "refresh_token"));
    form.add("token_type_hint", hint);
    Map<String, Object> operation =
        form.operation(
            "revoke",
            "Log out",
            "Ends an access token alone, or with a refresh token the whole login (RFC 7009)."
                + (hasClients ? " The token of a client needs the client's id and secret." : ""),
            "token");
    Map<String, Object> responses =
        form.refusals(
            hasClients
                ? "The token belongs to another client, or the request is not as it must be"
                : "The request is not as it must be");
    responses.put(
        "200",
        Collections.singletonMap("description", "The token is not valid any more, or never was"));
    if (hasClients) {
      responses.put("429", OAuthForm.tooMany());
    }
    operation.put("responses", responses);
    return operation;
  }
}
