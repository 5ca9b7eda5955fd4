// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Keys in their formats: JWK, JWK set, PEM, keystore. */
package io.github.servletbearer.internal.jose.key;
