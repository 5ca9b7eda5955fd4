// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.matrix;

import java.io.IOException;
import javax.servlet.RequestDispatcher;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Hands a request on: {@code .../forward?to=/path}, {@code .../include} and {@code .../async}. */
public final class RelayServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String to = request.getParameter("to");
    RequestDispatcher dispatcher = request.getRequestDispatcher(to);
    String how = String.valueOf(request.getPathInfo());
    if (how.equals("/forward")) {
      dispatcher.forward(request, response);
    } else if (how.equals("/include")) {
      dispatcher.include(request, response);
    } else if (how.equals("/async")) {
      request.startAsync().dispatch(to);
    } else {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
