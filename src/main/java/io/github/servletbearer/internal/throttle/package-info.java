// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Limits for logins: failed attempts, and fair turns at expensive work. */
package io.github.servletbearer.internal.throttle;
