// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import org.jspecify.annotations.Nullable;

/**
 * Servlets and filters that show by other paths, which no container knows, what is locked at its
 * own, so that a filter on some of their paths can be got around. They are known by their classes;
 * what extends one is known too where it is locked in part.
 *
 * <p>Above each is what was asked, on a real server. A new one is a line here.
 */
public enum OtherPaths {
  // org.lucee:lucee 5.4.3.2: /API/secret.cfm is /api/secret.cfm, on Linux, too
  LUCEE("lucee.loader.servlet.CFMLServlet", "Lucee", "finds pages in any letter case"),
  // Tapestry 5: /API/secret and /en/api/secret are /api/secret
  TAPESTRY_5("org.apache.tapestry5.TapestryFilter", "Tapestry", "finds pages in any letter case"),
  // org.apache.solr:solr 4.10.4: /update:x is /update
  SOLR(
      "org.apache.solr.servlet.SolrDispatchFilter",
      "Solr",
      "leaves out what follows a colon, as in /update:x"),
  // org.apache.sling:org.apache.sling.launchpad 7: /.3.json, too, shows /content/secret
  SLING(
      "org.apache.sling.launchpad.webapp.SlingServlet",
      "Sling",
      "shows what lies below a folder by the folder's name, as in /content.infinity.json"),
  // net.jawr:jawr-core 3.9: /cb1/api/x.png is /api/x.png
  JAWR(
      "net.jawr.web.servlet.JawrServlet",
      "JAWR",
      "leaves out a folder whose name begins with cb, as in /cb1/x.png"),
  // com.vaadin:vaadin-server 8.14.3: /ui/x shows what /ui/secret does
  VAADIN("com.vaadin.server.VaadinServlet", "Vaadin", "shows its pages at any path"),
  // org.jolokia:jolokia-war 1.7.2: /READ/..., /?p=read/... and a POST to / are /read/...
  JOLOKIA(
      "org.jolokia.http.AgentServlet",
      "Jolokia",
      "takes what it does from the query and the body, too, and in any letter case",
      true),
  // axis:axis 1.4: a POST to /services or /servlet/AxisServlet is one to /services/Secret
  AXIS_1(
      "org.apache.axis.transport.http.AxisServlet",
      "Axis",
      "takes the service from the message where the path names none",
      true),
  // org.apache.axis2:axis2-webapp 1.7.9: a POST to any path whose wsa:To names /services/Secret
  AXIS_2(
      "org.apache.axis2.transport.http.AxisServlet",
      "Axis2",
      "takes the service from the message, where that has an address (wsa:To)",
      true),
  // org.directwebremoting:dwr 3.0.2: /call/plaincall/Open.x.dwr runs Secret.x
  DWR("org.directwebremoting.servlet.DwrServlet", "DWR", "takes what it runs from the body", true),
  // org.apache.flex.blazeds:flex-messaging-core 4.7.3: a POST to /amf runs what is /secret's
  BLAZEDS(
      "flex.messaging.MessageBrokerServlet", "BlazeDS", "takes what it runs from the body", true),
  // org.apache.xmlrpc:xmlrpc-server 3.1.3: a POST to any path runs any method
  XML_RPC(
      "org.apache.xmlrpc.webserver.XmlRpcServlet",
      "XML-RPC",
      "takes what it runs from the body",
      true),
  // Jetty 9.4.58: /concat?//api/secret.js is /api/secret.js, past filters for INCLUDE; 10.0.25:
  // /concat?/%2fapi/secret.js
  JETTY_CONCAT(
      "org.eclipse.jetty.servlets.ConcatServlet",
      "ConcatServlet",
      "shows what its query names, as in ?//api/x.js",
      true),
  // Jetty 9.4.58: MOVE /open/x with new-uri: /api/x writes /api/x
  JETTY_PUT(
      "org.eclipse.jetty.servlets.PutFilter",
      "PutFilter",
      "writes where its header new-uri says, and takes folders with all that is below them",
      true),
  // Tomcat 9.0.117: /webdav/api/secret.txt is /api/secret.txt
  TOMCAT_WEBDAV(
      "org.apache.catalina.servlets.WebdavServlet",
      "WebdavServlet",
      "shows all files below its own path, and takes folders with all that is below them",
      true),
  // Tomcat 9.0.117: /ssi/api/secret.txt is /api/secret.txt, where it is mapped to /ssi/*
  TOMCAT_SSI(
      "org.apache.catalina.ssi.SSIServlet", "SSIServlet", "shows all files below its path", true);

  /** Extends Axis2's servlet, and answers with pages of its own alone. */
  private static final String AXIS_2_ADMIN = "org.apache.axis2.webapp.AxisAdminServlet";

  private final String className;
  private final String product;
  private final String habit;
  private final boolean ignoresPaths;

  OtherPaths(String className, String product, String habit) {
    this(className, product, habit, false);
  }

  OtherPaths(String className, String product, String habit, boolean ignoresPaths) {
    this.className = className;
    this.product = product;
    this.habit = habit;
    this.ignoresPaths = ignoresPaths;
  }

  /** What it is called. */
  public String product() {
    return product;
  }

  /** What it does, as the rest of a sentence about it. */
  public String habit() {
    return habit;
  }

  /** Whether any open path leads to all that it serves, also by another mapping. */
  public boolean ignoresPaths() {
    return ignoresPaths;
  }

  /** Whether it shows what other servlets serve, too. */
  public boolean reachesOthers() {
    return this == JETTY_CONCAT || this == JETTY_PUT || this == TOMCAT_WEBDAV || this == TOMCAT_SSI;
  }

  /** Whether it does so where it is mapped to this: SSIServlet at {@code *.shtml} does not. */
  public boolean leadsFrom(UrlPattern mapping) {
    boolean folder = !mapping.isExact() && !mapping.base().isEmpty();
    return this != TOMCAT_SSI || folder;
  }

  /** Whether a path that {@code exclude} names leads to itself alone. */
  public boolean allowsExclude() {
    return !ignoresPaths && this != VAADIN;
  }

  /** What is known of a class by its name, or null. */
  public static @Nullable OtherPaths of(@Nullable String className) {
    for (OtherPaths known : values()) {
      if (known.className.equals(className)) {
        return known;
      }
    }
    return null;
  }

  /** What is known of a class or a superclass of it, or null. */
  static @Nullable OtherPaths of(@Nullable String className, Superclasses superclasses) {
    for (String name : superclasses.lineage(className)) {
      OtherPaths known = of(name);
      if (known != null || name.equals(AXIS_2_ADMIN)) {
        return known;
      }
    }
    return null;
  }
}
