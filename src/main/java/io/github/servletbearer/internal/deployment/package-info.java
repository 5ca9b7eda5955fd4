// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What is mapped where and covered by whom: registrations, web.xml, url-patterns. */
package io.github.servletbearer.internal.deployment;
