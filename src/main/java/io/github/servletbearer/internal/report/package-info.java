// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What is protected and what is open, in words: at the start, and on the command line. */
package io.github.servletbearer.internal.report;
