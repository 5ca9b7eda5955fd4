// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.bytes.Utf8;
import io.github.servletbearer.internal.http.FormBody;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's id and secret as a request sends them. RFC 6749 2.3.1 requires that both are
 * form-encoded before Basic encodes them, which many clients omit. So a secret may have two
 * readings; the id that counts has one, and guesses are counted for it. Immutable; {@code toString}
 * shows neither.
 */
final class BasicCredentials {
  private static final String SCHEME = "Basic";

  /** Base64 of ":", which Swagger UI sends for a client without id and secret. */
  private static final String NO_CLIENT = "Og==";

  private static final int MAX_LENGTH = 2_048;
  private static final BasicCredentials MALFORMED =
      new BasicCredentials(Collections.emptyList(), Collections.emptyList());

  private final List<String> ids;
  private final List<String> secrets;

  /** Credentials; of the readings of the id, the first is meant. */
  private BasicCredentials(List<String> ids, List<String> secrets) {
    this.ids = ids;
    this.secrets = secrets;
  }

  /**
   * Parses an Authorization header; null where it has another scheme or names no client. Malformed
   * credentials have no secret, so they are never valid.
   */
  static @Nullable BasicCredentials parse(String authorization) {
    boolean basic = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String rest = basic ? authorization.substring(SCHEME.length()) : "";
    if (!basic || !rest.isEmpty() && rest.charAt(0) != ' ' || rest.trim().equals(NO_CLIENT)) {
      return null;
    }
    String text = decoded(rest.trim());
    int colon = text == null ? -1 : text.indexOf(':');
    return text == null || colon <= 0 || text.length() > MAX_LENGTH
        ? MALFORMED
        : read(text.substring(0, colon), text.substring(colon + 1));
  }

  /** As specified first; as it is where no registered client can have the decoded id. */
  private static BasicCredentials read(String rawId, String rawSecret) {
    String id = formDecoded(rawId);
    String secret = formDecoded(rawSecret);
    if (id == null || secret == null) {
      return new BasicCredentials(distinct(rawId, rawId), distinct(rawSecret, rawSecret));
    }
    if (!Client.isId(id)) {
      return new BasicCredentials(distinct(rawId, id), distinct(rawSecret, rawSecret));
    }
    boolean isEncoded = !id.equals(rawId); // then so is the secret
    return new BasicCredentials(
        distinct(id, rawId), distinct(secret, isEncoded ? secret : rawSecret));
  }

  private static List<String> distinct(String first, String second) {
    return Collections.unmodifiableList(
        first.equals(second) ? Collections.singletonList(first) : Arrays.asList(first, second));
  }

  /** Id and secret of a form, each with one reading; malformed without an id. */
  static BasicCredentials ofForm(@Nullable String id, String secret) {
    return id == null || id.length() + secret.length() > MAX_LENGTH
        ? MALFORMED
        : new BasicCredentials(Collections.singletonList(id), Collections.singletonList(secret));
  }

  private static @Nullable String decoded(String base64) {
    try {
      return Utf8.decode(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return null;
    }
  }

  /** Null where the text is not form-encoded, so that the raw text is the only candidate. */
  private static @Nullable String formDecoded(String text) {
    try {
      return FormBody.decode(text);
    } catch (BearerException e) {
      return null;
    }
  }

  /** Whether there is an id, and no secret with it: a public client names itself. */
  boolean isPublic() {
    return secrets.contains("");
  }

  /** The id; of malformed credentials, the empty text. */
  String id() {
    return ids.isEmpty() ? "" : ids.get(0);
  }

  /** The readings of the id, the one that counts first; none if malformed. */
  List<String> ids() {
    return ids;
  }

  /** The readings of the secret, that of the specification first; none if malformed. */
  List<String> secrets() {
    return secrets;
  }

  @Override
  public String toString() {
    return "BasicCredentials";
  }
}
