// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The security of the document: what filters enforce, beside what annotations declare. */
package io.github.servletbearer.internal.openapi.security;
