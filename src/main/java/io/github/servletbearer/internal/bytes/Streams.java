// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads streams. */
public final class Streams {
  private static final int BUFFER_BYTES = 8192;

  private Streams() {}

  /** All bytes of a stream whose length is known to be small. */
  public static byte[] readAll(InputStream in) throws IOException {
    return readAtMost(in, Integer.MAX_VALUE);
  }

  /** The bytes of a stream; if they are more than a bound, more than that, but not all. */
  public static byte[] readAtMost(InputStream in, int max) throws IOException {
    int expected = Math.min(Math.max(in.available(), 512), BUFFER_BYTES);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(expected);
    byte[] buffer = new byte[expected];
    for (int n = in.read(buffer); n >= 0 && bytes.size() <= max; n = in.read(buffer)) {
      bytes.write(buffer, 0, n);
    }
    return bytes.toByteArray();
  }

  /**
   * The text of a UTF-8 file beside a class of this library, in the same JAR.
   *
   * @throws IllegalStateException if the file is missing there
   */
  public static String resource(Class<?> neighbour, String file) {
    try (InputStream in = neighbour.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The JAR is incomplete: " + file + " is missing");
      }
      return Utf8.decode(readAll(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
