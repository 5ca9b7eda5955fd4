// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassFileReader;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows the servlets that the initializers of Jersey, RESTEasy and CXF register for Applications of
 * JAX-RS (JSR 339 2.3.2), and servers that have JAX-RS themselves, for the command line, to which
 * no container lists them. Not thread-safe.
 */
public final class RestApplications {
  /** What the file of an initializer's JAR is called that names its class. */
  public static final String SERVICES =
      // In two, for a build that moves the API to another package rewrites whole names.
      "META-INF/services/".concat("javax.servlet.ServletContainerInitializer");

  private static final String APPLICATION = "javax.ws.rs.core.Application";
  private static final String TRACE = "javax/ws/rs/";
  private static final Map<String, String> SERVLETS = new HashMap<>();

  static {
    // javaee/jersey-1.x: jersey-servlet; eclipse-ee4j/jersey 2.x: jersey-container-servlet
    SERVLETS.put(
        "com.sun.jersey.server.impl.container.servlet.JerseyServletContainerInitializer",
        "com.sun.jersey.spi.container.servlet.ServletContainer");
    SERVLETS.put(
        "org.glassfish.jersey.servlet.init.JerseyServletContainerInitializer",
        "org.glassfish.jersey.servlet.ServletContainer");
    // resteasy/resteasy 4.7: resteasy-servlet-initializer; apache/cxf 3.x: cxf-rt-frontend-jaxrs
    SERVLETS.put(
        "org.jboss.resteasy.plugins.servlet.ResteasyServletInitializer",
        "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher");
    SERVLETS.put(
        "org.apache.cxf.jaxrs.servlet.sci.JaxrsServletContainerInitializer",
        "org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet");
  }

  private final Map<String, String> superclasses = new HashMap<>();
  private final Map<String, String> paths = new TreeMap<>();
  private @Nullable String servletClass;

  /**
   * Looks at a class file.
   *
   * @throws IOException if it is none
   */
  public void readClass(byte[] classFile) throws IOException {
    ClassInfo type = ClassFileReader.readIfNames(TRACE, classFile);
    if (type != null) {
      superclasses.put(type.name(), type.superclass());
      AnnotationValues path = type.annotationOfClass("javax.ws.rs.ApplicationPath");
      if (path != null) {
        paths.put(type.name(), path.text("value"));
      }
    }
  }

  /** Takes the file that names the initializers of a JAR. */
  public void readServices(String text) {
    for (String line : text.split("\\R", -1)) {
      servletClass = SERVLETS.getOrDefault(line.trim(), servletClass);
    }
  }

  /** The servlets that would be registered besides these, or whose classes become known. */
  public WebXml beside(WebXml webXml) {
    List<ServletEntry> found = new ArrayList<>();
    if (servletClass == null && superclasses.containsKey(APPLICATION)) { // no initializer
      return WebXml.ofAnnotations(found, Collections.emptyList(), Collections.emptyList());
    }
    for (ServletEntry servlet : webXml.servlets()) {
      boolean named = servlet.name().equals(APPLICATION) || isApplication(servlet.name());
      if (servletClass != null && servlet.className() == null && named) {
        found.add(servlet(servlet.name(), Collections.emptyList()));
      }
    }
    paths.forEach(
        (name, path) -> {
          boolean configured =
              webXml.servlets().stream().anyMatch(s -> s.initParameters().containsValue(name));
          if (isApplication(name) && !configured) {
            found.add(servlet(name, Collections.singletonList(pattern(path))));
          }
        });
    return WebXml.ofAnnotations(found, Collections.emptyList(), Collections.emptyList());
  }

  private ServletEntry servlet(String name, List<UrlPattern> patterns) {
    return new ServletEntry(name, servletClass, patterns, Collections.emptyMap());
  }

  private static UrlPattern pattern(String path) {
    String inner = path.replaceAll("^/+|/?\\*?$", "");
    return UrlPattern.ofServlet(inner.isEmpty() ? "/*" : "/" + inner + "/*");
  }

  private boolean isApplication(String className) {
    String name = className;
    for (int i = 0; name != null && i < 100; i++) { // broken files may go in circles
      if (name.equals(APPLICATION)) {
        return i > 0;
      }
      name = superclasses.get(name);
    }
    return false;
  }
}
