// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What is wrong with a configuration: code, text, cure and link. */
package io.github.servletbearer.internal.settings.problem;
