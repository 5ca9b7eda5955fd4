// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Random tokens, hashes of tokens, hashes of passwords. */
package io.github.servletbearer.internal.crypto;
