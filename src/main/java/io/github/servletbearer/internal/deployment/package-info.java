// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What is mapped where and covered by whom: registrations, web.xml, url-patterns. */
@NullMarked
package io.github.servletbearer.internal.deployment;

import org.jspecify.annotations.NullMarked;
