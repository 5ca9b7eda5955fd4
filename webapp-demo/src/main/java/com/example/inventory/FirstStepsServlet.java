// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Answers with the token of the request. */
public final class FirstStepsServlet extends JsonServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String token = (String) request.getAttribute("token");
    answer(response, HttpServletResponse.SC_OK, "{\"token\": " + toJson(token) + "}");
  }
}
