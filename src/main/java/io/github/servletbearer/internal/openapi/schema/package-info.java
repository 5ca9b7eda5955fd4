// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** JSON schemas of the classes that annotations name, as gson would write them. */
package io.github.servletbearer.internal.openapi.schema;
