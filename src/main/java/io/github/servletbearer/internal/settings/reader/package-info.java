// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Finds, reads and checks the settings of an application, and reports every problem at once. */
package io.github.servletbearer.internal.settings.reader;
