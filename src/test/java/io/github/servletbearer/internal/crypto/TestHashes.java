// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.crypto;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hashes of passwords for files of users and clients, each computed once: that takes a moment. */
public final class TestHashes {
  private static final Map<String, String> BY_PASSWORD = new ConcurrentHashMap<>();

  private TestHashes() {}

  /** The text of a hash of this password. */
  public static String of(String password) {
    return BY_PASSWORD.computeIfAbsent(
        password, text -> PasswordHash.of(text.toCharArray()).text());
  }

  /** The text of a hash of some password, with more iterations. */
  public static String of(String password, int iterations) {
    return of(password).replace("$" + PasswordHash.ITERATIONS + "$", "$" + iterations + "$");
  }
}
