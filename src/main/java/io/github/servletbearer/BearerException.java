// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refused request or login: the {@link BearerError} that the client sees, and a reason that only
 * the log sees.
 *
 * <p>Refusals are part of normal traffic, so the exception has no stack trace; pass the cause where
 * there is one. Never put a token, a password or other text of the request into the reason.
 */
public final class BearerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the client sees. */
  private final BearerError error;

  /** A sentence in place of the error's own. */
  private final @Nullable String description;

  private final transient Map<String, String> headers;

  /**
   * A refusal.
   *
   * @param error what the client sees
   * @param reason what is logged, in one line
   */
  public BearerException(BearerError error, String reason) {
    this(error, reason, null);
  }

  /**
   * A refusal with the exception that caused it.
   *
   * @param error what the client sees
   * @param reason what is logged, in one line
   * @param cause is logged, never shown
   */
  public BearerException(BearerError error, String reason, @Nullable Throwable cause) {
    this(error, reason, cause, null, Collections.emptyMap());
  }

  private BearerException(
      BearerError error,
      @Nullable String reason,
      @Nullable Throwable cause,
      @Nullable String description,
      Map<String, String> headers) {
    super(reason, cause, false, false);
    this.error = Objects.requireNonNull(error, "error == null");
    this.description = description;
    this.headers = headers;
  }

  /**
   * A refusal whose reason the client may know: the token endpoint shows it instead of {@link
   * BearerError#description}, the filter does not.
   *
   * @param error what the client sees
   * @param description one sentence of the characters that RFC 6749 5.2 allows in {@code
   *     error_description}: printable ASCII without quotes and backslashes
   * @return the refusal
   * @throws IllegalArgumentException if it holds another character
   */
  public static BearerException withDescription(BearerError error, String description) {
    for (int i = 0; i < description.length(); i++) {
      char c = description.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        throw new IllegalArgumentException("a description has an invalid character at " + i);
      }
    }
    return new BearerException(error, description, null, description, Collections.emptyMap());
  }

  /**
   * The same refusal with one more header in the response of the token endpoint, such as {@code
   * Retry-After}.
   *
   * @param name the header's name
   * @param value the header's value
   * @return the refusal with that header
   */
  public BearerException withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new BearerException(error, getMessage(), getCause(), description, more);
  }

  /** {@return what the client sees} */
  public BearerError error() {
    return error;
  }

  /** {@return the sentence that the client sees: the error's, unless this refusal has its own} */
  public String description() {
    return description == null ? error.description() : description;
  }

  /** {@return further headers of the response, unmodifiable; empty for most} */
  public Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }
}
