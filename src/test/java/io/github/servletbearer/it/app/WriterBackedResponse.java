// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

import java.io.IOException;
import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/** Lets a servlet use the output stream of a response whose writer is in use; ASCII only. */
final class WriterBackedResponse extends HttpServletResponseWrapper {

  WriterBackedResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return new ServletOutputStream() {
      @Override
      public void write(int b) throws IOException {
        getWriter().write(b & 0xff);
      }
    };
  }
}
