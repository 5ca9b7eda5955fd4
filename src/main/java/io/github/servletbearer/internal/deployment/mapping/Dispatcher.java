// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.mapping;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * The ways in which a request reaches a filter, by their names in web.xml (Servlet 3.0 6.2.5). Our
 * own, since the command line runs where no Servlet API is.
 */
public enum Dispatcher {
  /** From outside. */
  REQUEST,
  /** {@code RequestDispatcher.forward}. */
  FORWARD,
  /** {@code RequestDispatcher.include}. */
  INCLUDE,
  /** To an error page. */
  ERROR,
  /** {@code AsyncContext.dispatch}. */
  ASYNC;

  /**
   * Those that a mapping names: without any it is for REQUEST alone (Servlet 3.0 6.2.5). The names
   * are in upper case; Tomcat takes them in lower case, too.
   */
  public static Set<Dispatcher> named(Collection<String> names) {
    Set<Dispatcher> types = EnumSet.noneOf(Dispatcher.class);
    for (Dispatcher type : values()) {
      if (names.stream().anyMatch(type.name()::equalsIgnoreCase)) {
        types.add(type);
      }
    }
    return types.isEmpty() ? EnumSet.of(REQUEST) : types;
  }
}
