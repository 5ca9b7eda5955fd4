// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Who a user is: the realm of the container, the users file, a class of the application. */
package io.github.servletbearer.internal.users;
