// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Where the state of tokens is kept. */
package io.github.servletbearer.internal.token.store;
