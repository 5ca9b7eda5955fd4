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
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code @ServletSecurity} of an application's servlets (Servlet 3.0 13.4.1). */
public final class AnnotatedSecurity {
  private static final String ANNOTATION = "javax.servlet.annotation.ServletSecurity";

  private final List<SecurityConstraint> found = new ArrayList<>();

  private AnnotatedSecurity() {}

  /**
   * The constraints that annotations make: none where web.xml is complete, and none on a pattern
   * that a security-constraint of web.xml names.
   */
  public static List<SecurityConstraint> constraints(Deployment deployment, ClassFiles files) {
    AnnotatedSecurity security = new AnnotatedSecurity();
    if (!deployment.webXml().isComplete()) {
      ClassIndex index = new ClassIndex(files);
      deployment.servlets().forEach(servlet -> security.add(servlet, deployment, index));
    }
    return security.found;
  }

  private void add(ServletEntry servlet, Deployment deployment, ClassIndex index) {
    List<UrlPattern> patterns = new ArrayList<>(servlet.patterns());
    deployment.webXml().constraints().forEach(declared -> patterns.removeAll(declared.patterns()));
    String className = servlet.className();
    AnnotationValues annotation = className == null ? null : annotation(className, index);
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
  private static @Nullable AnnotationValues annotation(String className, ClassIndex index) {
    Set<String> seen = new HashSet<>(); // broken files may go in circles
    ClassInfo type = index.find(className);
    while (type != null && seen.add(type.name())) {
      AnnotationValues annotation = type.annotationOfClass(ANNOTATION);
      if (annotation != null) {
        return annotation;
      }
      type = index.find(type.superclass());
    }
    return null;
  }
}
