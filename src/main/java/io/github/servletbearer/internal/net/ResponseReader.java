// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer of HTTP/1.1 (RFC 9112) within bounds: first its status, then its body or the
 * beginning of it. After it nothing is read. Not thread-safe.
 */
public final class ResponseReader {
  /** Of all lines that are not the body: of headers, interim answers, and heads of chunks. */
  static final int MAX_LINES = 64 * 1024;

  /** Reads from a response what the caller needs. */
  @FunctionalInterface
  public interface Handler<T> {
    /** Reads the response, or throws if that cannot be done. */
    T read(ResponseReader response) throws IOException;
  }

  private final InputStream in;
  private final List<String[]> headers = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int linesLeft = MAX_LINES;
  private int status;
  private boolean isMalformed;
  private int most;
  private boolean isCut;

  ResponseReader(InputStream in) {
    this.in = new BufferedInputStream(in, 8192);
  }

  /** Reads up to the body; the status of the final answer (RFC 9110 15.2). */
  public int status() throws IOException {
    do {
      statusAndHeaders();
    } while (status < 200);
    return status;
  }

  private void statusAndHeaders() throws IOException {
    String line = line();
    // HTTP/1.1 200 OK
    boolean isHttp = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
    if (!isHttp || line.length() > 12 && line.charAt(12) != ' ') {
      throw notHttp();
    }
    status = number(line.substring(9, 12), 10);
    if (status < 100) {
      throw notHttp();
    }
    headers.clear();
    for (line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(new String[] {line.substring(0, colon), line.substring(colon + 1).trim()});
      } else {
        isMalformed = true;
      }
    }
  }

  /** Names and values, in their order; one that was folded has lost what came after the fold. */
  public List<String[]> headers() {
    return headers;
  }

  /** The first value of a header, or null. */
  public @Nullable String header(String name) {
    for (String[] header : headers) {
      if (header[0].equalsIgnoreCase(name)) {
        return header[1];
      }
    }
    return null;
  }

  /** The value of a header that may be there once; two lengths are none (RFC 9112 6.3). */
  private @Nullable String single(String name) {
    int count = 0;
    for (String[] header : headers) {
      count += header[0].equalsIgnoreCase(name) ? 1 : 0;
    }
    isMalformed |= count > 1;
    return header(name);
  }

  /**
   * Reads the body.
   *
   * @param most bytes
   * @throws NoResponseException if it is longer, breaks off, or if its end is not certain
   */
  public byte[] body(int most) throws IOException {
    this.most = most;
    read();
    return body.toByteArray();
  }

  /** Reads as much of a body as there is, up to a bound, however malformed the answer may be. */
  public byte[] beginning(int most) throws IOException {
    this.most = most;
    isCut = true;
    try {
      read();
    } catch (NoResponseException e) {
      // What came before counts.
    }
    return body.toByteArray();
  }

  /** By one of the three ways that mark its end (RFC 9112 6.3). */
  private void read() throws IOException {
    String length = single("Content-Length");
    String encoding = single("Transfer-Encoding");
    boolean isChunked = "chunked".equalsIgnoreCase(encoding);
    isMalformed |= encoding != null && (!isChunked || length != null);
    if (isMalformed && !isCut) {
      throw malformed();
    }
    if (status == 204 || status == 304) {
      return;
    }
    if (isChunked && !isMalformed) {
      copyChunks();
    } else if (length != null && !isMalformed) {
      copy(number(length, 10));
    } else {
      copyToTheEnd();
    }
  }

  private void copyChunks() throws IOException {
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      copy(size);
      if (body.size() == most && isCut) {
        return;
      }
      if (!line().isEmpty()) {
        throw malformed();
      }
    }
  }

  /** The head of a chunk, without its extensions (RFC 9112 7.1.1). */
  private int chunkSize() throws IOException {
    String line = line();
    int end = line.indexOf(';');
    return number((end < 0 ? line : line.substring(0, end)).trim(), 16);
  }

  private void copy(int size) throws IOException {
    byte[] part = new byte[Math.min(size, 8192)];
    for (int left = within(size); left > 0; ) {
      int n = in.read(part, 0, Math.min(left, part.length));
      if (n < 0) {
        throw brokeOff("in the middle of its answer");
      }
      body.write(part, 0, n);
      left -= n;
    }
  }

  private void copyToTheEnd() throws IOException {
    byte[] part = new byte[8192];
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      body.write(part, 0, within(n));
      if (body.size() == most && isCut) {
        return;
      }
    }
  }

  /** How many of the next bytes of the body are wanted: all, or those within the bound. */
  private int within(int size) throws NoResponseException {
    int left = most - body.size();
    if (size > left && !isCut) {
      throw new NoResponseException("answers more than " + most + " bytes", "compare its address");
    }
    return Math.min(size, left);
  }

  /** A number without sign; what is too large for an int is as large as that can be. */
  private static int number(String digits, int radix) throws NoResponseException {
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), radix); // of ISO 8859-1: ASCII alone has digits
      if (digit < 0) {
        throw malformed();
      }
      number = Math.min(Integer.MAX_VALUE, number * radix + digit);
    }
    if (digits.isEmpty()) {
      throw malformed();
    }
    return (int) number;
  }

  /** A line without its end; old servers may end it by a line feed alone (RFC 9112 2.2). */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw brokeOff("before it answered");
      }
      if (--linesLeft < 0) {
        throw new NoResponseException("answers too many headers", "compare its address");
      }
      line.write(c);
    }
    String text = new String(line.toByteArray(), StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static NoResponseException brokeOff(String when) {
    return new NoResponseException("broke off " + when, "compare scheme and port of its address");
  }

  private static NoResponseException notHttp() {
    return new NoResponseException("answers something else than HTTP/1.1", "compare its address");
  }

  private static NoResponseException malformed() {
    return new NoResponseException(
        "answers malformed HTTP", "see what stands between it and this machine");
  }
}
