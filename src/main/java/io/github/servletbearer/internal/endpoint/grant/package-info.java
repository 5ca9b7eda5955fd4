// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** One class for each OAuth grant (RFC 6749 1.3), and the scopes that each may give. */
package io.github.servletbearer.internal.endpoint.grant;
