// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * Checks from outside whether a running application answers as reported: what is requested, in
 * which spellings, over which connection, and what of the answers differs.
 */
package io.github.servletbearer.internal.probe;
