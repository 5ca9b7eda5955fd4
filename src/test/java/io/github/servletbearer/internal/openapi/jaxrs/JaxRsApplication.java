// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.framework.FrameworkApplication;

/** Applications of resource classes. */
final class JaxRsApplication {
  static final String JERSEY_2 = "org.glassfish.jersey.servlet.ServletContainer";
  static final String RESTEASY = "org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher";
  static final String CXF = "org.apache.cxf.transport.servlet.CXFServlet";

  private JaxRsApplication() {}

  static FrameworkApplication of(Class<?>... classes) {
    return new FrameworkApplication(JaxRsReader::new, JERSEY_2, classes);
  }
}
