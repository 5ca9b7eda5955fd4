// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassFileReader;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what {@code @WebServlet}, {@code @WebFilter} and {@code @WebListener} declare (Servlet
 * 3.0 8.1), for the command line, to which no container lists it. Not thread-safe.
 */
public final class AnnotatedComponents {
  private static final String API = "javax.servlet.annotation.";
  private static final String TRACE = "/servlet/annotation/Web";

  private final List<ServletEntry> servlets = new ArrayList<>();
  private final List<FilterEntry> filters = new ArrayList<>();
  private final List<String> listeners = new ArrayList<>();

  /**
   * Adds what a class declares.
   *
   * @throws IOException if it is no class file
   */
  public void read(byte[] classFile) throws IOException {
    ClassInfo type = ClassFileReader.readIfNames(TRACE, classFile);
    if (type == null) {
      return;
    }
    AnnotationValues servlet = type.annotationOfClass(API + "WebServlet");
    AnnotationValues filter = type.annotationOfClass(API + "WebFilter");
    if (servlet != null) {
      addServlet(type.name(), servlet);
    }
    if (filter != null) {
      addFilter(type.name(), filter);
    }
    if (type.annotationOfClass(API + "WebListener") != null) {
      listeners.add(type.name());
    }
  }

  private void addServlet(String className, AnnotationValues annotation) {
    List<UrlPattern> patterns = new ArrayList<>();
    patterns(annotation).forEach(pattern -> patterns.add(UrlPattern.ofServlet(pattern)));
    if (!patterns.isEmpty()) {
      servlets.add(
          new ServletEntry(
              name(annotation, "name", className),
              className,
              patterns,
              initParameters(annotation)));
    }
  }

  private void addFilter(String className, AnnotationValues annotation) {
    Set<Dispatcher> seen = Dispatcher.named(annotation.constants("dispatcherTypes"));
    Map<UrlPattern, Set<Dispatcher>> urlPatterns = new LinkedHashMap<>();
    patterns(annotation).forEach(text -> urlPatterns.put(UrlPattern.ofFilter(text), seen));
    Map<String, Set<Dispatcher>> servletNames = new LinkedHashMap<>();
    annotation.texts("servletNames").forEach(servlet -> servletNames.put(servlet, seen));
    filters.add(
        new FilterEntry(
            name(annotation, "filterName", className),
            className,
            initParameters(annotation),
            urlPatterns,
            servletNames,
            false));
  }

  private static List<String> patterns(AnnotationValues annotation) {
    List<String> patterns = new ArrayList<>(annotation.texts("value"));
    patterns.addAll(annotation.texts("urlPatterns"));
    return patterns;
  }

  private static String name(AnnotationValues annotation, String element, String className) {
    String name = annotation.text(element);
    return name.isEmpty() ? className : name;
  }

  private static Map<String, String> initParameters(AnnotationValues annotation) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (AnnotationValues parameter : annotation.children("initParams")) {
      parameters.put(parameter.text("name"), parameter.text("value"));
    }
    return parameters;
  }

  /** Everything that was declared, as if a fragment did. */
  public WebXml webXml() {
    return WebXml.ofAnnotations(servlets, filters, listeners);
  }
}
