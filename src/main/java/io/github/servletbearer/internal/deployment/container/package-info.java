// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Every difference between containers, and how their registrations are read. */
package io.github.servletbearer.internal.deployment.container;
