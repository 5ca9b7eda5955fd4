// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What has been done how often: numbers, and nothing of whom. */
package io.github.servletbearer.internal.metrics;
