// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The state of tokens and failed logins in a database that several servers share. */
package io.github.servletbearer.internal.token.store.jdbc;
