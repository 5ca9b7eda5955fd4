// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.bytes.Utf8;
import io.github.servletbearer.internal.http.FormBody;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's id and secret as a request sends them. RFC 6749 2.3.1 requires that both are
 * form-encoded before Basic encodes them, which many clients omit: where it matters there are two
 * candidates. Immutable; {@code toString} shows neither.
 */
final class BasicCredentials {
  private static final String SCHEME = "Basic";

  /** Base64 of ":", which Swagger UI sends for a client without id and secret. */
  private static final String NO_CLIENT = "Og==";

  private static final int MAX_LENGTH = 2_048;

  private final List<Pair> candidates;

  private BasicCredentials(List<Pair> candidates) {
    this.candidates = Collections.unmodifiableList(candidates);
  }

  /**
   * Parses an Authorization header; null where it has another scheme or names no client. Malformed
   * credentials have no candidate, so they are never valid.
   */
  static @Nullable BasicCredentials parse(String authorization) {
    boolean basic = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String rest = basic ? authorization.substring(SCHEME.length()) : "";
    if (!basic || !rest.isEmpty() && rest.charAt(0) != ' ' || rest.trim().equals(NO_CLIENT)) {
      return null;
    }
    String text = decoded(rest.trim());
    int colon = text == null ? -1 : text.indexOf(':');
    List<Pair> candidates = new ArrayList<>(2);
    if (text != null && colon > 0 && text.length() <= MAX_LENGTH) {
      Pair raw = new Pair(text.substring(0, colon), text.substring(colon + 1));
      String id = formDecoded(raw.id);
      String secret = formDecoded(raw.secret);
      boolean differs = id != null && secret != null && !(id + ':' + secret).equals(text);
      if (differs) {
        candidates.add(new Pair(String.valueOf(id), String.valueOf(secret)));
      }
      candidates.add(raw);
    }
    return new BasicCredentials(candidates);
  }

  /** The one candidate of a form; none without an id. */
  static List<Pair> ofForm(@Nullable String id, String secret) {
    boolean some = id != null && id.length() + secret.length() <= MAX_LENGTH;
    return some
        ? Collections.singletonList(new Pair(String.valueOf(id), secret))
        : Collections.emptyList();
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

  /** The candidates, the one that the specification requires first. */
  List<Pair> candidates() {
    return candidates;
  }

  @Override
  public String toString() {
    return "BasicCredentials";
  }

  /** An id and a secret. */
  static final class Pair {
    private final String id;
    private final String secret;

    Pair(String id, String secret) {
      this.id = id;
      this.secret = secret;
    }

    String id() {
      return id;
    }

    String secret() {
      return secret;
    }

    @Override
    public String toString() {
      return "Pair[" + id + "]";
    }
  }
}
