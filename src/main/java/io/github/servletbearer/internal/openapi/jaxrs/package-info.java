// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What resources of JAX-RS answer, whichever implementation serves them. */
package io.github.servletbearer.internal.openapi.jaxrs;
