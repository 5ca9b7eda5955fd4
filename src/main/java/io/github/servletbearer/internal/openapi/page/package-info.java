// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The docs page, its static files, and the endpoint that serves page and document. */
package io.github.servletbearer.internal.openapi.page;
