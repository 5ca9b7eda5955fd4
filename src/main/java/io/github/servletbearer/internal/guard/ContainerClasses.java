// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import javax.servlet.ServletRequest;

/**
 * Distinguishes the container's own requests from those that others implement without {@code
 * ServletRequestWrapper}. Class loaders cannot: in a shared folder, an EAR or an embedded server,
 * container and libraries may have the same one. So packages are compared: a container's classes
 * share the first three names, as {@code org.apache.catalina} and {@code io.undertow.servlet} do.
 * Immutable.
 */
final class ContainerClasses {
  private static final int NAMES = 3;

  private final String prefix;

  private ContainerClasses(String prefix) {
    this.prefix = prefix;
  }

  /** The classes of the container that this class belongs to. */
  static ContainerClasses of(Class<?> servletContext) {
    String name = servletContext.getName();
    int end = -1;
    for (int i = 0; i < NAMES; i++) {
      int dot = name.indexOf('.', end + 1);
      if (dot < 0) {
        break; // a shorter package: all of it
      }
      end = dot;
    }
    return new ContainerClasses(name.substring(0, end + 1));
  }

  /** Whether the class of the request belongs to the container. */
  boolean include(ServletRequest request) {
    return !prefix.isEmpty() && request.getClass().getName().startsWith(prefix);
  }
}
