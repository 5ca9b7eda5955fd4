// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The settings: one declaration each, one reader that reports every problem at once. */
package io.github.servletbearer.internal.settings;
