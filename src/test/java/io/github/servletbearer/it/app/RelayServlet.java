// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import javax.servlet.RequestDispatcher;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Hands the request on: {@code .../forward?to=/path}, {@code .../include?to=/path}, {@code
 * .../include-late?to=/path} (the response is committed before), {@code
 * .../include-caught?to=/path}, and by a servlet's name {@code .../named?to=servlet} and {@code
 * .../include-named?to=servlet}.
 */
public final class RelayServlet extends HttpServlet {

  /** Written before and after an include. */
  public static final String AROUND = "the including page";

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String to = request.getParameter("to");
    Object included = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
    switch (String.valueOf(included == null ? request.getPathInfo() : included)) {
      case "/forward" -> request.getRequestDispatcher(to).forward(request, response);
      case "/include" -> include(request.getRequestDispatcher(to), request, response);
      case "/include-late" -> {
        response.getWriter().println(AROUND);
        response.flushBuffer();
        include(request.getRequestDispatcher(to), request, response);
      }
      case "/include-caught" -> includeCaught(request.getRequestDispatcher(to), request, response);
      case "/include-named" ->
          include(getServletContext().getNamedDispatcher(to), request, response);
      case "/named" -> getServletContext().getNamedDispatcher(to).forward(request, response);
      default -> response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void include(
      RequestDispatcher dispatcher, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.setContentType("text/plain");
    response.getWriter().println(AROUND);
    // A servlet that is included writes to the stream, which the writer has taken.
    dispatcher.include(request, new WriterBackedResponse(response));
    response.getWriter().println(AROUND);
  }

  private static void includeCaught(
      RequestDispatcher dispatcher, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      include(dispatcher, request, response);
    } catch (ServletException e) {
      response.getWriter().println("caught " + e.getClass().getName());
    }
  }
}
