// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes words out of the swagger annotations of servlets. Not thread-safe. */
final class SwaggerAnnotations {
  private static final String DOCS = "externalDocs";

  private final Contents contents;

  SwaggerAnnotations(Schemas schemas) {
    this.contents = new Contents(schemas);
  }

  /** The words of a class itself, not of its superclasses. */
  ClassWords ofClass(ClassFile servlet) {
    Map<String, Object> fields = new LinkedHashMap<>();
    putCommon(servlet, null, fields);
    return new ClassWords(
        Fragments.tags(Said.allOf(servlet, "tags.Tag")),
        contents.responses(Said.allOf(servlet, "responses.ApiResponse")),
        fields,
        SecurityClaim.of(servlet, null),
        Said.isOn(servlet, "Hidden"));
  }

  /** The words of a method. */
  OperationWords ofMethod(ClassFile.Member method) {
    Said operation = Said.of(method, "Operation");
    if (Said.isOn(method, "Hidden") || operation != null && operation.is("hidden")) {
      return OperationWords.HIDDEN;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    Map<String, Map<String, Object>> byPlace = new LinkedHashMap<>();
    Map<String, Object> byStatus = new TreeMap<>();
    List<String> tagNames = new ArrayList<>();
    Said body = Said.of(method, "parameters.RequestBody");
    if (operation != null) {
      for (String text : new String[] {"summary", "description", "operationId"}) {
        operation.copy(text, fields);
      }
      operation.copyFlag("deprecated", fields);
      tagNames.addAll(operation.texts("tags"));
      contents.addParameters(byPlace, operation.children("parameters"));
      byStatus.putAll(contents.responses(operation.children("responses")));
      body = body == null ? operation.child("requestBody") : body;
    }
    putCommon(method, operation, fields);
    Map<String, Map<String, Object>> tags = Fragments.tags(Said.allOf(method, "tags.Tag"));
    tagNames.addAll(tags.keySet());
    contents.addParameters(byPlace, Said.allOf(method, "Parameter"));
    byStatus.putAll(contents.responses(Said.allOf(method, "responses.ApiResponse")));
    put(fields, "requestBody", contents.body(body));
    SecurityClaim claim = SecurityClaim.of(method, operation);
    boolean silent = fields.isEmpty() && tagNames.isEmpty() && byPlace.isEmpty();
    if (operation == null && silent && byStatus.isEmpty() && !claim.isMade()) {
      return OperationWords.NONE;
    }
    fields.put("tags", tagNames);
    fields.put("parameters", new ArrayList<>(byPlace.values()));
    fields.put("responses", byStatus);
    return OperationWords.of(fields, operation, tags, claim);
  }

  /** What a class says for its methods as well as a method for itself. */
  private static void putCommon(
      Declared declaration, @Nullable Said operation, Map<String, Object> fields) {
    put(fields, DOCS, Fragments.docs(Said.of(declaration, "ExternalDocumentation")));
    List<Said> servers = Said.allOf(declaration, "servers.Server");
    Map<String, Object> extensions = new LinkedHashMap<>();
    for (Said extension : Said.allOf(declaration, "extensions.Extension")) {
      extensions.putAll(Fragments.extension(extension));
    }
    if (operation != null) {
      Fragments.putDocs(operation, fields);
      servers.addAll(operation.children("servers"));
      Fragments.putExtensions(operation, extensions);
    }
    extensions.remove(Fragments.PATH);
    List<Object> objects = Fragments.servers(servers);
    if (!objects.isEmpty()) {
      fields.put("servers", objects);
    }
    fields.putAll(extensions);
  }

  private static void put(Map<String, Object> fields, String key, Map<String, Object> object) {
    if (!object.isEmpty()) {
      fields.put(key, object);
    }
  }
}
