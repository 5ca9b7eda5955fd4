// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Logging without secrets, control characters and floods. */
package io.github.servletbearer.internal.log;
