// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import java.util.List;

/** Writes the elements of a web.xml that the test applications need, in the order of calls. */
public final class WebXml {

  /** The block that a user copies, as the design and the README print it. */
  static final String DESIGN_BLOCK =
      """
      <filter>
        <filter-name>bearer</filter-name>
        <filter-class>io.github.servletbearer.BearerFilter</filter-class>
        <async-supported>true</async-supported>
      </filter>
      <filter-mapping>
        <filter-name>bearer</filter-name>
        <url-pattern>/api/*</url-pattern>
        <dispatcher>REQUEST</dispatcher><dispatcher>FORWARD</dispatcher>\
      <dispatcher>INCLUDE</dispatcher><dispatcher>ASYNC</dispatcher>
      </filter-mapping>
      <servlet>
        <servlet-name>bearer</servlet-name>
        <servlet-class>io.github.servletbearer.BearerServlet</servlet-class>
        <load-on-startup>1</load-on-startup>
      </servlet>
      <servlet-mapping>
        <servlet-name>bearer</servlet-name>
        <url-pattern>/token</url-pattern>
        <url-pattern>/openapi.json</url-pattern>
        <url-pattern>/docs/*</url-pattern>
      </servlet-mapping>
      """;

  static final String BEARER_FILTER = "io.github.servletbearer.BearerFilter";
  private static final String BEARER_SERVLET = "io.github.servletbearer.BearerServlet";
  private static final List<String> DISPATCHERS = List.of("REQUEST", "FORWARD", "INCLUDE", "ASYNC");

  private final StringBuilder xml = new StringBuilder();

  /** A shared setting. */
  public WebXml contextParam(String name, String value) {
    xml.append("<context-param>").append(param(name, value)).append("</context-param>\n");
    return this;
  }

  /** A bearer filter with these init-params, mapped as the design shows. */
  public WebXml bearer(String name, String urlPattern, String... initParams) {
    return filter(name, BEARER_FILTER, initParams).mapFilter(name, urlPattern, DISPATCHERS);
  }

  public WebXml filter(String name, String className, String... initParams) {
    xml.append("<filter><filter-name>").append(name).append("</filter-name><filter-class>");
    xml.append(className).append("</filter-class><async-supported>true</async-supported>\n");
    for (int i = 0; i < initParams.length; i += 2) {
      xml.append("  <init-param>").append(param(initParams[i], initParams[i + 1]));
      xml.append("</init-param>\n");
    }
    xml.append("</filter>\n");
    return this;
  }

  /** One more mapping of a filter; a pattern such as "servlet:x" maps it to the servlet x. */
  public WebXml mapFilter(String name, String urlPattern) {
    return mapFilter(name, urlPattern, DISPATCHERS);
  }

  public WebXml mapFilter(String name, String urlPattern, List<String> dispatchers) {
    boolean byServlet = urlPattern.startsWith("servlet:");
    String element = byServlet ? "servlet-name" : "url-pattern";
    String value = byServlet ? urlPattern.substring("servlet:".length()) : urlPattern;
    xml.append("<filter-mapping><filter-name>").append(name).append("</filter-name><");
    xml.append(element).append('>').append(value).append("</").append(element).append('>');
    for (String dispatcher : dispatchers) {
      xml.append("<dispatcher>").append(dispatcher).append("</dispatcher>");
    }
    xml.append("</filter-mapping>\n");
    return this;
  }

  /** A servlet of the package {@code it.app}. */
  public WebXml servlet(String name, Class<?> type, String... urlPatterns) {
    return servlet(name, type.getName(), urlPatterns);
  }

  public WebXml servlet(String name, String className, String... urlPatterns) {
    xml.append("<servlet><servlet-name>").append(name).append("</servlet-name><servlet-class>");
    xml.append(className).append("</servlet-class>");
    xml.append("<async-supported>true</async-supported></servlet>\n");
    xml.append("<servlet-mapping><servlet-name>").append(name).append("</servlet-name>");
    for (String pattern : urlPatterns) {
      xml.append("<url-pattern>").append(pattern).append("</url-pattern>");
    }
    xml.append("</servlet-mapping>\n");
    return this;
  }

  /** The companion servlet at the places that the design shows. */
  public WebXml companion() {
    return servlet("bearer-companion", BEARER_SERVLET, "/token", "/openapi.json", "/docs/*");
  }

  public WebXml errorPage(String codeOrException, String location) {
    String element = Character.isDigit(codeOrException.charAt(0)) ? "error-code" : "exception-type";
    xml.append("<error-page><").append(element).append('>').append(codeOrException);
    xml.append("</").append(element).append("><location>").append(location);
    xml.append("</location></error-page>\n");
    return this;
  }

  public WebXml raw(String elements) {
    xml.append(elements);
    return this;
  }

  private static String param(String name, String value) {
    String escaped = value.replace("&", "&amp;").replace("<", "&lt;");
    return "<param-name>" + name + "</param-name><param-value>" + escaped + "</param-value>";
  }

  @Override
  public String toString() {
    return xml.toString();
  }
}
