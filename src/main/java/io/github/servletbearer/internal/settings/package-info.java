// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/**
 * The settings of an application: one declaration for each, and the values by their declaration.
 */
package io.github.servletbearer.internal.settings;
