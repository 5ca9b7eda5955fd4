// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What is behind the servlets and filters of frameworks. */
package io.github.servletbearer.internal.openapi.framework;
