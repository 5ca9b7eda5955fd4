// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The only package that uses gson. */
package io.github.servletbearer.internal.json;
