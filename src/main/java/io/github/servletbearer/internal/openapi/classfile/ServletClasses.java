// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

/** Knows the servlets that are no part of the application, by the names of their classes. */
public final class ServletClasses {
  /** Containers' own servlets, and dispatchers of frameworks, whose methods mean nothing here. */
  private static final String[] FOREIGN = {
    "com.ibm.",
    "com.sun.",
    "com.vaadin.",
    "io.undertow.",
    "jakarta.",
    "java.",
    "javax.",
    "net.bull.javamelody.",
    "org.apache.axis",
    "org.apache.catalina.",
    "org.apache.cxf.",
    "org.apache.jasper.",
    "org.apache.myfaces.",
    "org.apache.struts",
    "org.apache.tomcat.",
    "org.apache.wicket.",
    "org.atmosphere.",
    "org.eclipse.jetty.",
    "org.glassfish.",
    "org.h2.server.",
    "org.jboss.",
    "org.jolokia.",
    "org.springframework.",
    "org.wildfly.",
    "weblogic."
  };

  private ServletClasses() {}

  /** Whether the class is the container's or a framework's, and not the application's. */
  public static boolean isForeign(String className) {
    for (String prefix : FOREIGN) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
