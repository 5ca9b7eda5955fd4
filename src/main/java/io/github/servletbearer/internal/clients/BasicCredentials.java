// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import io.github.servletbearer.internal.http.ErrorResponseException;
import io.github.servletbearer.internal.http.FormBody;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's id and secret as a request shows them. RFC 6749 2.3.1 has both form-encoded before
 * Basic encodes them, which many clients leave out: where it matters there are two readings.
 * Immutable; {@code toString} shows nothing of it.
 */
final class BasicCredentials {
  private static final String SCHEME = "Basic";

  /** base64 of ":": what Swagger UI sends for a client that has neither id nor secret. */
  private static final String NO_CLIENT = "Og==";

  private static final int MAX_LENGTH = 2_048;

  private final List<Pair> candidates;

  private BasicCredentials(List<Pair> candidates) {
    this.candidates = Collections.unmodifiableList(candidates);
  }

  /**
   * Reads an Authorization header; null where it is of another scheme, or of no client. Credentials
   * that are malformed have no reading, and so cannot be right.
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

  /** The one reading of id and secret in a form; none without an id. */
  static List<Pair> ofForm(@Nullable String id, String secret) {
    boolean some = id != null && id.length() + secret.length() <= MAX_LENGTH;
    return some
        ? Collections.singletonList(new Pair(String.valueOf(id), secret))
        : Collections.emptyList();
  }

  private static @Nullable String decoded(String base64) {
    try {
      return utf8(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Null where that is impossible, so that the raw reading is the only one. */
  private static @Nullable String formDecoded(String text) {
    try {
      return FormBody.decode(text);
    } catch (ErrorResponseException e) {
      return null;
    }
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The readings, the one that the specification wants first. */
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
