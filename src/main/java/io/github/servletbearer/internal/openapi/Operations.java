// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.openapi.annotation.DocumentedServlet;
import io.github.servletbearer.internal.openapi.annotation.OperationAnnotations;
import io.github.servletbearer.internal.openapi.file.PathShape;
import io.github.servletbearer.internal.openapi.framework.DisplayNames;
import io.github.servletbearer.internal.openapi.security.OperationSecurity;
import io.github.servletbearer.internal.openapi.security.SecuritySchemes;
import io.github.servletbearer.internal.openapi.security.ServerUrls;
import io.github.servletbearer.internal.settings.ProtectionLevel;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes Operation Objects (OAS 3.0.3 4.7.10) for the methods of servlets. Not thread-safe. */
final class Operations {
  private static final String TAGS = "tags";
  private static final String OPERATION_ID = "operationId";
  private static final String MARK = "x-bearer";
  private static final String PARTLY = ProtectionLevel.PARTLY.word();

  private final Settings settings;
  private final ServerUrls urls;
  private final SecuritySchemes schemes;
  private final PathItems items;
  private final DocumentedErrors errors;
  private final Map<String, Map<String, Object>> tags = new TreeMap<>();

  /**
   * @param items takes the operations
   */
  Operations(Settings settings, SecuritySchemes schemes, PathItems items, DocumentedErrors errors) {
    this.settings = settings;
    this.urls = new ServerUrls(settings);
    this.schemes = schemes;
    this.items = items;
    this.errors = errors;
  }

  /** The Tag Objects in use by name, sorted. */
  Map<String, Map<String, Object>> tags() {
    return tags;
  }

  void add(PlacedOperation placed) {
    DocumentedServlet servlet = placed.servlet();
    OperationAnnotations operation = placed.operation();
    OperationSecurity security = placed.security();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(TAGS, tags(placed));
    fields.put("summary", summary(placed));
    String description = description(placed);
    if (!description.isEmpty()) {
      fields.put("description", description);
    }
    fields.put(OPERATION_ID, operationId(placed));
    List<Map<String, Object>> parameters = parameters(operation, placed.template(), placed.path());
    if (!parameters.isEmpty()) {
      fields.put("parameters", parameters);
    }
    copy(operation, "requestBody", fields);
    copy(operation, "callbacks", fields);
    fields.put("responses", responses(servlet, operation, security));
    copy(operation, "deprecated", fields);
    if (!security.isOpen()) {
      fields.put("security", security.requirements(schemes));
      String mark = security.isPartly() ? PARTLY : security.isPresence() ? "presence" : null;
      if (mark != null) {
        fields.put(MARK, mark); // what no standard field can express
      }
    }
    putRest(servlet.annotations().fields(), fields);
    putRest(operation.fields(), fields);
    items.add(placed.path(), placed.method(), fields);
  }

  private static void copy(OperationAnnotations from, String field, Map<String, Object> to) {
    Object value = from.fields().get(field);
    if (value != null) {
      to.put(field, value);
    }
  }

  /** Links, servers beside ours, and extensions. */
  private void putRest(Map<String, Object> from, Map<String, Object> to) {
    from.forEach(
        (field, value) -> {
          if (field.equals("externalDocs") || field.startsWith("x-")) {
            to.put(field, value);
          } else if (field.equals("servers") && settings.find(Setting.PUBLIC_URL) == null) {
            List<Object> servers = new ArrayList<>(urls.servers());
            servers.addAll((List<?>) value);
            to.put(field, servers);
          }
        });
  }

  private List<String> tags(PlacedOperation placed) {
    DocumentedServlet servlet = placed.servlet();
    OperationAnnotations operation = placed.operation();
    Set<String> names = new LinkedHashSet<>(servlet.annotations().tagObjects().keySet());
    names.removeIf(name -> placed.isOfFile(TAGS));
    names.addAll(operation.tags());
    if (names.isEmpty()) {
      names.add(DisplayNames.title(DisplayNames.of(servlet.entry().name())));
    }
    for (String name : names) {
      Map<String, Object> object =
          operation.tagObjects().getOrDefault(name, servlet.annotations().tagObjects().get(name));
      tags.merge(
          name,
          object == null ? Collections.singletonMap("name", name) : object,
          (old, more) -> old.size() > 1 ? old : more);
    }
    return new ArrayList<>(names);
  }

  private static String summary(PlacedOperation placed) {
    String own = placed.operation().text("summary");
    return own.isEmpty()
        ? DisplayNames.title(placed.method())
            + " "
            + DisplayNames.of(placed.servlet().entry().name())
        : own;
  }

  private String description(PlacedOperation placed) {
    OperationSecurity security = placed.security();
    List<String> sentences = new ArrayList<>();
    String own = placed.operation().text("description");
    if (!own.isEmpty()) {
      sentences.add(own);
    }
    if (placed.servlet().unknown().isAnything()) {
      sentences.add(placed.servlet().unknown().sentence());
    }
    if (placed.template().standsForAllBelow()) {
      sentences.add("This path stands for all below its folder that are not listed by themselves.");
    }
    if (security.isPartly()) {
      sentences.add(
          "Another filter of the application may answer here before the token is looked at.");
    }
    boolean schemesSaySo = security.presenceSchemes().stream().allMatch(schemes::isPresence);
    if (!security.isOpen() && security.isPresence() && !schemesSaySo) {
      sentences.add(SecuritySchemes.PRESENCE);
    }
    return String.join("\n\n", sentences);
  }

  private String operationId(PlacedOperation placed) {
    String own = placed.operation().text(OPERATION_ID);
    if (placed.isOfFile(OPERATION_ID)) {
      return own;
    }
    String id =
        own.isEmpty()
            ? DisplayNames.identifier(placed.servlet().entry().name()) + "_" + placed.method()
            : own;
    String suffix = DisplayNames.identifier(placed.path());
    return items.freeOperationId(placed.isFirst() || suffix.isEmpty() ? id : id + "_" + suffix);
  }

  /** The declared parameters without those that this path has no place for, and the missing. */
  private static List<Map<String, Object>> parameters(
      OperationAnnotations operation, PathTemplate template, String path) {
    List<Map<String, Object>> parameters = new ArrayList<>();
    List<String> names = PathShape.parameters(path);
    for (int i = 0; i < names.size(); i++) {
      parameters.add(pathParameter(operation, template, i, names.get(i)));
    }
    for (Map<String, Object> parameter : operation.parameters()) {
      if (!"path".equals(parameter.get("in"))) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  private static Map<String, Object> pathParameter(
      OperationAnnotations operation, PathTemplate template, int index, String name) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map<String, Object> parameter : operation.parameters()) {
      if ("path".equals(parameter.get("in"))
          && template.declared().get(index).equals(parameter.get("name"))) {
        fields.putAll(parameter);
      }
    }
    fields.put("name", name);
    fields.putIfAbsent("in", "path");
    if (template.standsForAllBelow()) {
      fields.putIfAbsent("description", "The rest of the path");
    }
    fields.putIfAbsent("required", true);
    if (!fields.containsKey("content")) {
      fields.computeIfAbsent(
          "schema", key -> new LinkedHashMap<>(Collections.singletonMap("type", "string")));
    }
    return fields;
  }

  private Map<String, Object> responses(
      DocumentedServlet servlet, OperationAnnotations operation, OperationSecurity security) {
    Map<String, Object> responses = new TreeMap<>(servlet.annotations().responses());
    responses.putAll(operation.responses());
    if (responses.isEmpty()) {
      Map<String, Object> success = new LinkedHashMap<>();
      success.put("description", "Successful response");
      responses.put("200", success);
    }
    errors.add(responses, security);
    return responses;
  }
}
