// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A path of the document with what it says of the path and its operations. Immutable. */
public final class FileItem {
  private static final String PARAMETERS = "parameters";
  private static final String RESPONSES = "responses";
  private static final String SECURITY = "security";
  private static final String DESCRIPTION = "description";
  private static final String OPERATION_ID = "operationId";

  /** What is joined by a rule of its own, or is decided by filters alone. */
  private static final List<String> NOT_COPIED =
      Collections.unmodifiableList(Arrays.asList(PARAMETERS, RESPONSES, "x-bearer"));

  private final String path;
  private final References references;
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final List<Map<String, Object>> parameters = new ArrayList<>();
  private final List<Map<String, Object>> servers = new ArrayList<>();
  private final Map<String, Map<String, Object>> operations = new LinkedHashMap<>();
  private final Map<String, List<Map<String, Object>>> security = new LinkedHashMap<>();

  /**
   * @param item a Path Item Object (OAS 3.0.3 4.7.9), or one that refers to another
   * @param ids takes the ids of operations; one that is there is not taken again
   */
  FileItem(String path, Map<String, Object> item, References references, Set<Object> ids) {
    this.path = path;
    this.references = references;
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, Object> named = references.resolved(item);
    if (named != null) {
      all.putAll(named);
    }
    all.putAll(item);
    all.remove(References.REF);
    parameters.addAll(Members.objects(all.remove(PARAMETERS)));
    servers.addAll(Members.objects(all.remove("servers")));
    for (String method : Place.METHODS) {
      if (all.containsKey(method)) {
        add(method, Members.object(all.remove(method)), ids);
      }
    }
    fields.putAll(all);
  }

  private void add(String method, Map<String, Object> operation, Set<Object> ids) {
    if (operation.containsKey(SECURITY)) {
      security.put(method, Members.objects(operation.get(SECURITY)));
    }
    Place place = Place.ITEM.child(method, operation);
    Map<String, Object> clean =
        new LinkedHashMap<>(Members.object(SpecObjects.withoutSecurity(place, operation)));
    Object id = clean.get(OPERATION_ID);
    if (id != null && !ids.add(id)) { // of a path that several others refer to
      clean.remove(OPERATION_ID);
    }
    operations.put(method, clean);
  }

  /** The path as it is written. */
  public String path() {
    return path;
  }

  /** Server Objects of the path; none where a setting has the public address. */
  public List<Map<String, Object>> servers(Settings settings) {
    return settings.find(Setting.PUBLIC_URL) == null
        ? Collections.unmodifiableList(servers)
        : Collections.emptyList();
  }

  /** What else is said of the path itself. */
  public Map<String, Object> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** The HTTP methods that are described, in small letters. */
  public Set<String> methods() {
    return Collections.unmodifiableSet(operations.keySet());
  }

  /** The names of the fields that an operation has here. */
  public Set<String> fieldNames(String method) {
    return Collections.unmodifiableSet(Members.object(operations.get(method)).keySet());
  }

  /** The Security Requirement Objects of an operation, or null where it has none of its own. */
  public @Nullable List<Map<String, Object>> security(String method) {
    return security.get(method);
  }

  /**
   * The fields of an operation that is in the code, too: those here go before it, parameters are
   * joined by place and name, responses by status.
   *
   * @param code what is known from the code; empty where that is nothing
   * @param ours the statuses that filters answer: of these only the words are taken
   */
  public Map<String, Object> over(
      String method, Map<String, Object> code, Collection<String> ours) {
    Map<String, Object> own = Members.object(operations.get(method));
    Map<String, Object> joined = new LinkedHashMap<>(code);
    own.forEach(
        (field, value) -> {
          if (!NOT_COPIED.contains(field)) {
            joined.put(field, value);
          }
        });
    Map<String, Map<String, Object>> byPlace = new LinkedHashMap<>();
    Members.objects(code.get(PARAMETERS)).forEach(parameter -> add(parameter, byPlace));
    parameters.forEach(parameter -> add(parameter, byPlace));
    Members.objects(own.get(PARAMETERS)).forEach(parameter -> add(parameter, byPlace));
    joined.put(PARAMETERS, new ArrayList<>(byPlace.values()));
    Map<String, Object> byStatus = new TreeMap<>(Members.object(code.get(RESPONSES)));
    Members.object(own.get(RESPONSES))
        .forEach(
            (status, response) ->
                byStatus.put(status, ours.contains(status) ? words(response) : response));
    joined.put(RESPONSES, byStatus);
    return joined;
  }

  /** Path parameters are written out, since the path's template needs their names. */
  private void add(Map<String, Object> parameter, Map<String, Map<String, Object>> byPlace) {
    Map<String, Object> named = references.resolved(parameter);
    if (named == null) {
      return;
    }
    String in = String.valueOf(named.get("in"));
    String name = String.valueOf(named.get("name"));
    byPlace.put(
        in + " " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : name),
        in.equals("path") ? named : parameter);
  }

  private Map<String, Object> words(@Nullable Object response) {
    Map<String, Object> named = references.resolved(response);
    Object words = named == null ? null : named.get(DESCRIPTION);
    return words == null ? Collections.emptyMap() : Collections.singletonMap(DESCRIPTION, words);
  }
}
