// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletResponse;

/** What the servlets of this application share: the inventory, and answers in JSON. */
abstract class JsonServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  final Inventory inventory() {
    return Inventory.of(getServletContext());
  }

  static String toJson(Object value) {
    return GSON.toJson(value);
  }

  static void answer(HttpServletResponse response, Object value) throws IOException {
    answer(response, HttpServletResponse.SC_OK, toJson(value) + "\n"); // a line in a terminal
  }

  static void answer(HttpServletResponse response, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  static void refuse(HttpServletResponse response, int status, String detail) throws IOException {
    answer(response, status, toJson(Collections.singletonMap("detail", detail)));
  }

  static void refuse(HttpServletResponse response, BadInputException problem) throws IOException {
    refuse(response, problem.getStatus(), problem.getMessage());
  }
}
