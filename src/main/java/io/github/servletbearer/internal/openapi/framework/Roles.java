// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.openapi.classfile.AnnotatedElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;

/**
 * Who may call a method by its own code (JSR 250 2.9), in words: another lock than the filter's.
 */
public final class Roles {
  private static final String[] PACKAGES = {
    "javax.annotation.security.", "jakarta.annotation.security."
  };

  private Roles() {}

  /** What an annotation of a method or class says, or an empty text. */
  public static String sentence(AnnotatedElement element) {
    for (String each : PACKAGES) {
      AnnotationValues roles = element.annotationOfClass(each + "RolesAllowed");
      if (element.annotationOfClass(each + "DenyAll") != null) {
        return "The code allows no one to call it (DenyAll).";
      } else if (roles != null) {
        return "The code allows these roles: "
            + String.join(", ", roles.texts("value"))
            + " (RolesAllowed).";
      } else if (element.annotationOfClass(each + "PermitAll") != null) {
        return "The code allows every role (PermitAll).";
      }
    }
    return "";
  }
}
