// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * What an application does, compared with what its OpenAPI document says ({@link
 * io.github.servletbearer.it.document.DocumentedBehaviour}), for applications of frameworks, each
 * on a real server with the framework's oldest and newest version.
 */
package io.github.servletbearer.it.document;
