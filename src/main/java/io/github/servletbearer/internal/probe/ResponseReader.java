// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer of HTTP/1.1 (RFC 9112), its body up to a bound. What comes after is not read.
 * Not thread-safe.
 */
final class ResponseReader {
  /** Bytes of a body; what is compared lies at the beginning. */
  public static final int MAX_BODY = 64 * 1024;

  /** Bytes of the status lines and headers of one answer. */
  static final int MAX_HEAD = 64 * 1024;

  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

  private final InputStream in;
  private int headLeft = MAX_HEAD;

  ResponseReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads up to the end of the body, or to the bound.
   *
   * @throws IOException if this is no HTTP, or breaks off before the body
   */
  ProbeResponse read() throws IOException {
    int status = status(line());
    List<String[]> headers = headers();
    while (status < 200) { // interim answers (RFC 9110 15.2)
      status = status(line());
      headers = headers();
    }
    ProbeResponse head = new ProbeResponse(status, headers, new byte[0]);
    boolean bodiless = status == 204 || status == 304;
    return bodiless ? head : new ProbeResponse(status, headers, body(head));
  }

  private static int status(String line) throws IOException {
    boolean http = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
    int status = 0;
    for (int i = 9; http && i < 12; i++) {
      char c = line.charAt(i);
      status = c >= '0' && c <= '9' ? 10 * status + c - '0' : -1_000;
    }
    if (status < 100) {
      throw new ProtocolException("no status line");
    }
    return status;
  }

  private List<String[]> headers() throws IOException {
    List<String[]> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(new String[] {line.substring(0, colon), line.substring(colon + 1).trim()});
      }
    }
    return headers;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (--headLeft < 0) {
        throw new ProtocolException("too many headers");
      }
      line.append((char) c);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  /** Without a length, the body ends with the connection. */
  private byte[] body(ProbeResponse head) throws IOException {
    boolean chunked = head.header("Transfer-Encoding") != null;
    int most = chunked ? MAX_BODY : length(head.header("Content-Length"));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean atLineStart = true;
    int matched = 0; // of the last chunk
    while (body.size() < most && !(chunked && matched == LAST_CHUNK.length)) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      body.write(b);
      boolean goesOn = (matched > 0 || atLineStart) && b == LAST_CHUNK[matched % LAST_CHUNK.length];
      matched = goesOn ? matched + 1 : 0;
      atLineStart = b == '\n';
    }
    return body.toByteArray();
  }

  private static int length(@Nullable String text) {
    try {
      return text == null ? MAX_BODY : (int) Math.min(MAX_BODY, Long.parseLong(text));
    } catch (NumberFormatException e) {
      return MAX_BODY;
    }
  }
}
