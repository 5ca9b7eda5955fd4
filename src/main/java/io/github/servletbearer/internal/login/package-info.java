// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Story 3, the login: the token endpoint and what stands behind it. */
package io.github.servletbearer.internal.login;
