// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Counters of events, without names of users. */
package io.github.servletbearer.internal.metrics;
