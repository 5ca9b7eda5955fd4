// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Reads web.xml and fragments, for the start and for the command line. */
package io.github.servletbearer.internal.deployment.webxml;
