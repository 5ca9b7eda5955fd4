// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What is mapped where and covered by which filters. */
package io.github.servletbearer.internal.deployment;
