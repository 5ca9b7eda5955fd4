// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.schema.SharedObjects;
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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What describes the document as a whole: {@code @OpenAPIDefinition} and {@code @SecurityScheme} on
 * a servlet's class or its package. The first definition found counts, and settings go before it.
 * Not thread-safe.
 */
public final class DocumentInfo {
  private static final Set<String> API_KEY_PLACES =
      Collections.unmodifiableSet(new TreeSet<>(Arrays.asList("cookie", "header", "query")));

  private final Settings settings;
  private final Collection<String> warnings;
  private final Set<String> seen = new TreeSet<>();
  private final Map<String, Object> schemes = new TreeMap<>();
  private @Nullable AnnotationValues definition;

  /**
   * @param warnings takes what will not be shown
   */
  public DocumentInfo(Settings settings, Collection<String> warnings) {
    this.settings = settings;
    this.warnings = warnings;
  }

  /** Reads a servlet's class and its package-info. */
  public void read(ClassInfo servlet, ClassIndex index) {
    read(servlet);
    String name = servlet.name();
    int dot = name.lastIndexOf('.');
    ClassInfo ofPackage = dot < 0 ? null : index.find(name.substring(0, dot) + ".package-info");
    if (ofPackage != null) {
      read(ofPackage);
    }
  }

  private void read(ClassInfo declaration) {
    String name = declaration.name();
    if (!seen.add(name)) {
      return;
    }
    AnnotationValues found = declaration.annotation("OpenAPIDefinition");
    if (found != null && definition != null) {
      warnings.add(name + " has a second @OpenAPIDefinition; the document follows the first.");
    } else if (found != null) {
      definition = found;
      if (!found.children("security").isEmpty()) {
        warnings.add(
            name
                + " names security in @OpenAPIDefinition; the document shows what the filters"
                + " enforce, operation by operation.");
      }
    }
    for (AnnotationValues scheme : declaration.annotations("security.SecurityScheme")) {
      addScheme(name, scheme);
    }
  }

  private void addScheme(String className, AnnotationValues scheme) {
    String name = scheme.text("name");
    String where = className + " declares the security scheme " + name;
    Map<String, Object> object = scheme(scheme, settings.get(Setting.OPENAPI_VERSION));
    if (settings.schemes().containsKey(name)) {
      warnings.add(where + ", which a filter has already; the document shows the filter's.");
    } else if (object.isEmpty() || !name.matches("[A-Za-z0-9._-]+")) {
      warnings.add(where + " without what its type needs; the document does not show it.");
    } else {
      schemes.putIfAbsent(name, object);
    }
  }

  /** A Security Scheme Object (OAS 3.0.3 4.7.27), or an empty map if something is missing. */
  private static Map<String, Object> scheme(AnnotationValues definition, String openapiVersion) {
    Map<String, Object> scheme = new LinkedHashMap<>();
    switch (definition.constant("type")) {
      case "APIKEY":
        scheme.put("type", "apiKey");
        definition.copy(scheme, "description");
        definition.copy("paramName", scheme, "name");
        scheme.put("in", definition.constant("in").toLowerCase(Locale.ROOT));
        boolean placed = API_KEY_PLACES.contains(scheme.get("in"));
        return complete(definition, scheme, placed && scheme.containsKey("name"));
      case "HTTP":
        scheme.put("type", "http");
        definition.copy(scheme, "description", "scheme", "bearerFormat");
        return complete(definition, scheme, scheme.containsKey("scheme"));
      case "OPENIDCONNECT":
        scheme.put("type", "openIdConnect");
        definition.copy(scheme, "description", "openIdConnectUrl");
        return complete(definition, scheme, scheme.containsKey("openIdConnectUrl"));
      case "OAUTH2":
        scheme.put("type", "oauth2");
        definition.copy(scheme, "description");
        Map<String, Object> flows = flows(definition.child("flows"));
        scheme.put("flows", flows);
        return complete(definition, scheme, !flows.isEmpty());
      case "MUTUALTLS":
        scheme.put("type", "mutualTLS");
        definition.copy(scheme, "description");
        return complete(definition, scheme, !openapiVersion.startsWith("3.0")); // new in 3.1
      default:
        return Collections.emptyMap();
    }
  }

  private static Map<String, Object> complete(
      AnnotationValues definition, Map<String, Object> scheme, boolean complete) {
    SharedObjects.putExtensions(definition, scheme);
    return complete ? scheme : Collections.emptyMap();
  }

  /** OAuth Flow Objects (OAS 3.0.3 4.7.29) that have the addresses which they need. */
  private static Map<String, Object> flows(@Nullable AnnotationValues flows) {
    Map<String, Object> objects = new LinkedHashMap<>();
    if (flows == null) {
      return objects;
    }
    putFlow(flows, "implicit", objects, "authorizationUrl");
    putFlow(flows, "password", objects, "tokenUrl");
    putFlow(flows, "clientCredentials", objects, "tokenUrl");
    putFlow(flows, "authorizationCode", objects, "authorizationUrl", "tokenUrl");
    return objects;
  }

  private static void putFlow(
      AnnotationValues flows, String name, Map<String, Object> objects, String... needed) {
    AnnotationValues flow = flows.child(name);
    if (flow == null) {
      return;
    }
    Map<String, Object> object = new LinkedHashMap<>();
    for (String url : needed) {
      flow.copy(object, url);
    }
    boolean complete = object.size() == needed.length;
    flow.copy(object, "refreshUrl");
    Map<String, Object> scopes = new TreeMap<>();
    for (AnnotationValues scope : flow.children("scopes")) {
      scopes.put(scope.text("name"), scope.text("description"));
    }
    object.put("scopes", scopes);
    SharedObjects.putExtensions(flow, object);
    if (complete) {
      objects.put(name, object);
    }
  }

  /** The application's Security Scheme Objects, by name. */
  public Map<String, Object> schemes() {
    return schemes;
  }

  /** The Info Object (OAS 3.0.3 4.7.2). */
  public Map<String, Object> info() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", settings.title());
    AnnotationValues about = definition == null ? null : definition.child("info");
    if (about == null) {
      info.put("version", settings.get(Setting.VERSION));
      return info;
    }
    if (settings.find(Setting.TITLE) == null) {
      about.copy(info, "title");
    }
    if (!settings.get(Setting.OPENAPI_VERSION).startsWith("3.0")) {
      about.copy(info, "summary");
    }
    about.copy(info, "description", "termsOfService");
    SharedObjects.put(info, "contact", contact(about.child("contact")));
    SharedObjects.put(info, "license", license(about.child("license")));
    info.put("version", settings.get(Setting.VERSION));
    if (settings.find(Setting.VERSION) == null) {
      about.copy(info, "version");
    }
    SharedObjects.putExtensions(about, info);
    return info;
  }

  private static Map<String, Object> contact(@Nullable AnnotationValues definition) {
    Map<String, Object> contact = new LinkedHashMap<>();
    if (definition != null) {
      definition.copy(contact, "name", "url", "email");
      SharedObjects.putExtensions(definition, contact);
    }
    return contact;
  }

  /** A License Object (OAS 3.0.3 4.7.4), whose name is compulsory. */
  private Map<String, Object> license(@Nullable AnnotationValues definition) {
    Map<String, Object> license = new LinkedHashMap<>();
    if (definition == null || definition.text("name").isEmpty()) {
      return license;
    }
    definition.copy(license, "name", "url");
    if (!settings.get(Setting.OPENAPI_VERSION).startsWith("3.0") && !license.containsKey("url")) {
      definition.copy(license, "identifier"); // OAS 3.1.0 4.8.4: one of the two
    }
    SharedObjects.putExtensions(definition, license);
    return license;
  }

  /** The application's Server Objects; none where a setting has the public address. */
  public List<Object> servers() {
    return definition == null || settings.find(Setting.PUBLIC_URL) != null
        ? new ArrayList<>()
        : SharedObjects.servers(definition.children("servers"));
  }

  /** Tag Objects by name, in the order of the definition. */
  public Map<String, Map<String, Object>> tags() {
    return definition == null
        ? new LinkedHashMap<>()
        : SharedObjects.tags(definition.children("tags"));
  }

  /** Adds the fields that end the document: where to read more, and extensions. */
  public void putRest(Map<String, Object> document) {
    if (definition != null) {
      SharedObjects.putDocs(definition, document);
      SharedObjects.putExtensions(definition, document);
    }
  }
}
