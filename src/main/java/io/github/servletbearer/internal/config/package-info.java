// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The settings: one enum, one reader that reports every problem at once, immutable values. */
package io.github.servletbearer.internal.config;
