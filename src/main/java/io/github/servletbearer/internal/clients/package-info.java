// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** OAuth clients: their registry and how they authenticate (RFC 6749 2.3). */
package io.github.servletbearer.internal.clients;
