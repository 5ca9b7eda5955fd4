// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.file;

import io.github.servletbearer.internal.bytes.Utf8;
import java.nio.charset.CharacterCodingException;

/** Reads the lines of a file in UTF-8, except blank ones and those that begin with {@code #}. */
public final class LineFile {
  private static final char BYTE_ORDER_MARK = '\ufeff'; // some editors write it at the start

  private LineFile() {}

  /** Reads one line. */
  public interface Reader {
    /**
     * Reads one line.
     *
     * @throws IllegalArgumentException with the cure, and without any text of the line
     */
    void read(String line);
  }

  /**
   * Passes all lines to the reader.
   *
   * @throws InvalidFileException with the number of the first invalid line
   */
  public static void read(byte[] content, Reader reader) throws InvalidFileException {
    int number = 0;
    for (int start = 0; start < content.length; ) {
      int end = start;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      number++;
      try {
        String line = line(content, start, end);
        if (!line.trim().isEmpty() && line.trim().charAt(0) != '#') {
          reader.read(line);
        }
      } catch (IllegalArgumentException e) {
        throw new InvalidFileException("line " + number + ": " + e.getMessage());
      }
      start = end + 1;
    }
  }

  private static String line(byte[] content, int start, int end) {
    boolean returned = end > start && content[end - 1] == '\r';
    try {
      String line = Utf8.decode(content, start, returned ? end - 1 : end);
      boolean marked = start == 0 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
      return marked ? line.substring(1) : line;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8: save the file in that encoding", e);
    }
  }
}
