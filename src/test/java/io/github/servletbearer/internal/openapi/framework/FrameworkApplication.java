// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.SwaggerAnnotations;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** An application of a framework, whose servlet is mapped to {@code /api/*} or as a test says. */
public final class FrameworkApplication implements ApplicationFiles {
  /** Makes the reader under test. */
  public interface Maker {
    FrameworkReader make(ClassSearch search, SwaggerAnnotations annotations, Schemas schemas);
  }

  private final Maker maker;
  private final Map<String, byte[]> made = new TreeMap<>();
  private final Map<String, String> files = new TreeMap<>();
  private final List<String> own = new ArrayList<>();
  private final List<String> inLibraries = new ArrayList<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, String> contextParameters = new LinkedHashMap<>();
  private final Set<String> missing = new HashSet<>();
  private List<String> patterns = List.of("/api/*");
  private String front;
  private String name = "rest";

  public FrameworkApplication(Maker maker, String front, Class<?>... classes) {
    this.maker = maker;
    this.front = front;
    Arrays.stream(classes).map(Class::getName).forEach(own::add);
  }

  /** Without a class or file of a library. */
  public FrameworkApplication without(String resource) {
    missing.add(resource);
    return this;
  }

  /** With a class in a library. */
  public FrameworkApplication withLibraryOf(Class<?> type) {
    inLibraries.add(type.getName().replace('.', '/') + ".class");
    return this;
  }

  public FrameworkApplication mappedTo(String... urlPatterns) {
    patterns = List.of(urlPatterns);
    return this;
  }

  /** With a context-param. */
  public FrameworkApplication setForAll(String name, String value) {
    contextParameters.put(name, value);
    return this;
  }

  /** With a class file that no compiler made. */
  public FrameworkApplication with(String className, byte[] file) {
    own.add(className);
    made.put(className, file);
    return this;
  }

  public FrameworkApplication file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** By a servlet of this class; null is one that web.xml gives no class. */
  public FrameworkApplication servedBy(String className) {
    front = className;
    return this;
  }

  public FrameworkApplication named(String servlet) {
    name = servlet;
    return this;
  }

  public FrameworkApplication set(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** The fields of the operations, by method and path. */
  public Map<String, Map<String, Object>> operations() {
    ClassIndex index = new ClassIndex(this);
    Schemas schemas = new Schemas(index, "3.0.3");
    FrameworkReader reader =
        maker.make(new ClassSearch(this, index), new SwaggerAnnotations(schemas), schemas);
    List<UrlPattern> mappings =
        patterns.stream().map(UrlPattern::ofServlet).collect(Collectors.toList());
    ServletEntry servlet = new ServletEntry(name, front, mappings, parameters);
    List<DocumentedOperation> read =
        reader.read(FrontController.of(servlet, index.superclasses(), contextParameters));
    Map<String, Map<String, Object>> operations = new LinkedHashMap<>();
    for (DocumentedOperation each : read == null ? List.<DocumentedOperation>of() : read) {
      operations.putIfAbsent(
          each.httpMethod() + " " + each.annotations().path(), each.annotations().fields());
    }
    return operations;
  }

  @Override
  public InputStream open(String className) {
    byte[] file = made.get(className);
    return file == null
        ? resource(className.replace('.', '/') + ".class")
        : new ByteArrayInputStream(file);
  }

  @Override
  public InputStream resource(String name) {
    if (files.containsKey("/WEB-INF/classes/" + name)) {
      return file("/WEB-INF/classes/" + name);
    }
    return missing.contains(name)
        ? null
        : FrameworkApplication.class.getClassLoader().getResourceAsStream(name);
  }

  @Override
  public InputStream file(String path) {
    String text = files.get(path);
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> ownFiles(String folder) {
    return files.keySet().stream()
        .filter(path -> path.startsWith(folder))
        .collect(Collectors.toList());
  }

  @Override
  public List<String> ownClasses() {
    return own;
  }

  @Override
  public void forEachResource(String name, Consumer<InputStream> action) {
    InputStream file = resource(name);
    if (file != null) {
      action.accept(file);
    }
  }

  @Override
  public List<String> libraryFiles() {
    return inLibraries;
  }
}
