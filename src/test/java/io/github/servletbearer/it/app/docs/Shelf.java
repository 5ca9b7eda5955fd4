// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app.docs;

import java.util.List;
import java.util.Map;

/** Recursive by itself, by a list and by a map; and a name that another package has, too. */
class Shelf {

  Shelf above;
  List<Shelf> beside;
  Map<String, Shelf> byName;
  Token token;

  /** A model that is called as a schema of ours. */
  static final class Token {
    String colour;
    Error error;
  }

  /** Another one. */
  @SuppressWarnings("JavaLangClash")
  static final class Error {
    int code;
  }
}
