// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import org.jspecify.annotations.Nullable;

/**
 * The servlets of frameworks that answer for others: they are known by their classes, and what
 * extends one is of its kind.
 *
 * <p>Above each is where it was read, as in {@link KnownFilter}. A new one is a line here.
 */
public enum KnownServlet {
  // spring-projects/spring-framework cd3e37dfdc46: spring-webmvc/src/main/java
  SPRING_MVC("org.springframework.web.servlet.DispatcherServlet", "Spring MVC"),
  // javaee/jersey-1.x 51b1547c8685: jersey-servlet/src/main/java
  JERSEY_1("com.sun.jersey.spi.container.servlet.ServletContainer", "Jersey"),
  // javaee/jersey 03fc9e7cbdd5: containers/jersey-servlet-core/src/main/java
  JERSEY_2("org.glassfish.jersey.servlet.ServletContainer", "Jersey"),
  // resteasy/resteasy 9c139f97ca22: resteasy-core/src/main/java
  RESTEASY("org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher", "RESTEasy"),
  // resteasy/resteasy 9c139f97ca22: resteasy-core/src/main/java; where containers bring it, its
  // superclass cannot be read
  RESTEASY_30("org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher", "RESTEasy"),
  // apache/cxf d203f4b29dd4: rt/transports/http/src/main/java
  CXF("org.apache.cxf.transport.servlet.AbstractHTTPServlet", "CXF"),
  // apache/axis-axis1-java d86fb6df8cda: src
  AXIS_1("org.apache.axis.transport.http.AxisServletBase", "Axis"),
  // apache/axis-axis2-java-core c222c05e1bba: modules/transport/http/src
  AXIS_2("org.apache.axis2.transport.http.AxisServlet", "Axis2"),
  // springing-struts/struts1-core bb80e89d1c41, a copy of it: src/main/java
  STRUTS_1("org.apache.struts.action.ActionServlet", "Struts 1"),
  // Vadi/opensymphony-webwork-backup baf130f0ee32: src/java
  WEBWORK("com.opensymphony.webwork.dispatcher.ServletDispatcher", "WebWork"),
  // StripesFramework/stripes 88e30155a7f4: stripes/src/main/java
  STRIPES("net.sourceforge.stripes.controller.DispatcherServlet", "Stripes"),
  // apache/myfaces 689198d6e6d7: api/src/main/java
  FACES("javax.faces.webapp.FacesServlet", "JavaServer Faces"),
  // apache/wicket 5256d3c1d754: wicket-core/src/main/java
  WICKET("org.apache.wicket.protocol.http.WicketServlet", "Wicket"),
  // vaadin/framework 799370f9b7c3: server/src/main/java
  VAADIN("com.vaadin.server.VaadinServlet", "Vaadin"),
  // directwebremoting/dwr 8bf7afc35c44: core/impl/main/java
  DWR("org.directwebremoting.servlet.DwrServlet", "DWR"),
  // gwtproject/gwt d45a34d7a4a3: user/src
  GWT_RPC("com.google.gwt.user.server.rpc.AbstractRemoteServiceServlet", "GWT-RPC"),
  // jolokia/jolokia 2d9b168cfbbf: agent/core/src/main/java
  JOLOKIA("org.jolokia.http.AgentServlet", "Jolokia"),
  // h2database/h2database 639a5539c73d: h2/src/main
  H2_CONSOLE("org.h2.server.web.WebServlet", "the H2 console");

  private final String className;
  private final String product;

  KnownServlet(String className, String product) {
    this.className = className;
    this.product = product;
  }

  /** What it is called. */
  public String product() {
    return product;
  }

  /** What is known of a servlet by its class or a superclass of it, or null. */
  public static @Nullable KnownServlet of(String className, Superclasses superclasses) {
    for (String name : superclasses.lineage(className)) {
      for (KnownServlet known : values()) {
        if (known.className.equals(name)) {
          return known;
        }
      }
    }
    return null;
  }
}
