// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** How values of settings are written, read and documented, and the values that have rules. */
package io.github.servletbearer.internal.settings.value;
