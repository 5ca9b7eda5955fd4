// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The only room that sees gson. */
package io.github.servletbearer.internal.json;
