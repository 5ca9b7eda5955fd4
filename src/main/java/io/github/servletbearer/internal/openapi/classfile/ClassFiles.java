// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the application's class files are: a class loader in the running application, an archive on
 * the command line. No class is loaded either way.
 */
public interface ClassFiles {
  /**
   * Opens the file of a class; the caller closes it.
   *
   * @param className as in {@code Class.getName}
   * @return null where the application has no such class
   * @throws IOException if the file cannot be read
   */
  @Nullable InputStream open(String className) throws IOException;

  /** The files that a class loader can see. */
  static ClassFiles of(ClassLoader loader) {
    return className -> loader.getResourceAsStream(className.replace('.', '/') + ".class");
  }
}
