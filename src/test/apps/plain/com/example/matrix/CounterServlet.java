// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.matrix;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

/** Counts the calls of a session, and says how many there were. */
public final class CounterServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession();
    Object before = session.getAttribute("calls");
    int calls = before == null ? 1 : (Integer) before + 1;
    session.setAttribute("calls", calls);
    response.setContentType("text/plain");
    response.getWriter().print("calls=" + calls + " user=" + request.getRemoteUser());
  }
}
