// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * Several servers that share a database, or none: real Tomcats, each a process of its own, with
 * their own pools of connections to a real PostgreSQL ({@link
 * io.github.servletbearer.it.cluster.PostgresqlServer}) or to H2. {@link
 * io.github.servletbearer.it.cluster.Node} is one such server; {@link
 * io.github.servletbearer.it.cluster.LoadChecker} puts load on them while they fail, and compares
 * what its clients saw with what holds afterwards.
 */
package io.github.servletbearer.it.cluster;
