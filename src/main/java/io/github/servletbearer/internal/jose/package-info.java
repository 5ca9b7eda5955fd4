// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * Signatures (RFC 7515, 7518); knows no claims. The only package that sees nimbus-jose-jwt, with
 * {@code jose.key}.
 */
package io.github.servletbearer.internal.jose;
