// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.annotation;

import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.schema.SharedObjects;
import io.github.servletbearer.internal.settings.Settings;
import java.util.ArrayList;
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
 * What the application says of the document as a whole: {@code @OpenAPIDefinition} and
 * {@code @SecurityScheme} on a servlet's class or its package. The first definition found counts,
 * and settings go before it. Not thread-safe.
 */
public final class DocumentInfo {
  private final Settings settings;
  private final Collection<String> warnings;
  private final Set<String> seen = new TreeSet<>();
  private final Map<String, Object> schemes = new TreeMap<>();
  private @Nullable AnnotationValues said;

  /**
   * Nothing said yet.
   *
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
    AnnotationValues definition = declaration.annotation("OpenAPIDefinition");
    if (definition != null && said != null) {
      warnings.add(name + " has a second @OpenAPIDefinition; the document follows the first.");
    } else if (definition != null) {
      said = definition;
      if (!definition.children("security").isEmpty()) {
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
    Map<String, Object> object = scheme(scheme, settings.openapiVersion());
    if (settings.schemes().containsKey(name)) {
      warnings.add(where + ", which a filter has already; the document shows the filter's.");
    } else if (object.isEmpty() || !name.matches("[A-Za-z0-9._-]+")) {
      warnings.add(where + " without what its type needs; the document does not show it.");
    } else {
      schemes.putIfAbsent(name, object);
    }
  }

  /** A Security Scheme Object (OAS 3.0.3 4.7.27), or an empty map if something is missing. */
  private static Map<String, Object> scheme(AnnotationValues said, String openapiVersion) {
    Map<String, Object> scheme = new LinkedHashMap<>();
    switch (said.constant("type")) {
      case "APIKEY":
        scheme.put("type", "apiKey");
        said.copy("description", scheme);
        said.copy("paramName", scheme, "name");
        scheme.put("in", said.constant("in").toLowerCase(Locale.ROOT));
        return complete(said, scheme, scheme.containsKey("name") && !"".equals(scheme.get("in")));
      case "HTTP":
        scheme.put("type", "http");
        said.copy("description", scheme);
        said.copy("scheme", scheme);
        said.copy("bearerFormat", scheme);
        return complete(said, scheme, scheme.containsKey("scheme"));
      case "OPENIDCONNECT":
        scheme.put("type", "openIdConnect");
        said.copy("description", scheme);
        said.copy("openIdConnectUrl", scheme);
        return complete(said, scheme, scheme.containsKey("openIdConnectUrl"));
      case "OAUTH2":
        scheme.put("type", "oauth2");
        said.copy("description", scheme);
        Map<String, Object> flows = flows(said.child("flows"));
        scheme.put("flows", flows);
        return complete(said, scheme, !flows.isEmpty());
      case "MUTUALTLS":
        scheme.put("type", "mutualTLS");
        said.copy("description", scheme);
        return complete(said, scheme, !openapiVersion.startsWith("3.0")); // new in 3.1
      default:
        return Collections.emptyMap();
    }
  }

  private static Map<String, Object> complete(
      AnnotationValues said, Map<String, Object> scheme, boolean complete) {
    SharedObjects.putExtensions(said, scheme);
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
      flow.copy(url, object);
    }
    boolean complete = object.size() == needed.length;
    flow.copy("refreshUrl", object);
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

  /** Security Scheme Objects beside ours, by name. */
  public Map<String, Object> schemes() {
    return schemes;
  }

  /** The Info Object (OAS 3.0.3 4.7.2). */
  public Map<String, Object> info() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", settings.title());
    AnnotationValues words = said == null ? null : said.child("info");
    if (words == null) {
      info.put("version", settings.version());
      return info;
    }
    if (!settings.hasTitle()) {
      words.copy("title", info);
    }
    if (!settings.openapiVersion().startsWith("3.0")) {
      words.copy("summary", info);
    }
    words.copy("description", info);
    words.copy("termsOfService", info);
    put(info, "contact", contact(words.child("contact")));
    put(info, "license", license(words.child("license")));
    info.put("version", settings.version());
    if (!settings.hasVersion()) {
      words.copy("version", info);
    }
    SharedObjects.putExtensions(words, info);
    return info;
  }

  private static Map<String, Object> contact(@Nullable AnnotationValues said) {
    Map<String, Object> contact = new LinkedHashMap<>();
    if (said != null) {
      said.copy("name", contact);
      said.copy("url", contact);
      said.copy("email", contact);
      SharedObjects.putExtensions(said, contact);
    }
    return contact;
  }

  /** A License Object (OAS 3.0.3 4.7.4), whose name is compulsory. */
  private Map<String, Object> license(@Nullable AnnotationValues said) {
    Map<String, Object> license = new LinkedHashMap<>();
    if (said == null || said.text("name").isEmpty()) {
      return license;
    }
    said.copy("name", license);
    said.copy("url", license);
    if (!settings.openapiVersion().startsWith("3.0") && !license.containsKey("url")) {
      said.copy("identifier", license); // OAS 3.1.0 4.8.4: one of the two
    }
    SharedObjects.putExtensions(said, license);
    return license;
  }

  /** The Server Objects besides ours; none where a setting says the public address. */
  public List<Object> servers() {
    return said == null || settings.publicUrl() != null
        ? new ArrayList<>()
        : SharedObjects.servers(said.children("servers"));
  }

  /** Tag Objects by name, in the order of the definition. */
  public Map<String, Map<String, Object>> tags() {
    return said == null ? new LinkedHashMap<>() : SharedObjects.tags(said.children("tags"));
  }

  /** Adds the fields that end the document: where to read more, and extensions. */
  public void putRest(Map<String, Object> document) {
    if (said != null) {
      SharedObjects.putDocs(said, document);
      SharedObjects.putExtensions(said, document);
    }
  }

  private static void put(Map<String, Object> fields, String key, Map<String, Object> object) {
    if (!object.isEmpty()) {
      fields.put(key, object);
    }
  }
}
