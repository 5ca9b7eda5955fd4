// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the document that the setting {@code openapiFile} names says, without its security.
 * Immutable.
 */
public final class OpenApiFile {
  /** There is none, and nothing is said. */
  public static final OpenApiFile NONE = new OpenApiFile(Collections.emptyMap());

  private static final String SECURITY = "security";
  private static final String SCHEMES = "securitySchemes";

  /** The members that are joined with ours by rules of their own. */
  private static final List<String> JOINED =
      Collections.unmodifiableList(
          Arrays.asList("openapi", "info", "servers", "tags", "paths", "components", SECURITY));

  private final Map<String, Object> root;
  private final Map<String, FileItem> items = new LinkedHashMap<>();
  private final Set<Object> operationIds = new HashSet<>();
  private final @Nullable List<Map<String, Object>> security;

  /**
   * @param root an OpenAPI Object (OAS 3.0.3 4.7.1) without the errors that are looked for
   */
  OpenApiFile(Map<String, Object> root) {
    this.security = root.containsKey(SECURITY) ? Members.objects(root.get(SECURITY)) : null;
    if (root.isEmpty()) { // nothing is loaded for it at the start
      this.root = root;
      return;
    }
    this.root = Members.object(SpecObjects.withoutSecurity(Place.ROOT, root));
    References references = new References(root);
    Members.object(root.get("paths"))
        .forEach(
            (path, item) -> {
              if (path.startsWith("/")) {
                FileItem read = new FileItem(path, Members.object(item), references, operationIds);
                items.put(PathShape.of(path), read);
              }
            });
  }

  /** What is said of paths, in its order. */
  public Collection<FileItem> items() {
    return Collections.unmodifiableCollection(items.values());
  }

  /** What is said of a path, or null; names of parameters do not count. */
  public @Nullable FileItem item(String path) {
    return items.isEmpty() ? null : items.get(PathShape.of(path));
  }

  /** The Security Requirement Objects of an operation, or null where nothing is said. */
  public @Nullable List<Map<String, Object>> security(FileItem item, String method) {
    List<Map<String, Object>> own = item.security(method);
    return own == null ? security : own;
  }

  /** The ids of all operations. */
  public Set<String> operationIds() {
    Set<String> ids = new HashSet<>();
    operationIds.forEach(id -> ids.add(String.valueOf(id)));
    return ids;
  }

  /** The name, or one like it that no schema here has. */
  public String freeSchemaName(String wanted) {
    return freeName("schemas", wanted);
  }

  /** The same for any section of the components, as {@code responses}. */
  public String freeName(String section, String wanted) {
    Map<String, Object> own = Members.object(components().get(section));
    String name = wanted;
    for (int i = 2; own.containsKey(name); i++) {
      name = wanted + i;
    }
    return name;
  }

  private Map<String, Object> components() {
    return Members.object(root.get("components"));
  }

  /** Puts what is said of the API as a whole; settings go before it. */
  public void putInfo(Map<String, Object> info, Settings settings) {
    Map<String, Object> own = new LinkedHashMap<>(Members.object(root.get("info")));
    own.remove(settings.find(Setting.TITLE) == null ? "" : "title");
    own.remove(settings.find(Setting.VERSION) == null ? "" : "version");
    info.putAll(own);
  }

  /** Server Objects; none where a setting has the public address. */
  public List<Map<String, Object>> servers(Settings settings) {
    return settings.find(Setting.PUBLIC_URL) == null
        ? Members.objects(root.get("servers"))
        : Collections.emptyList();
  }

  /** Tag Objects by name, in their order. */
  public Map<String, Map<String, Object>> tags() {
    Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
    Members.objects(root.get("tags"))
        .forEach(tag -> byName.put(String.valueOf(tag.get("name")), tag));
    return byName;
  }

  /** Security Scheme Objects by name. */
  public Map<String, Object> schemes() {
    return Members.object(components().get(SCHEMES));
  }

  /** Puts all other components, in place of those of the same name. */
  public void putComponents(Map<String, Object> ours) {
    components()
        .forEach(
            (section, content) -> {
              if (section.startsWith("x-")) {
                ours.put(section, content);
              } else if (!section.equals(SCHEMES)) {
                Map<String, Object> all = new TreeMap<>(Members.object(ours.get(section)));
                all.putAll(Members.object(content));
                ours.put(section, all);
              }
            });
  }

  /** Puts extensions of the Paths Object. */
  public void putPathExtensions(Map<String, Object> paths) {
    Members.object(root.get("paths"))
        .forEach(
            (name, value) -> {
              if (name.startsWith("x-")) {
                paths.put(name, value);
              }
            });
  }

  /** Puts what ends a document: links, extensions, webhooks. */
  public void putRest(Map<String, Object> document) {
    root.forEach(
        (name, value) -> {
          if (!JOINED.contains(name)) {
            document.put(name, value);
          }
        });
  }
}
