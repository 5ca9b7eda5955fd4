// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.DocumentedServlet;
import io.github.servletbearer.internal.openapi.annotation.OperationAnnotations;
import io.github.servletbearer.internal.openapi.file.FileItem;
import io.github.servletbearer.internal.openapi.file.OpenApiFile;
import io.github.servletbearer.internal.openapi.file.PathShape;
import io.github.servletbearer.internal.openapi.schema.SharedObjects;
import io.github.servletbearer.internal.openapi.security.OperationSecurity;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds the paths at which the methods of servlets stand in the document: one for each part of each
 * mapping. Not thread-safe.
 */
final class OperationPaths {
  private final Settings settings;
  private final Collection<String> warnings;
  private final Coverage coverage;
  private final Set<String> exactPaths = new HashSet<>();
  private final Map<String, String> pathByShape = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<String> described = new ArrayList<>();

  /**
   * @param warnings takes the methods that the document cannot show
   */
  OperationPaths(
      Settings settings, Coverage coverage, OpenApiFile file, Collection<String> warnings) {
    this.settings = settings;
    this.coverage = coverage;
    this.warnings = warnings;
    for (FileItem item : file.items()) {
      pathByShape.put(PathShape.of(item.path()), item.path()); // its names of parameters stay
      described.add(PathShape.sample(item.path()));
    }
    for (ServletEntry servlet : coverage.deployment().servlets()) {
      for (UrlPattern mapping : servlet.patterns()) {
        for (MappingPart part : coverage.parts(servlet, mapping)) {
          if (part.pattern().isExact()) {
            exactPaths.add(part.pattern().base());
          }
        }
      }
    }
  }

  /** Takes a path for a method that no servlet of the application answers. */
  void reserve(String path, String method) {
    taken.add(method + " " + unify(path));
  }

  /** The first path of this shape: two that differ in the names of parameters are the same path. */
  private String unify(String path) {
    return pathByShape.computeIfAbsent(PathShape.of(path), shape -> path);
  }

  /** Hands over the operations of a servlet, if the document is to show it. */
  void forEach(DocumentedServlet servlet, Consumer<PlacedOperation> action) {
    forEach(
        servlet,
        mapping -> coverage.parts(servlet.entry(), mapping),
        (mapping, path) -> mapping.equals(coverage.deployment().mapping(path)),
        action);
  }

  /** The same for a filter that serves content of its own. */
  void forEach(OtherFilter filter, DocumentedServlet served, Consumer<PlacedOperation> action) {
    forEach(served, mapping -> coverage.parts(filter, mapping), (mapping, path) -> true, action);
  }

  /**
   * @param reaches whether a request for a path reaches the servlet by a mapping
   */
  private void forEach(
      DocumentedServlet servlet,
      Function<UrlPattern, List<MappingPart>> partsOf,
      BiPredicate<UrlPattern, String> reaches,
      Consumer<PlacedOperation> action) {
    boolean wanted =
        servlet.isAnnotated()
            || settings.get(Setting.DOCUMENT_SERVLETS).contains(servlet.entry().name());
    Set<DocumentedOperation> shown = new HashSet<>();
    for (UrlPattern mapping : servlet.entry().patterns()) {
      List<MappingPart> parts = partsOf.apply(mapping);
      boolean covered = parts.stream().anyMatch(part -> !part.filterNames().isEmpty());
      boolean unknown = servlet.unknown().isAnything();
      if (!wanted && !covered || unknown && isDescribed(mapping, reaches)) {
        continue;
      }
      for (MappingPart part : parts) {
        if (!wanted && unknown && part.filterNames().isEmpty()) {
          continue;
        }
        Map<String, OperationSecurity> byMethod = new HashMap<>();
        for (DocumentedOperation operation : servlet.operations()) {
          OperationSecurity security =
              byMethod.computeIfAbsent(
                  operation.httpMethod(), method -> OperationSecurity.of(settings, part, method));
          for (PathTemplate template : templates(mapping, part, parts, operation, reaches)) {
            boolean first = shown.add(operation);
            String path = unify(template.path());
            // Two mappings of one servlet may have the same path in OpenAPI.
            if (taken.add(operation.httpMethod().toLowerCase(Locale.ROOT) + " " + path)) {
              action.accept(
                  new PlacedOperation(servlet, operation, template, path, security, first));
            }
          }
        }
      }
    }
    warn(servlet, shown);
  }

  /** Whether the hand-written document has a path of the mapping. */
  private boolean isDescribed(UrlPattern mapping, BiPredicate<UrlPattern, String> reaches) {
    return described.stream()
        .anyMatch(path -> mapping.matches(path) && reaches.test(mapping, path));
  }

  /** Where a method names a path by an annotation that none of the servlet's mappings has. */
  private void warn(DocumentedServlet servlet, Set<DocumentedOperation> shown) {
    for (DocumentedOperation operation : servlet.operations()) {
      if (!shown.contains(operation) && operation.annotations().namesPath()) {
        warn(servlet, operation.httpMethod());
      }
    }
  }

  private void warn(DocumentedServlet servlet, String method) {
    warnings.add(
        String.format(
            "Servlet %s, %s: the path of its extension %s is in none of the servlet's"
                + " mappings; the document does not show the method.",
            servlet.entry().name(), method, SharedObjects.PATH));
  }

  /** Where the part stands in the document; nowhere if the method's own path does not reach it. */
  private List<PathTemplate> templates(
      UrlPattern mapping,
      MappingPart part,
      List<MappingPart> parts,
      DocumentedOperation operation,
      BiPredicate<UrlPattern, String> reaches) {
    OperationAnnotations annotations = operation.annotations();
    if (annotations.path().isEmpty()) {
      return PathTemplate.of(mapping, part.pattern(), annotations.pathParameters(), exactPaths);
    }
    PathTemplate own = PathTemplate.own(annotations.path(), part.pattern());
    if (own == null || !reaches.test(mapping, own.sample())) {
      return Collections.emptyList();
    }
    for (MappingPart other : parts) {
      boolean narrower = other != part && part.pattern().covers(other.pattern());
      if (narrower && other.pattern().matches(own.sample())) {
        return Collections.emptyList(); // it is the narrower part's path
      }
    }
    return Collections.singletonList(own);
  }
}
