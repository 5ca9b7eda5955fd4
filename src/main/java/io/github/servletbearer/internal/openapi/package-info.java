// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Flow 2, the document: what is mapped, covered and described, as OpenAPI. */
package io.github.servletbearer.internal.openapi;
