// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import io.github.servletbearer.BearerError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A form of the media type application/x-www-form-urlencoded, read from the body alone and as UTF-8
 * whatever the container believes (RFC 6749 appendix B). Immutable.
 */
public final class FormBody {
  /** The largest body that is read, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";
  private static final ErrorResponse TOO_LARGE = ErrorResponse.of(BearerError.CONTENT_TOO_LARGE);

  private final Map<String, String> parameters;

  private FormBody(Map<String, String> parameters) {
    this.parameters = Collections.unmodifiableMap(parameters);
  }

  /**
   * Reads a request's form. Values that are empty count as absent (RFC 6749 3.2).
   *
   * @throws ErrorResponseException if it is no such form, too large, malformed, or repeats a name
   * @throws IOException if the client goes away
   */
  public static FormBody read(HttpServletRequest request)
      throws ErrorResponseException, IOException {
    requireMediaType(request.getContentType());
    int announced = request.getContentLength();
    if (announced > MAX_BYTES) {
      throw new ErrorResponseException(TOO_LARGE);
    }
    byte[] body = readBounded(request.getInputStream());
    if (body.length == 0 && announced > 0) {
      throw refuse("The form is empty: another filter has read it before");
    }
    return parse(body);
  }

  private static void requireMediaType(@Nullable String contentType) throws ErrorResponseException {
    String type = contentType == null ? "" : contentType;
    int semicolon = type.indexOf(';');
    String bare = (semicolon < 0 ? type : type.substring(0, semicolon)).trim();
    if (!bare.toLowerCase(Locale.ROOT).equals(MEDIA_TYPE)) {
      throw refuse("The body must be a form: Content-Type " + MEDIA_TYPE);
    }
  }

  private static byte[] readBounded(InputStream in) throws ErrorResponseException, IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    byte[] buffer = new byte[4096];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (body.size() + count > MAX_BYTES) {
        throw new ErrorResponseException(TOO_LARGE);
      }
      body.write(buffer, 0, count);
    }
    return body.toByteArray();
  }

  static FormBody parse(byte[] body) throws ErrorResponseException {
    Map<String, String> parameters = new HashMap<>();
    int start = 0;
    while (start < body.length) {
      int end = indexOf(body, '&', start, body.length);
      if (end > start) {
        int equals = indexOf(body, '=', start, end);
        String name = decode(body, start, equals);
        String value = equals == end ? "" : decode(body, equals + 1, end);
        if (parameters.put(name, value) != null) {
          throw refuse("A parameter is repeated");
        }
      }
      start = end + 1;
    }
    parameters.values().removeIf(String::isEmpty);
    return new FormBody(parameters);
  }

  private static int indexOf(byte[] bytes, char wanted, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  /**
   * A text that was encoded as a form's values are.
   *
   * @throws ErrorResponseException if it is malformed, or no UTF-8
   */
  public static String decode(String encoded) throws ErrorResponseException {
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    return decode(bytes, 0, bytes.length);
  }

  private static String decode(byte[] bytes, int from, int to) throws ErrorResponseException {
    ByteBuffer decoded = ByteBuffer.allocate(to - from);
    for (int at = from; at < to; at++) {
      if (bytes[at] == '+') {
        decoded.put((byte) ' ');
      } else if (bytes[at] == '%') {
        int high = at + 2 < to ? Character.digit(bytes[at + 1], 16) : -1;
        int low = at + 2 < to ? Character.digit(bytes[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw refuse("A percent sign stands without two hexadecimal digits");
        }
        decoded.put((byte) (high << 4 | low));
        at += 2;
      } else {
        decoded.put(bytes[at]);
      }
    }
    decoded.flip();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded).toString();
    } catch (CharacterCodingException e) {
      throw refuse("The form is not UTF-8");
    }
  }

  private static ErrorResponseException refuse(String description) {
    return new ErrorResponseException(ErrorResponse.of(BearerError.INVALID_REQUEST, description));
  }

  /** The value, or null where it is absent or empty. */
  public @Nullable String get(String name) {
    return parameters.get(name);
  }
}
