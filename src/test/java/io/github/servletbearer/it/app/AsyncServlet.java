// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code .../dispatch?to=/path} starts asynchronous work and dispatches; {@code .../late?to=/path}
 * has begun to answer before; {@code .../stay?to=/path} dispatches with the wrapped request; {@code
 * .../thread} answers from a thread of its own, {@code .../original} from one with the request that
 * {@code startAsync()} keeps, and {@code .../listener} when a listener is told of the end.
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
    } else if (pathInfo.equals("/original")) {
      AsyncContext async = request.startAsync();
      async.start(() -> answer(async));
    } else if (pathInfo.equals("/listener")) {
      AsyncContext async = request.startAsync();
      async.addListener(new Answering());
      async.setTimeout(1);
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

  /** Answers when the time is over. */
  private final class Answering implements AsyncListener {
    @Override
    public void onTimeout(AsyncEvent event) {
      answer(event.getAsyncContext());
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
