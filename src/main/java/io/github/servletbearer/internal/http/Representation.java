// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import io.github.servletbearer.internal.bytes.Sha256;
import io.github.servletbearer.internal.bytes.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Bytes that are the same for everybody, plain and gzipped, each with its ETag. Immutable. */
public final class Representation {
  private static final String VARY = "Vary";

  private final String type;
  private final byte @Nullable [] plain;
  private final byte[] gzipped;
  private final String hash;

  private Representation(String type, byte @Nullable [] plain, byte[] gzipped) {
    this.type = type;
    this.plain = plain;
    this.gzipped = gzipped;
    this.hash = hex(Sha256.digest(plain == null ? gzipped : plain)).substring(0, 32);
  }

  /** A representation of these bytes, which must not change. */
  public static Representation of(String type, byte[] plain) {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return new Representation(type, plain, gzipped.toByteArray());
  }

  /** A representation that is kept gzipped only, for most clients take it so. */
  public static Representation ofGzipped(String type, byte[] gzipped) {
    return new Representation(type, null, gzipped);
  }

  /** A hash of the bytes, 32 hexadecimal digits. */
  public String hash() {
    return hash;
  }

  /** Sends it, or 304 where the client has it. Headers of caching and security are the caller's. */
  public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean gzip = acceptsGzip(request);
    // Each encoding has its own strong validator (RFC 9110 8.8.3.3).
    String etag = '"' + hash + (gzip ? "-gzip" : "") + '"';
    response.setHeader("ETag", etag);
    response.addHeader(VARY, "Accept-Encoding");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (isKnown(request, etag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(type);
    if (gzip) {
      response.setHeader("Content-Encoding", "gzip");
    }
    byte[] body = gzip ? gzipped : plain();
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  /** The bytes without an encoding. */
  byte[] plain() throws IOException {
    if (plain != null) {
      return plain;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      return Streams.readAll(in);
    }
  }

  /** If-None-Match compares weakly (RFC 9110 13.1.2); gzip modules of proxies weaken tags. */
  private static boolean isKnown(HttpServletRequest request, String etag) {
    String header = request.getHeader("If-None-Match");
    if (header == null) {
      return false;
    }
    StringTokenizer known = new StringTokenizer(header, ",");
    while (known.hasMoreTokens()) {
      String tag = known.nextToken().trim();
      if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
        return true;
      }
    }
    return false;
  }

  /** Whether gzip is named without a weight of zero (RFC 9110 12.5.3). */
  private static boolean acceptsGzip(HttpServletRequest request) {
    for (String line : Collections.list(request.getHeaders("Accept-Encoding"))) {
      StringTokenizer codings = new StringTokenizer(line.toLowerCase(Locale.ROOT), ",");
      while (codings.hasMoreTokens()) {
        StringTokenizer parts = new StringTokenizer(codings.nextToken(), ";= \t");
        if (parts.hasMoreTokens() && parts.nextToken().equals("gzip") && !hasNoWeight(parts)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the first parameter is {@code q=0}, {@code q=0.0} or the like. */
  private static boolean hasNoWeight(StringTokenizer parameters) {
    if (parameters.countTokens() < 2 || !parameters.nextToken().equals("q")) {
      return false;
    }
    String weight = parameters.nextToken();
    for (int i = 0; i < weight.length(); i++) {
      if (weight.charAt(i) != (i == 1 ? '.' : '0')) {
        return false;
      }
    }
    return true;
  }

  /** A SHA-256 in 64 hexadecimal digits. */
  public static String hex(byte[] sha256) {
    return String.format("%064x", new BigInteger(1, sha256));
  }
}
