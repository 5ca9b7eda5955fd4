// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

/** Knows the servlets that are no part of the application, by the names of their classes. */
public final class ServletClasses {
  /** Containers' own servlets, whose methods mean nothing here. */
  private static final String[] FOREIGN = {
    "com.caucho.",
    "com.ibm.",
    "com.sun.enterprise.",
    "com.sun.grizzly.",
    "fish.payara.",
    "io.openliberty.",
    "io.undertow.",
    "jakarta.",
    "java.",
    "javax.",
    "org.apache.catalina.",
    "org.apache.jasper.",
    "org.apache.openejb.",
    "org.apache.tomcat.",
    "org.apache.tomee.",
    "org.eclipse.jetty.",
    "org.glassfish.",
    "org.jboss.",
    "org.wildfly.",
    "weblogic."
  };

  private ServletClasses() {}

  /** Whether the class is the container's, and not the application's or a framework's. */
  public static boolean isForeign(String className) {
    for (String prefix : FOREIGN) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the class is the one with which a container serves JSPs. */
  public static boolean isOfJsps(String className) {
    return className.endsWith("JspServlet") && isForeign(className);
  }
}
