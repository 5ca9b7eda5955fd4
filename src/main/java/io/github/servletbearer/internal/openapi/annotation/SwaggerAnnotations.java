// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.openapi.classfile.AnnotatedElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import io.github.servletbearer.internal.openapi.schema.SharedObjects;
import io.github.servletbearer.internal.openapi.security.DeclaredSecurity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the swagger annotations of servlets. Not thread-safe. */
public final class SwaggerAnnotations {
  private static final String DOCS = "externalDocs";

  private final RequestResponseReader contents;

  public SwaggerAnnotations(Schemas schemas) {
    this.contents = new RequestResponseReader(schemas);
  }

  /** The annotations of a class itself, not of its superclasses. */
  public OperationAnnotations ofClass(ClassInfo servlet) {
    if (!servlet.hasSwagger()) {
      return OperationAnnotations.NONE;
    }
    if (servlet.hasAnnotation("Hidden")) {
      return OperationAnnotations.HIDDEN;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    putCommon(servlet, null, fields);
    SharedObjects.put(
        fields, "responses", contents.responses(servlet.annotations("responses.ApiResponse")));
    Map<String, Map<String, Object>> tags = SharedObjects.tags(servlet.annotations("tags.Tag"));
    DeclaredSecurity security = DeclaredSecurity.of(servlet, null);
    return fields.isEmpty() && tags.isEmpty() && !security.isMade()
        ? OperationAnnotations.NONE
        : OperationAnnotations.of(fields, null, tags, security);
  }

  public OperationAnnotations ofMethod(ClassInfo.Member method) {
    if (!method.hasSwagger()) {
      return OperationAnnotations.NONE;
    }
    AnnotationValues operation = method.annotation("Operation");
    if (method.hasAnnotation("Hidden") || operation != null && operation.is("hidden")) {
      return OperationAnnotations.HIDDEN;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    Map<String, Map<String, Object>> byPlace = new LinkedHashMap<>();
    Map<String, Object> byStatus = new TreeMap<>();
    List<String> tagNames = new ArrayList<>();
    AnnotationValues body = method.annotation("parameters.RequestBody");
    if (operation != null) {
      operation.copy(fields, "summary", "description", "operationId");
      operation.copyFlags(fields, "deprecated");
      tagNames.addAll(operation.texts("tags"));
      contents.addParameters(byPlace, operation.children("parameters"));
      byStatus.putAll(contents.responses(operation.children("responses")));
      body = body == null ? operation.child("requestBody") : body;
    }
    putCommon(method, operation, fields);
    Map<String, Map<String, Object>> tags = SharedObjects.tags(method.annotations("tags.Tag"));
    tagNames.addAll(tags.keySet());
    contents.addParameters(byPlace, method.annotations("Parameter"));
    byStatus.putAll(contents.responses(method.annotations("responses.ApiResponse")));
    SharedObjects.put(fields, "requestBody", contents.body(body));
    DeclaredSecurity security = DeclaredSecurity.of(method, operation);
    boolean noFields = fields.isEmpty() && tagNames.isEmpty() && byPlace.isEmpty();
    if (operation == null && noFields && byStatus.isEmpty() && !security.isMade()) {
      return OperationAnnotations.NONE;
    }
    fields.put("tags", tagNames);
    fields.put("parameters", new ArrayList<>(byPlace.values()));
    fields.put("responses", byStatus);
    return OperationAnnotations.of(fields, operation, tags, security);
  }

  /** What both a class and a method may have. */
  private static void putCommon(
      AnnotatedElement declaration,
      @Nullable AnnotationValues operation,
      Map<String, Object> fields) {
    SharedObjects.put(
        fields, DOCS, SharedObjects.docs(declaration.annotation("ExternalDocumentation")));
    List<AnnotationValues> servers = declaration.annotations("servers.Server");
    Map<String, Object> extensions = new LinkedHashMap<>();
    for (AnnotationValues extension : declaration.annotations("extensions.Extension")) {
      extensions.putAll(SharedObjects.extension(extension));
    }
    if (operation != null) {
      SharedObjects.putDocs(operation, fields);
      servers.addAll(operation.children("servers"));
      SharedObjects.putExtensions(operation, extensions);
    }
    extensions.remove(SharedObjects.PATH);
    List<Object> objects = SharedObjects.servers(servers);
    if (!objects.isEmpty()) {
      fields.put("servers", objects);
    }
    fields.putAll(extensions);
  }
}
