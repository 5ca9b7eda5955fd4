// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.matrix;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * A front controller as old frameworks have them: it finds its handler by a reading of the request
 * of its own. The init-param {@code handler} is the path of the one handler with data.
 */
public final class FrontServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String reading = Reading.thatFinds(getInitParameter("handler"), request);
    if (reading != null) {
      SecretServlet.write(response, reading);
    } else {
      response.setContentType("text/plain");
      response.getWriter().println("open");
    }
  }
}
