// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.archive;

import java.io.IOException;
import java.io.InputStream;

/** Passes on so many bytes, and then an exception: what unpacks to more is no application. */
public final class BoundedStream extends InputStream {
  /** A byte count that several streams share. Not thread-safe. */
  public static final class Budget {
    private final String owner;
    private final long most;
    private long left;

    /**
     * @param owner what is read, for the message
     * @param most in bytes
     */
    public Budget(String owner, long most) {
      this.owner = owner;
      this.most = most;
      this.left = most;
    }

    private void spend(long bytes) throws IOException {
      left -= Math.max(bytes, 0);
      if (left < 0) {
        throw new IOException(owner + " holds more than " + (most >> 20) + " MB");
      }
    }
  }

  private final InputStream in;
  private final Budget[] budgets;

  /** A stream that counts against all of these. */
  public BoundedStream(InputStream in, Budget... budgets) {
    this.in = in;
    this.budgets = budgets.clone();
  }

  private int spend(int bytes) throws IOException {
    for (Budget budget : budgets) {
      budget.spend(bytes);
    }
    return bytes;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    spend(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return spend(in.read(buffer, offset, length));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
