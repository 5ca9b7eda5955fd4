// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** JWTs: issued, verified in a chain of steps, revoked. */
package io.github.servletbearer.internal.token.jwt;
