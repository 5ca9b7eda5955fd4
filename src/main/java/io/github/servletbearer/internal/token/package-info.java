// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What a token means: issued, refreshed, verified, revoked. Knows no servlet. */
package io.github.servletbearer.internal.token;
