// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * Keys and signatures of JWS (RFC 7515, 7517, 7518): the only room that sees nimbus-jose-jwt. It
 * knows no claims; what a token means is the room {@code token}'s.
 */
package io.github.servletbearer.internal.jose;
