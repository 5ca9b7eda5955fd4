// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.DocumentedServlet;
import io.github.servletbearer.internal.openapi.annotation.OperationAnnotations;
import io.github.servletbearer.internal.openapi.file.FileItem;
import io.github.servletbearer.internal.openapi.file.OpenApiFile;
import io.github.servletbearer.internal.openapi.file.PathShape;
import io.github.servletbearer.internal.openapi.framework.DisplayNames;
import io.github.servletbearer.internal.openapi.security.DeclaredSecurity;
import io.github.servletbearer.internal.openapi.security.OperationSecurity;
import io.github.servletbearer.internal.openapi.security.ServerUrls;
import io.github.servletbearer.internal.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The operations of the hand-written document: joined with those of the code, and placed by
 * themselves where the code shows none. Not thread-safe.
 */
final class FileOperations {
  private static final int MOST_NAMED = 5;
  private static final String UNSERVED =
      ", where no servlet or filter of the application is mapped; the document shows it.";
  private static final String OURS =
      ", where Servlet Bearer answers; the document shows what is ours.";
  private static final String TAKEN =
      ", which a filter has already; the document shows the filter's.";

  private final OpenApiFile file;
  private final Settings settings;
  private final Coverage coverage;
  private final Set<String> shown = new HashSet<>();

  FileOperations(OpenApiFile file, Settings settings, Coverage coverage) {
    this.file = file;
    this.settings = settings;
    this.coverage = coverage;
  }

  /** An operation of the code with the words of the document, where it has any for its path. */
  PlacedOperation refined(PlacedOperation placed) {
    FileItem item = file.item(placed.path());
    if (item == null) {
      return placed;
    }
    String method = placed.method();
    shown.add(method + " " + item.path());
    Map<String, Object> fields =
        item.over(method, renamed(placed), DocumentedErrors.statuses(placed.security()));
    return placed.with(fields, item.fieldNames(method));
  }

  /** The fields with path parameters as the path has them. */
  private static Map<String, Object> renamed(PlacedOperation placed) {
    List<String> declared = placed.template().declared();
    List<String> names = PathShape.parameters(placed.path());
    List<Object> parameters = new ArrayList<>();
    for (Map<String, Object> parameter : placed.operation().parameters()) {
      Map<String, Object> fields = new LinkedHashMap<>(parameter);
      int index = declared.indexOf(String.valueOf(parameter.get("name")));
      if ("path".equals(parameter.get("in")) && index >= 0) {
        fields.put("name", names.get(index));
      }
      parameters.add(fields);
    }
    Map<String, Object> all = new LinkedHashMap<>(placed.operation().fields());
    all.put("parameters", parameters);
    return all;
  }

  /** Hands over the operations that were not joined with any of the code. */
  void forEachOther(Consumer<PlacedOperation> action) {
    for (FileItem item : file.items()) {
      FilePlace place = place(item);
      for (String method : item.methods()) {
        if (!place.isCompanion() && shown.add(method + " " + item.path())) {
          action.accept(placed(item, method, place));
        }
      }
    }
  }

  private FilePlace place(FileItem item) {
    return FilePlace.of(coverage, PathShape.sample(item.path()));
  }

  private PlacedOperation placed(FileItem item, String method, FilePlace place) {
    String httpMethod = method.toUpperCase(Locale.ROOT);
    OperationSecurity security = OperationSecurity.of(settings, place.part(), httpMethod);
    Map<String, Object> fields =
        item.over(method, Collections.emptyMap(), DocumentedErrors.statuses(security));
    String words = DisplayNames.identifier(item.path()).replace('_', ' ');
    fields.putIfAbsent("summary", (DisplayNames.title(method) + " " + words).trim());
    return new PlacedOperation(
            DocumentedServlet.named(place.name()),
            new DocumentedOperation(httpMethod, OperationAnnotations.NONE),
            PathTemplate.named(item.path()),
            item.path(),
            security,
            false)
        .with(fields, item.fieldNames(method));
  }

  /** Adds what the document says of paths as such. */
  void putFields(PathItems items) {
    for (FileItem item : file.items()) {
      if (items.has(item.path())) {
        item.fields().forEach((field, value) -> items.put(item.path(), field, value));
        List<Object> servers = new ArrayList<>(new ServerUrls(settings).servers());
        if (servers.addAll(item.servers(settings))) {
          items.put(item.path(), "servers", servers);
        }
      }
    }
  }

  /** Adds where the document says what the application, or its filters, do not do. */
  void warn(Collection<String> warnings) {
    List<String> unserved = new ArrayList<>();
    List<String> ours = new ArrayList<>();
    Map<String, List<String>> contradictions = new TreeMap<>();
    for (FileItem item : file.items()) {
      FilePlace place = place(item);
      if (place.isCompanion()) {
        ours.add(item.path());
      } else {
        addContradictions(item, place, contradictions);
      }
      if (!place.isServed()) {
        unserved.add(item.path());
      }
    }
    List<String> schemes = new ArrayList<>(file.schemes().keySet());
    schemes.retainAll(settings.schemes().keySet());
    add(warnings, unserved, "openapiFile describes ", UNSERVED);
    add(warnings, ours, "openapiFile describes ", OURS);
    add(warnings, schemes, "openapiFile has the security scheme ", TAKEN);
    contradictions.forEach(
        (sentence, operations) ->
            add(warnings, operations, "openapiFile, ", ": " + sentence + "."));
  }

  private void addContradictions(
      FileItem item, FilePlace place, Map<String, List<String>> operationsBySentence) {
    for (String method : item.methods()) {
      String operation = method.toUpperCase(Locale.ROOT) + " " + item.path();
      for (String sentence : contradictions(item, method, place)) {
        operationsBySentence.computeIfAbsent(sentence, key -> new ArrayList<>()).add(operation);
      }
    }
  }

  private Collection<String> contradictions(FileItem item, String method, FilePlace place) {
    List<Map<String, Object>> written = file.security(item, method);
    return written == null
        ? Collections.emptyList()
        : DeclaredSecurity.written(written)
            .contradictions(
                OperationSecurity.of(settings, place.part(), method.toUpperCase(Locale.ROOT)));
  }

  private static void add(
      Collection<String> warnings, List<String> names, String before, String after) {
    List<String> named = new ArrayList<>();
    names.stream().limit(MOST_NAMED).forEach(name -> named.add(Redacted.line(name)));
    int more = names.size() - named.size();
    if (!named.isEmpty()) {
      String list = String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
      warnings.add(before + list + after);
    }
  }
}
