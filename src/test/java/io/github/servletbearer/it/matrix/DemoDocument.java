// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.Tool;

/** The OpenAPI document of the demo, as the command line prints it. */
final class DemoDocument {

  private static final String TEXT = print();

  private DemoDocument() {}

  static String text() {
    return TEXT;
  }

  private static String print() {
    Tool run =
        Tool.servletBearer(
            Kit.emptyDirectory(Kit.target("it", "matrix-document")),
            "openapi",
            Kit.path("demo.war").toString());
    if (run.exit() != 0) {
      throw new AssertionError("The command line printed no document: " + run);
    }
    return run.out();
  }
}
