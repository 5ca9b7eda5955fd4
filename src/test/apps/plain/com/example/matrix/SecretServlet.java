// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.matrix;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers with the data, whatever the method: nothing but the filter protects it. */
public final class SecretServlet extends HttpServlet {

  /** Stands in each answer that must not be seen without a token. */
  static final String DATA = "SECRET-DATA";

  /** Says the same where an answer has no body. */
  static final String HEADER = "X-Secret-Data";

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    write(response, request.getMethod());
  }

  static void write(HttpServletResponse response, String text) throws IOException {
    response.setHeader(HEADER, text);
    response.setContentType("text/plain");
    response.getWriter().println(DATA + " " + text);
  }
}
