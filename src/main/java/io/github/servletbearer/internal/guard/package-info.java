// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Flow 1, the request: judge it, then refuse it or pass it to the application. */
package io.github.servletbearer.internal.guard;
