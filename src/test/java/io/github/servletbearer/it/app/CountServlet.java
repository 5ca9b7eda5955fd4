// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A number that POST raises and GET shows, so that a test sees whether it was raised. */
public final class CountServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final AtomicInteger count = new AtomicInteger();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response, count.get());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response, count.incrementAndGet());
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response, int number)
      throws IOException {
    response.setContentType("application/json");
    response
        .getWriter()
        .write(
            new JsonText()
                .add("count", String.valueOf(number))
                .add("user", request.getRemoteUser())
                .toString());
  }
}
