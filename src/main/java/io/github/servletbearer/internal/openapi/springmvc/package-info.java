// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** What controllers of Spring MVC answer behind its servlet. */
package io.github.servletbearer.internal.openapi.springmvc;
