// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

/**
 * What an exception that others have wrapped is about, by its class alone: its message may hold a
 * secret, and the outermost class often says no more than that a connection has failed.
 */
public final class RootCause {
  private static final int MAX_CAUSES = 20; // they may lead in a circle

  private RootCause() {}

  /** The innermost cause, or the exception itself where it has none. */
  public static Throwable of(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < MAX_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return root;
  }
}
