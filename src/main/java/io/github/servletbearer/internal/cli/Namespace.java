// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The two names of the Servlet API. A server offers one of them, and so does each of our JARs: that
 * for {@code jakarta.servlet} comes from the same classes, in which the build rewrites every whole
 * name of the API. The names here are joined at run time, so that both JARs know both.
 */
enum Namespace {
  JAVAX("javax", "servlet-bearer-all.jar"),
  JAKARTA("jakarta", "servlet-bearer-all-jakarta.jar");

  /** A name that the build rewrites. */
  private static final String REWRITTEN = "javax/servlet/Filter";

  private final String root;
  private final String jar;

  Namespace(String root, String jar) {
    this.root = root;
    this.jar = jar;
  }

  /** The one that this JAR is for. */
  static Namespace ofThisJar() {
    return JAKARTA.has(REWRITTEN) ? JAKARTA : JAVAX;
  }

  /**
   * The one that has a type of these, or null.
   *
   * @param types as in {@code javax/servlet/Filter}
   */
  static @Nullable Namespace of(Collection<String> types) {
    for (Namespace namespace : values()) {
      if (types.stream().anyMatch(namespace::has)) {
        return namespace;
      }
    }
    return null;
  }

  private boolean has(String type) {
    return type.startsWith(root + "/servlet/");
  }

  /** The JAR of Servlet Bearer that is for it, without its version. */
  String jar() {
    return jar;
  }

  /** The package, {@code javax.servlet}. */
  @Override
  public String toString() {
    return root + ".servlet";
  }
}
