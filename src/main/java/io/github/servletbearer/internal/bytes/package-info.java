// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Bytes: reading, decoding and hashing them; words: splitting and checking them. */
package io.github.servletbearer.internal.bytes;
