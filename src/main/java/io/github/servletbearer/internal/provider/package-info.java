// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * What an identity provider is asked over HTTP: its keys, its metadata, its answer about a token.
 * Everything is bounded in time, size and rate, and fails as "cannot decide".
 */
package io.github.servletbearer.internal.provider;
