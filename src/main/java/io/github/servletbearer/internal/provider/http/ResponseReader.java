// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer of HTTP/1.1 (RFC 9112), strictly and within bounds: after it nothing is read.
 * Not thread-safe.
 */
public final class ResponseReader {
  /** Key sets have some kilobytes. */
  public static final int MAX_BODY = 512 * 1024;

  /** Of all lines that are not the body: of headers, interim answers, and heads of chunks. */
  static final int MAX_LINES = 64 * 1024;

  private final InputStream in;
  private int linesLeft = MAX_LINES;
  private @Nullable String length;
  private @Nullable String encoding;
  private @Nullable String retryAfter;

  ResponseReader(InputStream in) {
    this.in = new BufferedInputStream(in, 8192);
  }

  /** The answer cannot be read; the message is the rest of a sentence that names the host. */
  static final class BadAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    BadAnswerException(String reason) {
      super(reason);
    }
  }

  /** Reads up to the body; the status of the final answer (RFC 9110 15.2). */
  int status() throws IOException {
    int status = statusAndHeaders();
    while (status < 200) {
      status = statusAndHeaders();
    }
    return status;
  }

  private int statusAndHeaders() throws IOException {
    String line = line();
    // HTTP/1.1 200 OK
    boolean isHttp = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
    if (!isHttp || line.length() > 12 && line.charAt(12) != ' ') {
      throw new BadAnswerException("answers something else than HTTP/1.1; compare its address");
    }
    int status = number(line.substring(9, 12), 10);
    if (status < 100) {
      throw malformed();
    }
    length = null;
    encoding = null;
    retryAfter = null;
    for (line = line(); !line.isEmpty(); line = line()) {
      header(line);
    }
    return status;
  }

  private void header(String line) throws IOException {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw malformed();
    }
    String name = line.substring(0, colon);
    String value = line.substring(colon + 1).trim();
    if (name.equalsIgnoreCase("Content-Length")) {
      length = once(length, value);
    } else if (name.equalsIgnoreCase("Transfer-Encoding")) {
      encoding = once(encoding, value);
    } else if (name.equalsIgnoreCase("Retry-After")) {
      retryAfter = value;
    }
  }

  /** Two lengths are none (RFC 9112 6.3). */
  private static String once(@Nullable String known, String value) throws IOException {
    if (known != null) {
      throw malformed();
    }
    return value;
  }

  /**
   * The seconds of Retry-After (RFC 9110 10.2.3), within bounds; the usual ones where there is no
   * such number: a date is not heeded, since clocks differ.
   */
  int retryAfterSeconds(int least, int usual, int most) {
    if (retryAfter == null || retryAfter.isEmpty()) {
      return usual;
    }
    int seconds = 0;
    for (int i = 0; i < retryAfter.length(); i++) {
      int digit = retryAfter.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return usual;
      }
      seconds = Math.min(most, seconds * 10 + digit);
    }
    return Math.max(least, seconds);
  }

  /** Reads the body, by the one of three ways to tell its end (RFC 9112 6.3). */
  byte[] body() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (encoding != null) {
      if (length != null || !encoding.equalsIgnoreCase("chunked")) {
        throw malformed();
      }
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        copy(size, body);
        if (!line().isEmpty()) {
          throw malformed();
        }
      }
    } else if (length != null) {
      copy(number(length, 10), body);
    } else {
      copyAll(body);
    }
    return body.toByteArray();
  }

  /** The head of a chunk, without its extensions (RFC 9112 7.1.1). */
  private int chunkSize() throws IOException {
    String line = line();
    int end = line.indexOf(';');
    return number((end < 0 ? line : line.substring(0, end)).trim(), 16);
  }

  private void copy(int size, ByteArrayOutputStream body) throws IOException {
    limit(body.size() + (long) size);
    byte[] part = new byte[Math.min(size, 8192)];
    for (int left = size; left > 0; ) {
      int n = in.read(part, 0, Math.min(left, part.length));
      if (n < 0) {
        throw new BadAnswerException("broke off in the middle of its answer");
      }
      body.write(part, 0, n);
      left -= n;
    }
  }

  private void copyAll(ByteArrayOutputStream body) throws IOException {
    byte[] part = new byte[8192];
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      limit(body.size() + (long) n);
      body.write(part, 0, n);
    }
  }

  private static void limit(long size) throws IOException {
    if (size > MAX_BODY) {
      throw new BadAnswerException("answers more than " + MAX_BODY + " bytes; compare its address");
    }
  }

  /** A number without sign; one of more than seven digits is too large for whatever it counts. */
  private static int number(String digits, int radix) throws IOException {
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c > '~' ? -1 : Character.digit(c, radix);
      if (digit < 0) {
        throw malformed();
      }
      number = number * radix + digit;
      limit(number);
    }
    if (digits.isEmpty()) {
      throw malformed();
    }
    return number;
  }

  /** A line without its end; old servers may end it by a line feed alone (RFC 9112 2.2). */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new BadAnswerException("broke off before it answered");
      }
      if (--linesLeft < 0) {
        throw new BadAnswerException("answers too many headers; compare its address");
      }
      line.write(c);
    }
    String text = new String(line.toByteArray(), StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static BadAnswerException malformed() {
    return new BadAnswerException("answers malformed HTTP; see what stands between it and us");
  }
}
