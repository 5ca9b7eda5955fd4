// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.matrix;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Resets the context class loader of the idle threads of Jetty's pool, and reports of how many.
 * Jetty 9.4 does not where an application stops during a request: {@code ContextHandler.doScope}
 * restores it only if the application still has a class loader. The thread then keeps the class
 * loader of the stopped application until it ends or serves a request during another stop.
 */
public final class ResetLoadersServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ClassLoader own = getClass().getClassLoader();
    int count = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      ClassLoader loader = thread.getContextClassLoader();
      boolean idle = thread.getName().startsWith("qtp") && thread != Thread.currentThread();
      if (idle && loader != null && loader.getClass() == own.getClass()) {
        thread.setContextClassLoader(own.getParent());
        count++;
      }
    }
    response.setContentType("text/plain");
    response.getWriter().print(count);
  }
}
