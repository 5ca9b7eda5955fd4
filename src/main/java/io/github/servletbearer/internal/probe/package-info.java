// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * Asks a running application from outside whether it answers as its report says: what is asked, in
 * which spellings, over which connection, and what of the answers differs.
 */
package io.github.servletbearer.internal.probe;
