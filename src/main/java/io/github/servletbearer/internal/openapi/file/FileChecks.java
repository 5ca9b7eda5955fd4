// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import static io.github.servletbearer.internal.openapi.file.Place.ROOT;

import io.github.servletbearer.internal.guard.RawPath;
import io.github.servletbearer.internal.log.Redacted;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what would make the document wrong, or could not be joined with ours. It is no linter:
 * what nothing depends on may be as it is. Not thread-safe.
 */
final class FileChecks {
  private static final Set<String> ROOT_FIELDS =
      fields("openapi info servers paths components security tags externalDocs");
  private static final Set<String> ROOT_FIELDS_31 = fields("webhooks jsonSchemaDialect");
  private static final Set<String> OPERATION_FIELDS =
      fields(
          "tags summary description externalDocs operationId parameters requestBody responses"
              + " callbacks deprecated security servers");
  private static final Set<String> ITEM_FIELDS =
      fields("$ref summary description servers parameters");

  private final Map<String, Object> root;
  private final References references;
  private final Findings findings;
  private final Set<String> anchors = new HashSet<>();
  private final Map<Place, String> links = new LinkedHashMap<>();
  private final Map<Object, Place> operationIds = new HashMap<>();

  private FileChecks(Map<String, Object> root, Findings findings) {
    this.root = root;
    this.references = new References(root);
    this.findings = findings;
  }

  private static Set<String> fields(String names) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(names.split(" ", -1))));
  }

  /**
   * Adds everything that is wrong.
   *
   * @param wanted the version of the document that it becomes a part of
   */
  static void run(Map<String, Object> root, String wanted, Findings findings) {
    String version = version(root, wanted, findings);
    if (version != null) { // else nothing is known of what the members mean
      new FileChecks(root, findings).run(version);
    }
  }

  private static @Nullable String version(
      Map<String, Object> root, String wanted, Findings findings) {
    Object version = root.get("openapi");
    if (root.containsKey("swagger")) {
      findings.add(
          "it is of Swagger 2.0, which is not read: convert it to OpenAPI 3, as editor.swagger.io"
              + " does by Edit, Convert to OpenAPI 3");
    } else if (!root.containsKey("openapi")) {
      findings.add("#/openapi is missing: write \"openapi\": \"" + wanted + "\"");
    } else if (!String.valueOf(version).matches("3\\.[01]\\.[0-9]{1,3}")
        || !(version instanceof String)) {
      findings.add(
          "#/openapi is "
              + Redacted.line(String.valueOf(version))
              + ", which is not read: 3.0.x and 3.1.x are");
    } else if (((String) version).startsWith("3.1") && wanted.startsWith("3.0")) {
      findings.add(
          "#/openapi is "
              + version
              + ", and the setting openapiVersion is "
              + wanted
              + ": set openapiVersion to 3.1.0, or write the file in 3.0");
    } else {
      return (String) version;
    }
    return null;
  }

  private void run(String version) {
    Set<String> known = new HashSet<>(ROOT_FIELDS);
    known.addAll(version.startsWith("3.1") ? ROOT_FIELDS_31 : Collections.emptySet());
    requireKnown(ROOT, root, known);
    findings.requires(ROOT, root, "info", Map.class);
    findings.requiresAll(ROOT, root, "servers", Map.class);
    findings.requiresAll(ROOT, root, "security", Map.class);
    findings.requiresAll(ROOT, root, "tags", Map.class);
    findings.requireObjects(ROOT, root, "components");
    findings.requireObjects(ROOT, root, "webhooks");
    checkTags();
    checkPaths();
    SpecObjects.forEach(ROOT, root, this::visit);
    links.forEach(this::checkReference);
  }

  private void checkTags() {
    Place place = ROOT.child("tags", null);
    int index = 0;
    for (Map<String, Object> tag : Members.objects(root.get("tags"))) {
      Place here = place.child(String.valueOf(index++), tag);
      if (findings.requires(here, tag, "name", String.class) && !tag.containsKey("name")) {
        findings.add(here, "has no name");
      }
    }
  }

  private void checkPaths() {
    if (!findings.requires(ROOT, root, "paths", Map.class) || !root.containsKey("paths")) {
      return;
    }
    Map<?, ?> paths = (Map<?, ?>) root.get("paths");
    Place place = ROOT.child("paths", paths);
    Map<String, Place> byShape = new HashMap<>();
    for (Object key : paths.keySet()) {
      String path = String.valueOf(key);
      Place here = place.child(path, paths.get(key));
      if (path.startsWith("x-")) {
        continue;
      }
      if (!path.startsWith("/")) {
        findings.add(here, "does not begin with a slash");
      } else if (!RawPath.hasOneReading(PathShape.withoutQuery(path), null)) {
        // Its lock would be that of another path than requests for it meet.
        findings.add(here, "is a path that can be read in two ways");
      }
      List<String> names = PathShape.parameters(path);
      if (new HashSet<>(names).size() < names.size()) {
        findings.add(here, "names a parameter twice: each needs a name of its own");
      }
      Place before = byShape.putIfAbsent(PathShape.of(path), here);
      if (before != null) {
        findings.add(
            here,
            "is the same path as "
                + Redacted.line(before.toString())
                + ", whatever its parameters' names");
      }
      if (findings.requires(place, paths, path, Map.class)) {
        checkItem(here, (Map<?, ?>) paths.get(key));
      }
    }
  }

  private void checkItem(Place place, Map<?, ?> own) {
    Map<?, ?> item = references.resolved(own);
    if (item == null) {
      findings.add(place, "has a $ref that does not lead to a path in this file");
      return;
    }
    Set<String> known = new HashSet<>(ITEM_FIELDS);
    known.addAll(Place.METHODS);
    requireKnown(place, own, known);
    for (Map<?, ?> fields :
        item == own ? Collections.singletonList(own) : Arrays.asList(own, item)) {
      checkShared(place, fields);
      for (String method : Place.METHODS) {
        if (findings.requires(place, fields, method, Map.class) && fields.get(method) != null) {
          checkOperation(place.child(method, null), (Map<?, ?>) fields.get(method));
        }
      }
    }
  }

  private void checkOperation(Place place, Map<?, ?> operation) {
    requireKnown(place, operation, OPERATION_FIELDS);
    checkShared(place, operation);
    findings.requires(place, operation, "operationId", String.class);
    findings.requiresAll(place, operation, "tags", String.class);
    findings.requiresAll(place, operation, "security", Map.class);
    findings.requireObjects(place, operation, "responses");
  }

  /** What paths and operations have alike. */
  private void checkShared(Place place, Map<?, ?> fields) {
    findings.requires(place, fields, "summary", String.class);
    findings.requires(place, fields, "description", String.class);
    findings.requiresAll(place, fields, "parameters", Map.class);
    findings.requiresAll(place, fields, "servers", Map.class);
  }

  private void requireKnown(Place place, Map<?, ?> object, Set<String> known) {
    for (Object key : object.keySet()) {
      String name = String.valueOf(key);
      if (!known.contains(name) && !name.startsWith("x-")) {
        findings.add(
            place.child(name, null),
            "is no field that OpenAPI has there: correct it, or begin it with x-");
      }
    }
  }

  private void visit(Place place, Map<?, ?> object) {
    Object reference = object.get(References.REF);
    if (reference instanceof String) {
      links.put(place, (String) reference);
    }
    if (object.get("$anchor") instanceof String) {
      anchors.add((String) object.get("$anchor"));
    }
    Object id = place.isOperation() ? object.get("operationId") : null;
    if (id instanceof String) {
      Place before = operationIds.putIfAbsent(id, place);
      if (before != null) {
        findings.add(place, "has the same operationId as " + Redacted.line(before.toString()));
      }
    }
  }

  private void checkReference(Place place, String reference) {
    if (!reference.startsWith("#")) {
      findings.add(
          place,
          "has a $ref to another file or address, "
              + Redacted.line(reference)
              + ": write what it names into this file, below #/components");
    } else if (references.find(reference) == null && !anchors.contains(reference.substring(1))) {
      findings.add(
          place, "has a $ref that leads nowhere in this file: " + Redacted.line(reference));
    }
  }
}
