// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Making, keeping and verifying tokens; knows no servlet, so it can be tested alone. */
package io.github.servletbearer.internal.token;
