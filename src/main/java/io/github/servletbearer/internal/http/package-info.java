// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** HTTP as the specifications define it: header, challenge, form, JSON response, CORS. */
package io.github.servletbearer.internal.http;
