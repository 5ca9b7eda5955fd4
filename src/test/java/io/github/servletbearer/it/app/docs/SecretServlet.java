// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app.docs;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Locked, and not to be shown. */
@Hidden
@Tag(name = "Secret", description = "top-secret")
public final class SecretServlet extends AnswerServlet {

  private static final long serialVersionUID = 1L;

  @Override
  @Operation(summary = "top-secret")
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(response);
  }
}
