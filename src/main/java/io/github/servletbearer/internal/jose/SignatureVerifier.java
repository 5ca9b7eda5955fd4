// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

/** One key at work: made once, its weakness found then; immutable and thread-safe. */
interface SignatureVerifier {
  /**
   * Whether this is the signature of the first bytes of a text; false also for a malformed
   * signature.
   */
  boolean verifies(byte[] text, int length, byte[] signature);

  /** The key itself, by which two keys are compared; never print it: it may be a secret. */
  byte[] material();
}
