// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * The way to other machines: one HTTP/1.1 exchange over a connection of its own, bounded in time
 * and size; and which addresses are this machine's own.
 */
package io.github.servletbearer.internal.net;
