// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The annotations of the application's servlets; known by name, never loaded. */
package io.github.servletbearer.internal.openapi.annotation;
