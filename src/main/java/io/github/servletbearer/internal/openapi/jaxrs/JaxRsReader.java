// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.SwaggerAnnotations;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.framework.FrameworkReader;
import io.github.servletbearer.internal.openapi.framework.FrontController;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what Jersey, RESTEasy and CXF serve by the annotations of JAX-RS. Not thread-safe. */
public final class JaxRsReader implements FrameworkReader {
  private final ClassSearch search;
  private final SwaggerAnnotations annotations;
  private final Schemas schemas;

  public JaxRsReader(ClassSearch search, SwaggerAnnotations annotations, Schemas schemas) {
    this.search = search;
    this.annotations = annotations;
    this.schemas = schemas;
  }

  @Override
  public @Nullable List<DocumentedOperation> read(FrontController front) {
    Implementation implementation = Implementation.of(front);
    if (implementation == null) {
      return null;
    }
    ResourceReader reader =
        new ResourceReader(implementation, search.index(), annotations, schemas);
    Configuration configuration = new Configuration(front, implementation, search);
    if (implementation == Implementation.CONTAINER && !configuration.isNamedByApplication()) {
      return null;
    }
    configuration.forEach(
        (folder, classNames) -> classNames.forEach(each -> reader.read(folder, each)));
    List<DocumentedOperation> operations = reader.operations();
    return operations.isEmpty() ? null : operations;
  }
}
