// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of {@code Authorization: Bearer ...}: {@code "Bearer" 1*SP b64token} (RFC 6750 2.1,
 * RFC 9110 11.4), checked in the order number of headers, length, scheme, grammar.
 */
public final class AuthorizationHeader {
  private static final String SCHEME = "Bearer";

  private AuthorizationHeader() {}

  /**
   * The token of a request.
   *
   * @param values all Authorization headers; null where the container hides them
   * @param maxTokenLength the most characters that a token may have
   * @return the characters of b64token, or null for no credentials: no header, another scheme, or
   *     the scheme alone
   * @throws BearerException if there are credentials that cannot be a bearer token
   */
  public static @Nullable String token(@Nullable Enumeration<String> values, int maxTokenLength)
      throws BearerException {
    if (values == null || !values.hasMoreElements()) {
      return null;
    }
    String value = values.nextElement();
    if (values.hasMoreElements()) {
      throw new BearerException(BearerError.INVALID_REQUEST, "several Authorization headers");
    }
    return token(value, maxTokenLength);
  }

  private static @Nullable String token(String value, int maxTokenLength) throws BearerException {
    int start = 0;
    int end = value.length();
    while (start < end && isBlank(value.charAt(start))) {
      start++; // blanks around a field value are not part of it (RFC 9110 5.5)
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    if (end - start > SCHEME.length() + 1 + maxTokenLength) { // also of another scheme
      throw new BearerException(BearerError.TOKEN_TOO_LONG, "the Authorization header is too long");
    }
    int afterScheme = start + SCHEME.length();
    if (!value.regionMatches(true, start, SCHEME, 0, SCHEME.length())) {
      return null; // another scheme
    }
    if (afterScheme == end) {
      return null; // the scheme alone
    }
    int from = afterScheme;
    while (value.charAt(from) == ' ') {
      from++; // the last character is not a blank
    }
    if (from == afterScheme && isSchemeCharacter(value.charAt(from))) {
      return null; // a longer word: another scheme
    }
    requireToken(value, from == afterScheme ? -1 : from, end, afterScheme);
    return value.substring(from, end);
  }

  /** b64token = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"=" */
  private static void requireToken(String value, int from, int end, int afterScheme)
      throws BearerException {
    int at = Math.max(from, afterScheme);
    while (at < end && isTokenCharacter(value.charAt(at))) {
      at++;
    }
    boolean some = from >= 0 && at > from;
    while (at < end && value.charAt(at) == '=') {
      at++;
    }
    if (at == end && some) {
      return;
    }
    throw value.indexOf(',', afterScheme) >= 0
        ? new BearerException(BearerError.INVALID_REQUEST, "a comma in the credentials")
        : new BearerException(BearerError.MALFORMED_TOKEN, "the token is not a b64token");
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isTokenCharacter(char c) {
    return isAlphanumeric(c) || "-._~+/".indexOf(c) >= 0;
  }

  /** tchar (RFC 9110 5.6.2), of which the name of a scheme consists. */
  private static boolean isSchemeCharacter(char c) {
    return isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
