// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Adds Servlet Bearer to a web application: the block for its web.xml, and a WAR with it. */
package io.github.servletbearer.internal.cli.init;
