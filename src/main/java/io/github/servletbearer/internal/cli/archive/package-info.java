// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Reads a WAR without running it, within bounds of number, size and depth. */
package io.github.servletbearer.internal.cli.archive;
