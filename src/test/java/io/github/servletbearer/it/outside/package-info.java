// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

/** Classes that the tests load from outside of an application: a server's or a shared folder. */
package io.github.servletbearer.it.outside;
