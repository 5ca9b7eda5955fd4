// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts what a JAR lists at its end, while it is read from its beginning: containers go by that
 * list, and an entry that stands nowhere else would hide from us. Not thread-safe.
 */
final class ListedEntries extends FilterInputStream {
  private static final int END = 22;
  private static final int MAX_COMMENT = 0xFFFF;

  /** What stands for a larger number, which is elsewhere (Zip64). */
  private static final int ELSEWHERE = 0xFFFF;

  /** The last bytes read, as a ring. */
  private final byte[] tail = new byte[END + MAX_COMMENT];

  private long read = 0;

  ListedEntries(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      tail[(int) (read++ % tail.length)] = (byte) value;
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    for (int i = 0; i < count; i++) {
      tail[(int) (read++ % tail.length)] = buffer[offset + i];
    }
    return count;
  }

  /**
   * Reads to the end.
   *
   * @throws IOException if the list has another number of entries, or is missing
   */
  void require(int entries) throws IOException {
    byte[] buffer = new byte[8192];
    while (read(buffer, 0, buffer.length) >= 0) {
      // the tail is all that is wanted
    }
    int listed = listed();
    if (listed != entries && (listed != ELSEWHERE || entries < ELSEWHERE)) {
      throw new IOException("it does not begin with all the entries that it lists at its end");
    }
  }

  private int listed() throws IOException {
    for (long at = read - END; at >= 0 && at >= read - tail.length; at--) {
      boolean end = at(at) == 'P' && at(at + 1) == 'K' && at(at + 2) == 5 && at(at + 3) == 6;
      if (end && at + END + number(at + 20) == read) {
        return number(at + 10);
      }
    }
    throw new IOException("it has no list of its entries at its end");
  }

  private int number(long at) {
    return at(at) | at(at + 1) << 8;
  }

  private int at(long position) {
    return tail[(int) (position % tail.length)] & 0xFF;
  }
}
