// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app.docs;

/** Has no words of its own: they come from the superclass, under the same operation ids. */
public final class RareBookServlet extends BookServlet {

  private static final long serialVersionUID = 1L;
}
