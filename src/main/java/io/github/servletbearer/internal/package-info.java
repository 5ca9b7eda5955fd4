// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The composition root: the one runtime of a web application, its start and its parts. */
package io.github.servletbearer.internal;
