// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.deployment.Superclasses;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.SwaggerAnnotations;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.framework.FrontController;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An application of resource classes, mapped to {@code /api/*}. */
final class JaxRsApplication implements ApplicationFiles {
  static final String JERSEY_2 = "org.glassfish.jersey.servlet.ServletContainer";
  static final String RESTEASY = "org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher";
  static final String CXF = "org.apache.cxf.transport.servlet.CXFServlet";

  private final Map<String, byte[]> made = new TreeMap<>();
  private final Map<String, String> files = new TreeMap<>();
  private final List<String> own = new ArrayList<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private String front = JERSEY_2;
  private String name = "rest";

  static JaxRsApplication of(Class<?>... classes) {
    JaxRsApplication application = new JaxRsApplication();
    Arrays.stream(classes).map(Class::getName).forEach(application.own::add);
    return application;
  }

  /** With a class file that no compiler made. */
  JaxRsApplication with(String className, byte[] file) {
    own.add(className);
    made.put(className, file);
    return this;
  }

  JaxRsApplication file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** By a servlet of this class; null is one that web.xml gives no class. */
  JaxRsApplication servedBy(String className) {
    front = className;
    return this;
  }

  JaxRsApplication named(String servlet) {
    name = servlet;
    return this;
  }

  JaxRsApplication set(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** The fields of the operations, by method and path. */
  Map<String, Map<String, Object>> operations() {
    ClassIndex index = new ClassIndex(this);
    Schemas schemas = new Schemas(index, "3.0.3");
    JaxRsReader reader =
        new JaxRsReader(new ClassSearch(this, index), new SwaggerAnnotations(schemas), schemas);
    ServletEntry servlet =
        new ServletEntry(name, front, List.of(UrlPattern.ofServlet("/api/*")), parameters);
    List<DocumentedOperation> read =
        reader.read(FrontController.of(servlet, Superclasses.UNKNOWN, Map.of()));
    Map<String, Map<String, Object>> operations = new LinkedHashMap<>();
    for (DocumentedOperation each : read == null ? List.<DocumentedOperation>of() : read) {
      operations.put(
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
    return JaxRsApplication.class.getClassLoader().getResourceAsStream(name);
  }

  @Override
  public InputStream file(String path) {
    String text = files.get(path);
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> ownFiles(String folder) {
    return List.of();
  }

  @Override
  public List<String> ownClasses() {
    return own;
  }

  @Override
  public List<String> libraryClasses() {
    return List.of();
  }
}
