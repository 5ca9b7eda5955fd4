// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.framework.FrontController;
import org.jspecify.annotations.Nullable;

/**
 * What serves resources of JAX-RS. Each value has the servlet or filter by which it is known, and
 * the names of its settings; above it is where they were read.
 */
enum Implementation {
  // javaee/jersey-1.x: jersey-servlet, .../spi/container/servlet/ServletContainer.java
  JERSEY_1(
      "com.sun.jersey.spi.container.servlet.ServletContainer",
      "com.sun.jersey.config.property.classnames",
      "com.sun.jersey.config.property.packages",
      "com.sun.jersey.config.feature.FilterContextPath"),
  // eclipse-ee4j/jersey 2.x: .../server/ServerProperties.java, .../servlet/ServletProperties.java
  JERSEY_2(
      "org.glassfish.jersey.servlet.ServletContainer",
      "jersey.config.server.provider.classnames",
      "jersey.config.server.provider.packages",
      "jersey.config.servlet.filter.contextPath"),
  // resteasy/resteasy 3.x: .../plugins/server/servlet/ConfigurationBootstrap.java
  RESTEASY_SERVLET(
      "org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher",
      "resteasy.resources",
      "",
      "resteasy.servlet.mapping.prefix"),
  RESTEASY_SERVLET_30(
      "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher",
      "resteasy.resources",
      "",
      "resteasy.servlet.mapping.prefix"),
  RESTEASY_FILTER(
      "org.jboss.resteasy.plugins.server.servlet.FilterDispatcher",
      "resteasy.resources",
      "",
      "resteasy.servlet.mapping.prefix"),
  // apache/cxf 3.x: rt/frontend/jaxrs, .../jaxrs/servlet/CXFNonSpringJaxrsServlet.java
  CXF(
      "org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet",
      "jaxrs.serviceClasses",
      "",
      "jaxrs.address"),
  /** That of a container, which knows a servlet by the name of its Application (JSR 339 2.3.2). */
  CONTAINER("", "", "", ""),
  CXF_SPRING("org.apache.cxf.transport.servlet.CXFServlet", "", "", "");

  private final String frontController;
  private final String classNames;
  private final String packages;
  private final String path;

  Implementation(String frontController, String classNames, String packages, String path) {
    this.frontController = frontController;
    this.classNames = classNames;
    this.packages = packages;
    this.path = path;
  }

  /** The one behind a servlet or filter, or null; a servlet without a class is a container's. */
  static @Nullable Implementation of(FrontController front) {
    if (front.lineage().isEmpty()) {
      return CONTAINER;
    }
    for (Implementation each : values()) {
      if (front.isA(each.frontController)) {
        return each;
      }
    }
    return null;
  }

  /** The setting that names resource classes; empty where there is none. */
  String classNames() {
    return classNames;
  }

  /** The setting that names packages; empty where there is none. */
  String packages() {
    return packages;
  }

  /** The setting for a folder, besides those that the mapping says. */
  String path() {
    return path;
  }

  boolean isJersey() {
    return this == JERSEY_1 || this == JERSEY_2;
  }

  boolean isResteasy() {
    return frontController.startsWith("org.jboss.resteasy.");
  }
}
