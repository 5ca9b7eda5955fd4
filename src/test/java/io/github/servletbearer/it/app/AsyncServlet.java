// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code .../dispatch?to=/path} starts asynchronous work and dispatches; {@code .../late?to=/path}
 * has begun to answer before; {@code .../stay?to=/path} dispatches with the wrapped request; {@code
 * .../thread} answers from a thread of its own.
 */
public final class AsyncServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String pathInfo = String.valueOf(request.getPathInfo());
    String to = request.getParameter("to");
    if (pathInfo.equals("/dispatch")) {
      request.startAsync().dispatch(to);
    } else if (pathInfo.equals("/late")) {
      response.getOutputStream().println(RelayServlet.AROUND);
      response.flushBuffer();
      request.startAsync().dispatch(to);
    } else if (pathInfo.equals("/stay")) {
      request.startAsync(request, response).dispatch(to);
    } else {
      AsyncContext async = request.startAsync(request, response);
      async.start(() -> answer(async));
    }
  }

  private void answer(AsyncContext async) {
    HttpServletRequest request = (HttpServletRequest) async.getRequest();
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    try {
      response.setHeader(EchoServlet.RAN, getServletName());
      response.setContentType("application/json");
      response.getWriter().write(EchoServlet.describe(request, getServletName()));
    } catch (IOException e) {
      getServletContext().log("the client went away", e);
    } finally {
      async.complete();
    }
  }
}
