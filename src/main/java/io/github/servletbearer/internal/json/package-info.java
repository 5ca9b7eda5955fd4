// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** The only room that sees gson. */
@NullMarked
package io.github.servletbearer.internal.json;

import org.jspecify.annotations.NullMarked;
