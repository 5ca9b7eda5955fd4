// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads files of lines in UTF-8, without blank ones and those that begin with {@code #}. */
public final class LineFile {
  private static final char BYTE_ORDER_MARK = '\ufeff'; // some editors write it at the start

  private LineFile() {}

  /** Takes one line. */
  public interface Reader {
    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with the cure, and nothing of the line
     */
    void read(String line);
  }

  /**
   * Hands all lines to the reader.
   *
   * @throws InvalidFileException with the number of the first line that it refuses
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
    ByteBuffer bytes = ByteBuffer.wrap(content, start, (returned ? end - 1 : end) - start);
    try {
      String line = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      boolean marked = start == 0 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
      return marked ? line.substring(1) : line;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8: save the file in that encoding", e);
    }
  }
}
