// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.Superclasses;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes web.xml in few words. */
public final class WebXmlText {
  public static final String FILTER_CLASS = "io.github.servletbearer.BearerFilter";
  public static final String SERVLET_CLASS = "io.github.servletbearer.BearerServlet";

  /** A companion servlet with its three usual mappings. */
  public static final String COMPANION =
      servlet("companion", SERVLET_CLASS)
          + servletMapping("companion", "/token", "/openapi.json", "/docs/*");

  private WebXmlText() {}

  /** A whole document of Servlet 3.0. */
  public static String app(String... parts) {
    return "<web-app xmlns=\"http://java.sun.com/xml/ns/javaee\" version=\"3.0\">"
        + String.join("\n", parts)
        + "</web-app>";
  }

  /** What the parts say, as if no container had told its registrations. */
  public static Deployment deployment(String... parts) {
    return deployment(Superclasses.UNKNOWN, parts);
  }

  /** The same with classes of which the superclass is known. */
  public static Deployment deployment(Superclasses superclasses, String... parts) {
    try {
      return deployment(WebXml.parse(stream(app(parts))), superclasses);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same of a web.xml that was read, on Tomcat, and without classes. */
  public static Deployment deployment(WebXml webXml) {
    return deployment(webXml, Superclasses.UNKNOWN);
  }

  private static Deployment deployment(WebXml webXml, Superclasses superclasses) {
    return Deployment.described(webXml, ServletContainer.TOMCAT.parts(), superclasses, List.of());
  }

  public static InputStream stream(String xml) {
    return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
  }

  /** A bearer filter; its init-params are names and values in turn. */
  public static String filter(String name, String... parameters) {
    return "<filter><filter-name>"
        + name
        + "</filter-name><filter-class>"
        + FILTER_CLASS
        + "</filter-class>"
        + initParameters(parameters)
        + "</filter>";
  }

  /** A filter of the application's own. */
  public static String otherFilter(String name, String className) {
    return filter(name).replace(FILTER_CLASS, className);
  }

  public static String filterMapping(String name, String pattern, String... dispatchers) {
    return filterMappingOf(name, "<url-pattern>" + pattern + "</url-pattern>", dispatchers);
  }

  public static String filterMappingByServlet(String name, String servlet, String... dispatchers) {
    return filterMappingOf(name, "<servlet-name>" + servlet + "</servlet-name>", dispatchers);
  }

  private static String filterMappingOf(String name, String target, String... dispatchers) {
    StringBuilder xml = new StringBuilder("<filter-mapping><filter-name>");
    xml.append(name).append("</filter-name>").append(target);
    for (String dispatcher : dispatchers) {
      xml.append("<dispatcher>").append(dispatcher).append("</dispatcher>");
    }
    return xml.append("</filter-mapping>").toString();
  }

  public static String servlet(String name, String className, String... parameters) {
    return "<servlet><servlet-name>"
        + name
        + "</servlet-name><servlet-class>"
        + className
        + "</servlet-class>"
        + initParameters(parameters)
        + "</servlet>";
  }

  public static String servletMapping(String name, String... patterns) {
    StringBuilder xml = new StringBuilder("<servlet-mapping><servlet-name>");
    xml.append(name).append("</servlet-name>");
    for (String pattern : patterns) {
      xml.append("<url-pattern>").append(pattern).append("</url-pattern>");
    }
    return xml.append("</servlet-mapping>").toString();
  }

  private static String initParameters(String... parameters) {
    StringBuilder xml = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      xml.append("<init-param><param-name>")
          .append(parameters[i])
          .append("</param-name><param-value>")
          .append(parameters[i + 1].replace("&", "&amp;").replace("<", "&lt;"))
          .append("</param-value></init-param>");
    }
    return xml.toString();
  }
}
