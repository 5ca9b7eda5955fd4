// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint;
import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint.Access;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassHeaders;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.ServletClasses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code @ServletSecurity} of an application's servlets (Servlet 3.0 13.4.1). */
public final class AnnotatedSecurity {
  private static final String ANNOTATION = "javax.servlet.annotation.ServletSecurity";

  /** What the file of a class with that annotation holds. */
  private static final String TRACE = "/servlet/annotation/ServletSecurity;";

  private final List<SecurityConstraint> found = new ArrayList<>();

  private AnnotatedSecurity() {}

  /**
   * The constraints that annotations make: none where web.xml is complete, and none on a pattern
   * that a security-constraint of web.xml names.
   */
  public static List<SecurityConstraint> constraints(Deployment deployment, ClassFiles files) {
    AnnotatedSecurity security = new AnnotatedSecurity();
    if (!deployment.webXml().isComplete()) {
      for (ServletEntry servlet : deployment.servlets()) {
        if (!isContainersOwn(servlet, deployment)) { // they have none, and their files are large
          security.add(servlet, deployment, files);
        }
      }
    }
    return security.found;
  }

  /** By name and class: an application may use either of them for a servlet of its own. */
  private static boolean isContainersOwn(ServletEntry servlet, Deployment deployment) {
    String className = servlet.className();
    return className != null
        && ServletClasses.isForeign(className)
        && deployment.isContainersOwn(servlet);
  }

  private void add(ServletEntry servlet, Deployment deployment, ClassFiles files) {
    List<UrlPattern> patterns = new ArrayList<>(servlet.patterns());
    for (SecurityConstraint declared : deployment.webXml().constraints()) {
      patterns.removeAll(declared.patterns());
    }
    String className = servlet.className();
    AnnotationValues annotation = className == null ? null : annotation(className, files);
    if (annotation == null || patterns.isEmpty()) {
      return;
    }
    String source = "@ServletSecurity of " + className;
    List<String> methods = new ArrayList<>();
    for (AnnotationValues method : annotation.children("httpMethodConstraints")) {
      String name = method.text("value");
      methods.add(name);
      Access access = access(method, "emptyRoleSemantic");
      found.add(
          new SecurityConstraint(source, access, patterns, Collections.singletonList(name), false));
    }
    AnnotationValues others = annotation.child("value");
    Access access = others == null ? Access.FREE : access(others, "value");
    found.add(new SecurityConstraint(source, access, patterns, methods, true));
  }

  private static Access access(AnnotationValues constraint, String emptyRoleSemantic) {
    if (!constraint.texts("rolesAllowed").isEmpty()) {
      return Access.LOGIN;
    }
    return constraint.constant(emptyRoleSemantic).equals("DENY") ? Access.DENIED : Access.FREE;
  }

  /** The annotation of the class or, since it is inherited, of its nearest superclass. */
  private static @Nullable AnnotationValues annotation(String className, ClassFiles files) {
    ClassHeaders headers = new ClassHeaders(files);
    for (String name : headers.lineage(className)) {
      if (headers.names(name, TRACE)) { // few do, and the others need not be read
        ClassInfo type = new ClassIndex(files).find(name);
        AnnotationValues annotation = type == null ? null : type.annotationOfClass(ANNOTATION);
        if (annotation != null) {
          return annotation;
        }
      }
    }
    return null;
  }
}
