// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.json.Json;
import io.github.servletbearer.internal.openapi.annotation.DocumentInfo;
import io.github.servletbearer.internal.openapi.annotation.DocumentedServlet;
import io.github.servletbearer.internal.openapi.annotation.ServletReader;
import io.github.servletbearer.internal.openapi.annotation.SwaggerAnnotations;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.ServletClasses;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import io.github.servletbearer.internal.openapi.security.SecuritySchemes;
import io.github.servletbearer.internal.openapi.security.ServerUrls;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.Endpoints;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Builds the OpenAPI document: paths and locks from the deployment, words from annotations in class
 * files. The same application gives the same bytes.
 */
public final class OpenApiDocument {
  private final Settings settings;
  private final Set<String> warnings = new TreeSet<>();
  private final ServerUrls urls;
  private final SecuritySchemes schemes;
  private final ClassIndex index;
  private final Schemas schemas;
  private final ServletReader reader;
  private final DocumentInfo definition;

  private OpenApiDocument(Settings settings, ClassFiles files) {
    this.settings = settings;
    urls = new ServerUrls(settings);
    schemes = new SecuritySchemes(settings, urls);
    index = new ClassIndex(files);
    schemas = new Schemas(index, settings.get(Setting.OPENAPI_VERSION));
    reader = new ServletReader(index, new SwaggerAnnotations(schemas));
    definition = new DocumentInfo(settings, warnings);
  }

  /** The document as JSON. */
  public static byte[] json(Settings settings, Deployment deployment, ClassFiles files) {
    return Json.pretty(build(settings, deployment, files));
  }

  /**
   * Where the application's annotations promise what its filters do not keep, or name what the
   * document cannot show: sentences, sorted.
   */
  public static List<String> warnings(Settings settings, Deployment deployment, ClassFiles files) {
    OpenApiDocument document = new OpenApiDocument(settings, files);
    document.build(deployment);
    return new ArrayList<>(document.warnings);
  }

  public static Map<String, Object> build(
      Settings settings, Deployment deployment, ClassFiles files) {
    return new OpenApiDocument(settings, files).build(deployment);
  }

  /** The OpenAPI Object (OAS 3.0.3 4.7.1). */
  private Map<String, Object> build(Deployment deployment) {
    schemas.define(DocumentedErrors.SCHEMA, DocumentedErrors.schema());
    PathItems items = new PathItems();
    Map<String, Map<String, Object>> tags = new TreeMap<>();
    TokenOperation token = new TokenOperation(settings);
    boolean tagged = addOurs(items, token, deployment);
    Operations operations = new Operations(settings, deployment, schemes, items, tags, warnings);
    for (ServletEntry servlet : deployment.servlets()) {
      ClassInfo type = ofTheApplication(servlet);
      if (type == null) {
        continue;
      }
      definition.read(type, index);
      DocumentedServlet documented =
          servlet.patterns().isEmpty() ? null : reader.read(servlet, type);
      if (documented != null) {
        operations.add(documented);
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", settings.get(Setting.OPENAPI_VERSION));
    document.put("info", definition.info());
    document.put("servers", servers());
    document.put("tags", tags(tags, tagged ? token.tagDescription() : null));
    document.put("paths", items.objects());
    document.put("components", components());
    definition.putRest(document);
    return document;
  }

  /**
   * Adds the endpoints at which tokens begin and end.
   *
   * @return whether there is any
   */
  private boolean addOurs(PathItems items, TokenOperation token, Deployment deployment) {
    String issues = settings.endpoints().path(Endpoint.TOKEN);
    if (issues != null && token.isOffered()) {
      schemas.define(OAuthForm.TAG, token.schema());
      items.add(items.unify(issues), "post", ours(Endpoint.TOKEN, token.object(), deployment));
      items.freeOperationId("token");
    }
    String revokes = settings.endpoints().path(Endpoint.REVOKE);
    if (revokes != null) {
      Map<String, Object> revoke = RevokeOperation.object(token.hasClients());
      items.add(items.unify(revokes), "post", ours(Endpoint.REVOKE, revoke, deployment));
      items.freeOperationId("revoke");
    }
    return issues != null && token.isOffered() || revokes != null;
  }

  /** An operation of ours; where another filter may answer, it says that it promises nothing. */
  private Map<String, Object> ours(
      Endpoint endpoint, Map<String, Object> operation, Deployment deployment) {
    Coverage coverage = settings.coverage(deployment);
    if (!settings.endpoints().mayAnswer(endpoint, deployment, coverage).isEmpty()) {
      operation.computeIfPresent(
          "description",
          (key, words) -> words + " Another filter of the application may answer here first.");
    }
    return operation;
  }

  /** The class of a servlet that the application itself has written, or null. */
  private @Nullable ClassInfo ofTheApplication(ServletEntry servlet) {
    String name = servlet.className();
    if (name == null || name.equals(Endpoints.SERVLET_CLASS) || ServletClasses.isForeign(name)) {
      return null;
    }
    return index.find(name);
  }

  /** Ours first: the one that is always right is what the page begins with. */
  private List<Object> servers() {
    List<Object> servers = new ArrayList<>(urls.servers());
    servers.addAll(definition.servers());
    return servers;
  }

  /** Tag Objects (OAS 3.0.3 4.7.22): the definition's, the others by name, the login last. */
  private List<Object> tags(
      Map<String, Map<String, Object>> used, @Nullable String loginDescription) {
    Map<String, Map<String, Object>> ordered = new LinkedHashMap<>(definition.tags());
    used.forEach((name, tag) -> ordered.merge(name, tag, (a, b) -> a.size() > 1 ? a : b));
    if (loginDescription != null) {
      Map<String, Object> login = new LinkedHashMap<>();
      login.put("name", OAuthForm.TAG);
      login.put("description", loginDescription);
      Map<String, Object> said = ordered.remove(OAuthForm.TAG);
      ordered.put(OAuthForm.TAG, said == null || said.size() == 1 ? login : said);
    }
    return new ArrayList<>(ordered.values());
  }

  private Map<String, Object> components() {
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", schemas.components());
    components.put("securitySchemes", schemes.objects(definition.schemes()));
    return components;
  }
}
