// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.deployment.ServletEntry;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Loads the classes of servlets, and knows those that are no part of the application. */
final class ServletClasses {
  private static final Logger LOGGER = Logger.getLogger(ServletClasses.class.getName());

  /** Containers' own servlets, and dispatchers of frameworks, whose methods say nothing. */
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

  private final ClassLoader loader;

  ServletClasses(ClassLoader loader) {
    this.loader = loader;
  }

  /** The servlet's class, not initialised, or null where there is none to be had. */
  @Nullable Class<?> load(ServletEntry servlet) {
    String className = servlet.className();
    if (className == null) {
      return null;
    }
    try {
      return Class.forName(className, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      LOGGER.log(Level.FINE, "class of servlet " + servlet.name() + " cannot be loaded", e);
      return null;
    }
  }

  /** Whether the class is the container's or a framework's, and no word of the application. */
  static boolean isForeign(Class<?> type) {
    for (String prefix : FOREIGN) {
      if (type.getName().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
