// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app.docs;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletResponse;

/** What the servlets of the odd application share: each answers with its own name. */
abstract class AnswerServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  final void answer(HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    response.getWriter().print("{\"servlet\": \"" + getServletName() + "\"}");
  }
}
