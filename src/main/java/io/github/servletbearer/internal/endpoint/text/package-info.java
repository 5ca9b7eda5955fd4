// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The words of the token form's pages, in several languages. */
package io.github.servletbearer.internal.endpoint.text;
