// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Computes SHA-256 (FIPS 180-4). Thread-safe. */
public final class Sha256 {
  /** Only ever copied: a look-up takes as long as hashing a token, and on Java 8 a lock. */
  private static final @Nullable MessageDigest UNUSED = copy(lookUp());

  private Sha256() {}

  /** The 32 bytes of the hash. */
  public static byte[] digest(byte[] bytes) {
    MessageDigest copy = UNUSED == null ? null : copy(UNUSED);
    return (copy == null ? lookUp() : copy).digest(bytes);
  }

  /** Null where the provider's cannot be copied, as those of some cryptographic devices. */
  private static @Nullable MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      return null;
    }
  }

  private static MessageDigest lookUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
