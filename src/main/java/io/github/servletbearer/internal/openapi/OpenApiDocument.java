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
import io.github.servletbearer.internal.openapi.file.OpenApiFile;
import io.github.servletbearer.internal.openapi.framework.FrameworkReader;
import io.github.servletbearer.internal.openapi.framework.FrontController;
import io.github.servletbearer.internal.openapi.jaxrs.JaxRsReader;
import io.github.servletbearer.internal.openapi.schema.Schemas;
import io.github.servletbearer.internal.openapi.security.SecuritySchemes;
import io.github.servletbearer.internal.openapi.security.ServerUrls;
import io.github.servletbearer.internal.openapi.springmvc.SpringMvcReader;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
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
          + " a bearer filter, has swagger annotations, is named in `documentServlets` or described"
          + " in `openapiFile`.";

  private final Settings settings;
  private final Coverage coverage;
  private final Set<String> warnings = new TreeSet<>();
  private final ApplicationFiles files;
  private final ClassIndex index;
  private final DocumentInfo definition;
  private final OpenApiFile file;
  private final FixedObjects fixed;
  private final OAuthOperations oauth;
  private final OperationPaths paths;
  private final Map<String, Object> object = new LinkedHashMap<>();

  private OpenApiDocument(
      Settings settings, Coverage coverage, ApplicationFiles files, OpenApiFile file) {
    this.settings = settings;
    this.coverage = coverage;
    this.files = files;
    this.file = file;
    fixed = new FixedObjects(file::freeSchemaName);
    index = new ClassIndex(files);
    definition = new DocumentInfo(settings, warnings);
    oauth = new OAuthOperations(settings, fixed);
    paths = new OperationPaths(settings, coverage, file, warnings);
  }

  /** Builds the document. */
  public static OpenApiDocument of(
      Settings settings, Coverage coverage, ApplicationFiles files, OpenApiFile file) {
    OpenApiDocument document = new OpenApiDocument(settings, coverage, files, file);
    document.build();
    return document;
  }

  /** The OpenAPI Object (OAS 3.0.3 4.7.1). */
  public Map<String, Object> object() {
    return object;
  }

  public byte[] json() {
    return Json.pretty(object);
  }

  /**
   * Where the application's annotations, or its own document, declare what its filters do not
   * enforce, or name what the document cannot show: sentences, sorted.
   */
  public Collection<String> warnings() {
    return Collections.unmodifiableCollection(warnings);
  }

  /**
   * The same without building the document: the classes of bodies and what is behind frameworks are
   * not read.
   */
  public static Collection<String> warningsOfServlets(
      Settings settings, Coverage coverage, ClassFiles files, OpenApiFile file) {
    OpenApiDocument document =
        new OpenApiDocument(settings, coverage, ApplicationFiles.of(files), file);
    document.reserve(Endpoint.TOKEN);
    document.reserve(Endpoint.REVOKE);
    ClassIndex none = new ClassIndex(className -> null);
    Schemas schemas = new Schemas(none, settings.get(Setting.OPENAPI_VERSION));
    Contradictions contradictions = new Contradictions();
    document.forEachOperation(
        new SwaggerAnnotations(schemas), Collections.emptyList(), contradictions::add);
    contradictions.addTo(document.warnings);
    document.fileOperations().warn(document.warnings);
    return document.warnings();
  }

  private FileOperations fileOperations() {
    return new FileOperations(file, settings, coverage);
  }

  private void build() {
    SecuritySchemes schemes =
        new SecuritySchemes(settings, new ServerUrls(settings), coverage.deployment());
    Schemas schemas = new Schemas(index, settings.get(Setting.OPENAPI_VERSION));
    schemas.define(file.freeSchemaName(DocumentedErrors.SCHEMA), fixed.get("errorSchema"));
    PathItems items = new PathItems();
    file.operationIds().forEach(items::freeOperationId);
    boolean login = addOwn(items, schemas);
    DocumentedErrors errors = new DocumentedErrors(fixed, file);
    Operations operations = new Operations(settings, schemes, items, errors);
    SwaggerAnnotations annotations = new SwaggerAnnotations(schemas);
    FileOperations written = fileOperations();
    Contradictions contradictions = new Contradictions();
    forEachOperation(
        annotations,
        readers(annotations, schemas),
        placed -> {
          contradictions.add(placed);
          operations.add(written.refined(placed));
        });
    contradictions.addTo(warnings);
    written.warn(warnings);
    written.forEachOther(operations::add);
    object.put("openapi", settings.get(Setting.OPENAPI_VERSION));
    object.put("info", info(operations.tags().isEmpty()));
    object.put("servers", servers());
    object.put(
        "tags",
        DocumentTags.of(
            file.tags(),
            definition.tags(),
            operations.tags(),
            login ? oauth.tagDescription() : null));
    written.putFields(items);
    Map<String, Object> paths = items.objects();
    file.putPathExtensions(paths);
    object.put("paths", paths);
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", UsedSchemas.of(schemas.components(), paths, errors.components()));
    if (!errors.components().isEmpty()) {
      components.put("responses", errors.components());
    }
    Map<String, Object> others = new LinkedHashMap<>(definition.schemes());
    others.putAll(file.schemes());
    components.put("securitySchemes", schemes.objects(others));
    file.putComponents(components);
    object.put("components", components);
    definition.putRest(object);
    file.putRest(object);
  }

  /** The Info Object; it says why, where there is no operation of the application. */
  private Map<String, Object> info(boolean isEmpty) {
    Map<String, Object> info = definition.info();
    file.putInfo(info, settings);
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
      if (deployment.isContainersOwn(servlet) || servlet.isOurs()) {
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
      schemas.define(file.freeSchemaName(OAuthOperations.TAG), oauth.tokenSchema());
      items.add(
          issues, "post", named("token", withOtherFilters(Endpoint.TOKEN, oauth.token()), items));
    }
    String revokes = reserve(Endpoint.REVOKE);
    if (revokes != null) {
      items.add(
          revokes,
          "post",
          named("revoke", withOtherFilters(Endpoint.REVOKE, oauth.revoke()), items));
    }
    return issues != null || revokes != null;
  }

  private static Map<String, Object> named(
      String id, Map<String, Object> operation, PathItems items) {
    operation.put("operationId", items.freeOperationId(id));
    return operation;
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
    servers.addAll(file.servers(settings));
    return servers;
  }
}
