// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Flow 3, the login: the token endpoint, revocation, and the public keys. */
package io.github.servletbearer.internal.endpoint;
