// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The application's own OpenAPI document, written by hand: read, checked and joined with ours. */
package io.github.servletbearer.internal.openapi.file;
