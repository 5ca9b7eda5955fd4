// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What web.xml maps: servlets, filters, url-patterns, constraints. */
package io.github.servletbearer.internal.deployment.mapping;
