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
              + " `@Operation(method = \"...\")` on its method `service` names them, and a document"
              + " of the application's own (`openapiFile`) describes them.");

  /** The class has a superclass that cannot be read, and no method of its own. */
  static final Unknown INHERITED =
      new Unknown(
          "The servlet inherits its methods from a class that cannot be read, so that they are"
              + " unknown; GET and POST are assumed. `@Operation(method = \"...\")` on a method"
              + " `service` of its own names them, and a document of the application's own"
              + " (`openapiFile`) describes them.");

  /** There is no class to read. */
  static final Unknown CLASS =
      new Unknown(
          "The class of the servlet cannot be read, so that its methods are unknown; GET and POST"
              + " are assumed. They are shown, with swagger annotations, where its class is among"
              + " those of the application; a document of its own (`openapiFile`) describes them"
              + " in any case.");

  /** A JSP that web.xml maps like a servlet. */
  static final Unknown JSP =
      new Unknown(
          "A JSP answers here, and decides by itself which methods it takes; GET and POST are"
              + " assumed. A document of the application's own (`openapiFile`) describes it.");

  private final String sentence;

  private Unknown(String sentence) {
    this.sentence = sentence;
  }

  /** The servlet of a framework hands requests on to what the document does not see. */
  static Unknown behindServlet(String product) {
    return new Unknown(
        "This is "
            + product
            + ", which decides by itself what it answers below its mapping; GET and POST are"
            + " assumed. A document of the application's own (`openapiFile`) describes it, or a"
            + " servlet that extends it, with swagger annotations on its methods.");
  }

  /** The same of a filter, which no annotation describes. */
  static Unknown behindFilter(String product) {
    return new Unknown(
        "A filter answers here: "
            + product
            + ", which decides by itself what it answers below its mapping; GET and POST are"
            + " assumed. A document of the application's own (`openapiFile`) describes it.");
  }

  /** What is unknown, why, and what would tell it; empty where nothing is. */
  public String sentence() {
    return sentence;
  }

  /** Whether anything is unknown, so that only what a filter covers is worth showing. */
  public boolean isAnything() {
    return !sentence.isEmpty();
  }
}
