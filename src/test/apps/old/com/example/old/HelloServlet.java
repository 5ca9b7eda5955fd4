// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.old;

import java.io.IOException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A servlet that needs no web.xml. */
@WebServlet(
    name = "hello",
    urlPatterns = {"/api/hello", "/open/hello"})
public class HelloServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print("hello " + request.getRemoteUser());
  }
}
