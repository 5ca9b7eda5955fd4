// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * Bearer tokens for the servlets that a web application already has: protection, documentation, and
 * a token endpoint.
 *
 * <p>This package is the public API. Three flows start here:
 *
 * <ol>
 *   <li><b>The request.</b> {@link io.github.servletbearer.BearerFilter} - request guard -
 *       Authorization header - {@link io.github.servletbearer.TokenVerifier} - scopes -
 *       authenticated request - the application. A refusal is a {@link
 *       io.github.servletbearer.BearerError}, sent with its challenge.
 *   <li><b>The document.</b> {@link io.github.servletbearer.BearerServlet} - deployment (what is
 *       mapped where, covered by which filter) - annotations - OpenAPI document - JSON and docs
 *       page.
 *   <li><b>The login.</b> {@link io.github.servletbearer.BearerServlet} - token endpoint - form -
 *       throttle - {@link io.github.servletbearer.UserAuthenticator} or the container's realm -
 *       token - JSON.
 * </ol>
 */
package io.github.servletbearer;
