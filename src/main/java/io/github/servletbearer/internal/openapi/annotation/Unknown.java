// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

/** What the document cannot know of a servlet, and how the application can tell it. Immutable. */
public final class Unknown {
  /** The methods are known. */
  static final Unknown NOTHING = new Unknown("");

  /** One method of the servlet takes all HTTP methods. */
  static final Unknown METHODS =
      new Unknown(
          "The servlet decides by itself which methods it answers; GET and POST are assumed."
              + " `@Operation(method = \"...\")` on its method `service` names them.");

  private final String sentence;

  private Unknown(String sentence) {
    this.sentence = sentence;
  }

  /** What is unknown, why, and what would tell it; empty where nothing is. */
  public String sentence() {
    return sentence;
  }
}
