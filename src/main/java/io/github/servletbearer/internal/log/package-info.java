// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What may be written to a log: nothing of a secret, no control character. */
package io.github.servletbearer.internal.log;
