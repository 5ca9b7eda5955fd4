// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** A clock that only passes beside the one that may be set. */
package io.github.servletbearer.internal.time;
