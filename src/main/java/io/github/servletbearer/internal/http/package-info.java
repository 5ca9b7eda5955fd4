// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** HTTP as the specifications write it: header, challenge, form, JSON answer, CORS. */
package io.github.servletbearer.internal.http;
