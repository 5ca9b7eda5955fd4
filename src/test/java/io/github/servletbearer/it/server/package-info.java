// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * The servers of the container matrix: {@link io.github.servletbearer.it.server.ServerKind} lists
 * them, {@link io.github.servletbearer.it.server.Distribution} gets their software, one class a
 * family starts them, and {@link io.github.servletbearer.it.server.Servers} chooses the class.
 *
 * <p>What a user would write into a server's configuration is in {@code src/test/containers}, as
 * files that the documentation shows; the tests run with these very files.
 */
package io.github.servletbearer.it.server;
