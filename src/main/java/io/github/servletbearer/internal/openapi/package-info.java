// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Story 2, the document: annotations, OpenAPI document, docs page. */
package io.github.servletbearer.internal.openapi;
