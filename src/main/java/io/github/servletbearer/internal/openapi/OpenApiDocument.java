// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.config.Endpoint;
import io.github.servletbearer.internal.config.Endpoints;
import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.ServletEntry;
import io.github.servletbearer.internal.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the OpenAPI document: paths and locks from the deployment, words from annotations. The
 * same application gives the same bytes.
 */
public final class OpenApiDocument {
  private final Settings settings;
  private final ServerUrls urls;
  private final SecuritySchemes schemes;
  private final Schemas schemas;
  private final ServletReader reader;

  private OpenApiDocument(Settings settings, ClassLoader loader, AnnotationSource annotations) {
    this.settings = settings;
    urls = new ServerUrls(settings);
    schemes = new SecuritySchemes(settings, urls);
    schemas = new Schemas(annotations, settings.openapiVersion());
    reader = new ServletReader(loader, annotations, schemas);
  }

  /**
   * The document as JSON.
   *
   * @param loader the application's class loader
   */
  public static byte[] json(Settings settings, Deployment deployment, ClassLoader loader) {
    return Json.pretty(build(settings, deployment, loader, AnnotationSource.present()));
  }

  /** The document as JSON. */
  public static byte[] json(Settings settings, Deployment deployment, ClassFiles files) {
    return json(
        settings, deployment, OpenApiDocument.class.getClassLoader()); // until files are read
  }

  static Map<String, Object> build(
      Settings settings, Deployment deployment, ClassLoader loader, AnnotationSource annotations) {
    return new OpenApiDocument(settings, loader, annotations).build(deployment);
  }

  /** The OpenAPI Object (OAS 3.0.3 4.7.1). */
  private Map<String, Object> build(Deployment deployment) {
    schemas.define(ErrorResponses.SCHEMA, ErrorResponses.schema());
    String token = settings.endpoints().path(Endpoint.TOKEN);
    if (token != null) {
      schemas.define(TokenOperation.NAME, TokenOperation.schema());
    }
    PathItems items = new PathItems();
    Map<String, String> tags = new TreeMap<>();
    if (token != null) {
      items.add(items.unify(token), "post", TokenOperation.object());
      items.freeOperationId("token");
    }
    Operations operations = new Operations(settings, deployment, schemes, items, tags);
    for (ServletEntry servlet : deployment.servlets()) {
      if (servlet.patterns().isEmpty() || Endpoints.SERVLET_CLASS.equals(servlet.className())) {
        continue;
      }
      DocumentedServlet documented = reader.read(servlet);
      if (documented != null) {
        operations.add(documented);
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", settings.openapiVersion());
    document.put("info", info());
    document.put("servers", servers());
    document.put("tags", tags(tags, token != null));
    document.put("paths", items.objects());
    document.put("components", components());
    return document;
  }

  private Map<String, Object> info() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", settings.title());
    info.put("version", settings.version());
    return info;
  }

  private List<Object> servers() {
    return Collections.singletonList(Collections.singletonMap("url", urls.root()));
  }

  /** Tag Objects (OAS 3.0.3 4.7.22) by name; the login comes last. */
  private static List<Object> tags(Map<String, String> tags, boolean token) {
    Map<String, String> ordered = new LinkedHashMap<>(tags);
    if (token) {
      String said = ordered.remove(TokenOperation.NAME);
      ordered.put(TokenOperation.NAME, said == null || said.isEmpty() ? "The login" : said);
    }
    List<Object> objects = new ArrayList<>();
    ordered.forEach(
        (name, description) -> {
          Map<String, Object> tag = new LinkedHashMap<>();
          tag.put("name", name);
          if (!description.isEmpty()) {
            tag.put("description", description);
          }
          objects.add(tag);
        });
    return objects;
  }

  private Map<String, Object> components() {
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", schemas.components());
    components.put("securitySchemes", schemes.objects());
    return components;
  }
}
