// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What annotations of the application say of its servlets; read by name, never loaded. */
package io.github.servletbearer.internal.openapi.annotation;
