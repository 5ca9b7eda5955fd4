// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

/** A private key or secret at work. Immutable, thread-safe. */
public interface Signer {
  /** The signature as JWS has it, before base64url (RFC 7518 3). */
  byte[] sign(byte[] text) throws JoseException;
}
