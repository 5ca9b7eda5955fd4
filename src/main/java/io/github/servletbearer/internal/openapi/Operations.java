// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.DocumentedServlet;
import io.github.servletbearer.internal.openapi.schema.SharedObjects;
import io.github.servletbearer.internal.openapi.security.OperationSecurity;
import io.github.servletbearer.internal.openapi.security.SecuritySchemes;
import io.github.servletbearer.internal.openapi.security.ServerUrls;
import io.github.servletbearer.internal.settings.ProtectionLevel;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns servlets into operations: one for each method, mapping and region. Not thread-safe. */
final class Operations {
  private static final String TAGS = "tags";
  private static final String MARK = "x-bearer";
  private static final String PARTLY = ProtectionLevel.PARTLY.word();

  private final Settings settings;
  private final ServerUrls urls;
  private final SecuritySchemes schemes;
  private final PathItems items;
  private final Map<String, Map<String, Object>> tags;
  private final Collection<String> warnings;
  private final Coverage coverage;
  private final Set<String> exactPaths = new HashSet<>();

  /**
   * A collector.
   *
   * @param items takes the operations
   * @param tags takes the Tag Objects in use
   * @param warnings takes what will not be shown
   */
  Operations(
      Settings settings,
      Deployment deployment,
      SecuritySchemes schemes,
      PathItems items,
      Map<String, Map<String, Object>> tags,
      Collection<String> warnings) {
    this.settings = settings;
    this.urls = new ServerUrls(settings);
    this.schemes = schemes;
    this.items = items;
    this.tags = tags;
    this.warnings = warnings;
    coverage = settings.coverage(deployment);
    for (ServletEntry servlet : deployment.servlets()) {
      for (UrlPattern mapping : servlet.patterns()) {
        for (MappingPart region : coverage.regions(servlet, mapping)) {
          if (region.pattern().isExact()) {
            exactPaths.add(region.pattern().base());
          }
        }
      }
    }
  }

  /** Adds the operations of a servlet, if the document shall show it. */
  void add(DocumentedServlet servlet) {
    boolean wanted =
        servlet.isAnnotated()
            || settings.get(Setting.DOCUMENT_SERVLETS).contains(servlet.entry().name());
    Map<String, Integer> seen = new HashMap<>();
    Set<String> homeless = new LinkedHashSet<>();
    for (UrlPattern mapping : servlet.entry().patterns()) {
      List<MappingPart> regions = coverage.regions(servlet.entry(), mapping);
      boolean covered = regions.stream().anyMatch(region -> !region.filterNames().isEmpty());
      if (!wanted && !covered) {
        continue;
      }
      for (MappingPart region : regions) {
        for (DocumentedOperation operation : servlet.operations()) {
          PathTemplate template = template(mapping, region, regions, operation);
          if (template == null) {
            homeless.add(operation.method());
            continue;
          }
          boolean first = seen.merge(operation.method(), 1, Integer::sum) == 1;
          add(servlet, template, region, operation, first);
        }
      }
    }
    homeless.removeAll(seen.keySet());
    for (String method : homeless) {
      warnings.add(
          "Servlet "
              + servlet.entry().name()
              + ", "
              + method
              + ": the path of its extension "
              + SharedObjects.PATH
              + " is in none of the servlet's mappings; the document does not show the method.");
    }
  }

  /** Where the region stands in the document; null if the method's own path does not reach it. */
  private @Nullable PathTemplate template(
      UrlPattern mapping,
      MappingPart region,
      List<MappingPart> regions,
      DocumentedOperation operation) {
    if (operation.path().isEmpty()) {
      return PathTemplate.of(mapping, region.pattern(), operation.pathParameters(), exactPaths);
    }
    PathTemplate own = PathTemplate.own(operation.path(), region.pattern());
    if (own == null) {
      return null;
    }
    String sample = own.sample();
    for (MappingPart other : regions) {
      boolean narrower = other != region && region.pattern().covers(other.pattern());
      if (narrower && other.pattern().matches(sample)) {
        return null; // it is the narrower region's path
      }
    }
    return own;
  }

  private void add(
      DocumentedServlet servlet,
      PathTemplate template,
      MappingPart region,
      DocumentedOperation operation,
      boolean first) {
    String path = items.unify(template.path());
    String method = operation.method().toLowerCase(Locale.ROOT);
    if (items.has(path, method)) {
      return; // two mappings of one servlet that OpenAPI cannot tell apart
    }
    OperationSecurity lock = OperationSecurity.of(settings, region, operation.method());
    warn(servlet, operation, path, lock);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(TAGS, tags(servlet, operation));
    fields.put("summary", summary(servlet, operation));
    String description = description(operation, template, lock);
    if (!description.isEmpty()) {
      fields.put("description", description);
    }
    fields.put("operationId", operationId(servlet, operation, path, first));
    List<Map<String, Object>> parameters = parameters(operation, template, path);
    if (!parameters.isEmpty()) {
      fields.put("parameters", parameters);
    }
    copy(operation, "requestBody", fields);
    fields.put("responses", responses(servlet, operation, lock));
    copy(operation, "deprecated", fields);
    if (!lock.isOpen()) {
      fields.put("security", lock.requirements(schemes));
      String mark = lock.isPartly() ? PARTLY : lock.isPresence() ? "presence" : null;
      if (mark != null) {
        fields.put(MARK, mark); // a lock that no standard field can tell from others
      }
    }
    putRest(servlet.words().fields(), fields);
    putRest(operation.fields(), fields);
    items.add(path, method, fields);
  }

  /** Says in the log where annotations promise another security than the filters keep. */
  private void warn(
      DocumentedServlet servlet,
      DocumentedOperation operation,
      String path,
      OperationSecurity lock) {
    Set<String> sentences = new LinkedHashSet<>(servlet.words().claim().contradictions(lock));
    sentences.addAll(operation.claim().contradictions(lock));
    for (String sentence : sentences) {
      warnings.add(
          "Servlet "
              + servlet.entry().name()
              + ", "
              + operation.method()
              + " "
              + path
              + " "
              + sentence
              + ".");
    }
  }

  private static void copy(DocumentedOperation from, String field, Map<String, Object> to) {
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

  private List<String> tags(DocumentedServlet servlet, DocumentedOperation operation) {
    Set<String> names = new LinkedHashSet<>(servlet.words().tags().keySet());
    names.addAll(operation.tags());
    if (names.isEmpty()) {
      names.add(DisplayNames.title(DisplayNames.of(servlet.entry().name())));
    }
    for (String name : names) {
      Map<String, Object> object =
          operation.tagObjects().getOrDefault(name, servlet.words().tags().get(name));
      tags.merge(
          name,
          object == null ? Collections.singletonMap("name", name) : object,
          (old, more) -> old.size() > 1 ? old : more);
    }
    return new ArrayList<>(names);
  }

  private static String summary(DocumentedServlet servlet, DocumentedOperation operation) {
    String said = operation.text("summary");
    return said.isEmpty()
        ? DisplayNames.title(operation.method().toLowerCase(Locale.ROOT))
            + " "
            + DisplayNames.of(servlet.entry().name())
        : said;
  }

  private String description(
      DocumentedOperation operation, PathTemplate template, OperationSecurity lock) {
    List<String> sentences = new ArrayList<>();
    String said = operation.text("description");
    if (!said.isEmpty()) {
      sentences.add(said);
    }
    if (template.standsForAllBelow()) {
      sentences.add("This path stands for all below it that are not listed by themselves.");
    }
    if (lock.isPartly()) {
      sentences.add(
          "Another filter of the application may answer here before the token is looked at.");
    }
    boolean schemesSaySo = lock.presenceSchemes().stream().allMatch(schemes::isPresence);
    if (!lock.isOpen() && lock.isPresence() && !schemesSaySo) {
      sentences.add(SecuritySchemes.PRESENCE);
    }
    return String.join("\n\n", sentences);
  }

  private String operationId(
      DocumentedServlet servlet, DocumentedOperation operation, String path, boolean first) {
    String said = operation.text("operationId");
    String id =
        said.isEmpty()
            ? DisplayNames.identifier(servlet.entry().name())
                + "_"
                + operation.method().toLowerCase(Locale.ROOT)
            : said;
    String suffix = DisplayNames.identifier(path);
    return items.freeOperationId(first || suffix.isEmpty() ? id : id + "_" + suffix);
  }

  /** The declared parameters without those that this path has no place for, and the missing. */
  private static List<Map<String, Object>> parameters(
      DocumentedOperation operation, PathTemplate template, String path) {
    List<Map<String, Object>> parameters = new ArrayList<>();
    List<String> names = PathTemplate.parameters(path);
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
      DocumentedOperation operation, PathTemplate template, int index, String name) {
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
    fields.computeIfAbsent(
        "schema", key -> new LinkedHashMap<>(Collections.singletonMap("type", "string")));
    return fields;
  }

  private static Map<String, Object> responses(
      DocumentedServlet servlet, DocumentedOperation operation, OperationSecurity lock) {
    Map<String, Object> responses = new TreeMap<>(servlet.words().responses());
    responses.putAll(operation.responses());
    if (responses.isEmpty()) {
      Map<String, Object> success = new LinkedHashMap<>();
      success.put("description", "Successful response");
      responses.put("200", success);
    }
    DocumentedErrors.add(responses, lock);
    return responses;
  }
}
