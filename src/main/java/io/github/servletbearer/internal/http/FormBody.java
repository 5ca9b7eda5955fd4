// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.bytes.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A form of the media type application/x-www-form-urlencoded, read from the body alone and as
 * UTF-8, regardless of the container's settings (RFC 6749 appendix B). Immutable.
 */
public final class FormBody {
  /** The largest body that is read, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  private final Map<String, String> parameters;

  private FormBody(Map<String, String> parameters) {
    this.parameters = Collections.unmodifiableMap(parameters);
  }

  /**
   * Reads a request's form. Values that are empty count as absent (RFC 6749 3.2).
   *
   * @throws BearerException if it is not such a form, too large, malformed, or repeats a name
   * @throws IOException if the client disconnects
   */
  public static FormBody read(HttpServletRequest request) throws BearerException, IOException {
    requireMediaType(request.getContentType());
    int announced = request.getContentLength();
    if (announced > MAX_BYTES) {
      throw tooLarge();
    }
    byte[] body = Streams.readAtMost(stream(request), MAX_BYTES);
    if (body.length > MAX_BYTES) {
      throw tooLarge();
    }
    boolean hadBody = announced > 0 || request.getHeader("Transfer-Encoding") != null;
    if (body.length == 0 && hadBody) {
      throw gone();
    }
    return parse(body);
  }

  private static InputStream stream(HttpServletRequest request)
      throws BearerException, IOException {
    try {
      return request.getInputStream();
    } catch (IllegalStateException e) { // another filter has called getReader
      throw gone();
    }
  }

  private static void requireMediaType(@Nullable String contentType) throws BearerException {
    String type = contentType == null ? "" : contentType;
    int semicolon = type.indexOf(';');
    String bare = (semicolon < 0 ? type : type.substring(0, semicolon)).trim();
    if (!bare.toLowerCase(Locale.ROOT).equals(MEDIA_TYPE)) {
      throw refuse("The body must be a form: Content-Type " + MEDIA_TYPE);
    }
  }

  static FormBody parse(byte[] body) throws BearerException {
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
   * Decodes one value of a form.
   *
   * @throws BearerException if it is malformed, or not UTF-8
   */
  public static String decode(String encoded) throws BearerException {
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    return decode(bytes, 0, bytes.length);
  }

  private static String decode(byte[] bytes, int from, int to) throws BearerException {
    byte[] decoded = new byte[to - from];
    int length = 0;
    for (int at = from; at < to; at++) {
      if (bytes[at] == '+') {
        decoded[length++] = ' ';
      } else if (bytes[at] == '%') {
        int high = at + 2 < to ? Character.digit(bytes[at + 1], 16) : -1;
        int low = at + 2 < to ? Character.digit(bytes[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw refuse("The form has a percent sign without two hexadecimal digits");
        }
        decoded[length++] = (byte) (high << 4 | low);
        at += 2;
      } else {
        decoded[length++] = bytes[at];
      }
    }
    try {
      return Utf8.decode(decoded, 0, length);
    } catch (CharacterCodingException e) {
      throw refuse("The form is not UTF-8");
    }
  }

  private static BearerException gone() {
    return refuse("The form is empty: another filter has read it");
  }

  private static BearerException tooLarge() {
    return new BearerException(
        BearerError.CONTENT_TOO_LARGE, "the body is larger than " + MAX_BYTES + " bytes");
  }

  private static BearerException refuse(String description) {
    return BearerException.withDescription(BearerError.INVALID_REQUEST, description);
  }

  /** The same form with one more parameter, in place of one of that name. */
  public FormBody with(String name, String value) {
    Map<String, String> more = new HashMap<>(parameters);
    more.put(name, value);
    return new FormBody(more);
  }

  /** What follows the prefix in the names of parameters that begin with it, sorted. */
  public SortedSet<String> namesAfter(String prefix) {
    SortedSet<String> found = new TreeSet<>();
    for (String name : parameters.keySet()) {
      if (name.startsWith(prefix)) {
        found.add(name.substring(prefix.length()));
      }
    }
    return found;
  }

  /** The value, or null where it is absent or empty. */
  public @Nullable String get(String name) {
    return parameters.get(name);
  }
}
