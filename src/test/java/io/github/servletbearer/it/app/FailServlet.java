// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Fails as legacy servlets do: {@code ?status=404} by sendError, otherwise by an exception. */
public final class FailServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String status = request.getParameter("status");
    if (status == null) {
      throw new ServletException("the application's own failure");
    }
    response.sendError(Integer.parseInt(status));
  }
}
