// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

/** A protected resource, in the three parts of its path that raw spellings take apart. */
record Target(String context, String area, String rest) {

  static Target of(String context, String path) {
    int slash = path.indexOf('/', 1);
    return slash < 0
        ? new Target(context, path.substring(1), "")
        : new Target(context, path.substring(1, slash), path.substring(slash + 1));
  }

  /** The path as it is meant to be written. */
  String path() {
    return rest.isEmpty() ? "/" + area : "/" + area + "/" + rest;
  }

  @Override
  public String toString() {
    return context + path();
  }
}
