// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.json.Json;
import io.github.servletbearer.internal.openapi.annotation.DocumentInfo;
import io.github.servletbearer.internal.openapi.annotation.DocumentedOperation;
import io.github.servletbearer.internal.openapi.annotation.DocumentedServlet;
import io.github.servletbearer.internal.openapi.annotation.ServletReader;
import io.github.servletbearer.internal.openapi.annotation.SwaggerAnnotations;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.classfile.ServletClasses;
import io.github.servletbearer.internal.openapi.framework.FrameworkReader;
import io.github.servletbearer.internal.openapi.framework.FrontController;
import io.github.servletbearer.internal.openapi.jaxrs.JaxRsReader;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import io.github.servletbearer.internal.openapi.security.SecuritySchemes;
import io.github.servletbearer.internal.openapi.security.ServerUrls;
import io.github.servletbearer.internal.openapi.springmvc.SpringMvcReader;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.Endpoints;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds the OpenAPI document: paths and security from the deployment, texts from annotations in
 * class files. The same application gives the same bytes.
 */
public final class OpenApiDocument {
  private static final String NO_OPERATIONS =
      "No operation of the application is listed: none of its servlets that can be shown is behind"
          + " a bearer filter, has swagger annotations or is named in `documentServlets`.";

  private final Settings settings;
  private final Coverage coverage;
  private final Set<String> warnings = new TreeSet<>();
  private final ApplicationFiles files;
  private final ClassIndex index;
  private final DocumentInfo definition;
  private final FixedObjects fixed = new FixedObjects();
  private final OAuthOperations oauth;
  private final OperationPaths paths;

  private OpenApiDocument(Settings settings, Coverage coverage, ApplicationFiles files) {
    this.settings = settings;
    this.coverage = coverage;
    this.files = files;
    index = new ClassIndex(files);
    definition = new DocumentInfo(settings, warnings);
    oauth = new OAuthOperations(settings, fixed);
    paths = new OperationPaths(settings, coverage, warnings);
  }

  public static byte[] json(Settings settings, Coverage coverage, ApplicationFiles files) {
    return Json.pretty(build(settings, coverage, files));
  }

  /** The OpenAPI Object (OAS 3.0.3 4.7.1). */
  public static Map<String, Object> build(
      Settings settings, Coverage coverage, ApplicationFiles files) {
    return new OpenApiDocument(settings, coverage, files).build();
  }

  /**
   * Where the application's annotations declare what its filters do not enforce, or name what the
   * document cannot show: sentences, sorted. The document is not built, the classes of bodies and
   * what is behind frameworks are not read.
   */
  public static List<String> warnings(Settings settings, Coverage coverage, ClassFiles files) {
    OpenApiDocument document = new OpenApiDocument(settings, coverage, ApplicationFiles.of(files));
    document.reserve(Endpoint.TOKEN);
    document.reserve(Endpoint.REVOKE);
    ClassIndex none = new ClassIndex(className -> null);
    Schemas schemas = new Schemas(none, settings.get(Setting.OPENAPI_VERSION));
    document.forEachOperation(
        new SwaggerAnnotations(schemas), Collections.emptyList(), document::warn);
    return new ArrayList<>(document.warnings);
  }

  private void warn(PlacedOperation placed) {
    Set<String> sentences = new LinkedHashSet<>();
    sentences.addAll(
        placed.servlet().annotations().declaredSecurity().contradictions(placed.security()));
    sentences.addAll(placed.operation().declaredSecurity().contradictions(placed.security()));
    for (String sentence : sentences) {
      warnings.add(
          String.format(
              "Servlet %s, %s %s %s.",
              placed.servlet().entry().name(), placed.httpMethod(), placed.path(), sentence));
    }
  }

  private Map<String, Object> build() {
    SecuritySchemes schemes =
        new SecuritySchemes(settings, new ServerUrls(settings), coverage.deployment());
    Schemas schemas = new Schemas(index, settings.get(Setting.OPENAPI_VERSION));
    schemas.define(DocumentedErrors.SCHEMA, fixed.get("errorSchema"));
    PathItems items = new PathItems();
    boolean login = addOwn(items, schemas);
    Operations operations = new Operations(settings, schemes, items, new DocumentedErrors(fixed));
    SwaggerAnnotations annotations = new SwaggerAnnotations(schemas);
    forEachOperation(annotations, readers(annotations, schemas), operations::add);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", settings.get(Setting.OPENAPI_VERSION));
    document.put("info", info(operations.tags().isEmpty()));
    document.put("servers", servers());
    document.put("tags", tags(operations.tags(), login ? oauth.tagDescription() : null));
    document.put("paths", items.objects());
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", schemas.components());
    components.put("securitySchemes", schemes.objects(definition.schemes()));
    document.put("components", components);
    definition.putRest(document);
    return document;
  }

  /** The Info Object; it says why, where there is no operation of the application. */
  private Map<String, Object> info(boolean isEmpty) {
    Map<String, Object> info = definition.info();
    if (isEmpty) {
      info.merge("description", NO_OPERATIONS, (own, why) -> own + "\n\n" + why);
    }
    return info;
  }

  /** What reads the frameworks of the application. */
  private List<FrameworkReader> readers(SwaggerAnnotations annotations, Schemas schemas) {
    ClassSearch search = new ClassSearch(files, index);
    return Arrays.asList(
        new JaxRsReader(search, annotations, schemas),
        new SpringMvcReader(search, annotations, schemas));
  }

  /** Hands over the operations of the application's own servlets. */
  private void forEachOperation(
      SwaggerAnnotations annotations,
      List<FrameworkReader> readers,
      Consumer<PlacedOperation> action) {
    Deployment deployment = coverage.deployment();
    Map<String, String> parameters = deployment.webXml().contextParameters();
    ServletReader reader = new ServletReader(index, annotations);
    for (ServletEntry servlet : deployment.servlets()) {
      if (deployment.isContainersOwn(servlet)
          || Endpoints.SERVLET_CLASS.equals(servlet.className())) {
        continue;
      }
      ClassInfo type = ofTheApplication(servlet);
      if (type != null) {
        definition.read(type, index);
      }
      DocumentedServlet documented =
          servlet.patterns().isEmpty() ? null : reader.read(servlet, type);
      if (documented != null) {
        FrontController front = FrontController.of(servlet, index.superclasses(), parameters);
        paths.forEach(withFramework(documented, front, readers), action);
      }
    }
    // After the servlets: where a path is of both, more is known of the servlet.
    for (OtherFilter filter : deployment.otherFilters()) {
      if (!filter.servedPatterns().isEmpty()) {
        FrontController front = FrontController.of(filter, index.superclasses(), parameters);
        DocumentedServlet served = ServletReader.ofFilter(filter);
        paths.forEach(filter, withFramework(served, front, readers), action);
      }
    }
  }

  /** With the operations of the first framework that is behind it, if any is. */
  private static DocumentedServlet withFramework(
      DocumentedServlet documented, FrontController front, List<FrameworkReader> readers) {
    for (FrameworkReader reader : readers) {
      List<DocumentedOperation> operations = reader.read(front);
      if (operations != null && !operations.isEmpty()) {
        return documented.with(operations);
      }
    }
    return documented;
  }

  /** The path of an OAuth endpoint of the companion servlet, or null where it offers nothing. */
  private @Nullable String reserve(Endpoint endpoint) {
    String path =
        endpoint == Endpoint.TOKEN && !oauth.isOffered()
            ? null
            : settings.endpoints().path(endpoint);
    if (path != null) {
      paths.reserve(path, "post");
    }
    return path;
  }

  /**
   * Adds the endpoints that issue and revoke tokens.
   *
   * @return whether there is any
   */
  private boolean addOwn(PathItems items, Schemas schemas) {
    String issues = reserve(Endpoint.TOKEN);
    if (issues != null) {
      schemas.define(OAuthOperations.TAG, oauth.tokenSchema());
      items.add(issues, "post", withOtherFilters(Endpoint.TOKEN, oauth.token()));
      items.freeOperationId("token");
    }
    String revokes = reserve(Endpoint.REVOKE);
    if (revokes != null) {
      items.add(revokes, "post", withOtherFilters(Endpoint.REVOKE, oauth.revoke()));
      items.freeOperationId("revoke");
    }
    return issues != null || revokes != null;
  }

  /** The operation; its description mentions another filter that may answer first. */
  private Map<String, Object> withOtherFilters(Endpoint endpoint, Map<String, Object> operation) {
    if (!settings.endpoints().mayAnswer(endpoint, coverage.deployment(), coverage).isEmpty()) {
      operation.computeIfPresent(
          "description",
          (key, text) -> text + " Another filter of the application may answer here first.");
    }
    return operation;
  }

  /** The class of a servlet of the application or its frameworks, or null. */
  private @Nullable ClassInfo ofTheApplication(ServletEntry servlet) {
    String name = servlet.className();
    if (name == null || ServletClasses.isForeign(name)) {
      return null;
    }
    return index.find(name);
  }

  /** The address of this document first, since it is always valid. */
  private List<Object> servers() {
    List<Object> servers = new ArrayList<>(new ServerUrls(settings).servers());
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
      login.put("name", OAuthOperations.TAG);
      login.put("description", loginDescription);
      Map<String, Object> own = ordered.remove(OAuthOperations.TAG);
      ordered.put(OAuthOperations.TAG, own == null || own.size() == 1 ? login : own);
    }
    return new ArrayList<>(ordered.values());
  }
}
