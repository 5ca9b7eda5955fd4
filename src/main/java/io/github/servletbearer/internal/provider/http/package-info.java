// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** HTTP to identity providers, bounded in time and size; trusts no JVM-wide default. */
package io.github.servletbearer.internal.provider.http;
