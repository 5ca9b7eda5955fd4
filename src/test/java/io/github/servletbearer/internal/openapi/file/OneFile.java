// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** An application of which one file is known. */
public interface OneFile extends ApplicationFiles {
  static OneFile of(String path, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return wanted -> wanted.equals(path) ? new ByteArrayInputStream(content) : null;
  }

  @Override
  InputStream file(String path) throws IOException;

  @Override
  default InputStream open(String className) {
    return null;
  }

  @Override
  default InputStream resource(String name) {
    return null;
  }

  @Override
  default List<String> ownFiles(String folder) {
    return List.of();
  }

  @Override
  default void forEachResource(String name, Consumer<InputStream> action) {}

  @Override
  default List<String> libraryFiles() {
    return List.of();
  }
}
