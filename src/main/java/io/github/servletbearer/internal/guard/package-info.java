// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Story 1, the request: judge, refuse or wrap. */
package io.github.servletbearer.internal.guard;
