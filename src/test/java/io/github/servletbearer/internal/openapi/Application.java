// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.openapi.file.OneFile;
import io.github.servletbearer.internal.openapi.file.OpenApiFile;
import io.github.servletbearer.internal.openapi.file.OpenApiFileReader;
import io.github.servletbearer.internal.openapi.page.DocsEndpoint;
import io.github.servletbearer.internal.provider.ProviderMetadata;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** An application that consists of a web.xml, written piece by piece. */
public final class Application {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final StringBuilder webXml = new StringBuilder();
  private final Map<String, String> contextParameters = new TreeMap<>();

  private String openApiFile = "";

  private ApplicationFiles files =
      ApplicationFiles.of(ClassFiles.of(Application.class.getClassLoader()));

  /** Takes the class files from somewhere else. */
  Application files(ClassFiles files) {
    return files(ApplicationFiles.of(files));
  }

  /** Takes all files from somewhere else. */
  public Application files(ApplicationFiles files) {
    this.files = files;
    return this;
  }

  /** Has a document of its own, at the usual place. */
  public Application ownDocument(String json) {
    openApiFile = json;
    return set("openapiFile", "/WEB-INF/openapi.json");
  }

  /** The companion servlet with all endpoints. */
  public Application companion() {
    return servlet(
        "bearer", "io.github.servletbearer.BearerServlet", "/token", "/openapi.json", "/docs/*");
  }

  public Application set(String name, String value) {
    contextParameters.put("bearer." + name, value);
    return this;
  }

  public Application servlet(String name, Class<?> type, String... patterns) {
    return servlet(name, type.getName(), patterns);
  }

  public Application servlet(String name, String className, String... patterns) {
    webXml.append("<servlet><servlet-name>" + name + "</servlet-name>");
    webXml.append("<servlet-class>" + className + "</servlet-class></servlet>");
    for (String pattern : patterns) {
      webXml.append("<servlet-mapping><servlet-name>" + name + "</servlet-name>");
      webXml.append("<url-pattern>" + pattern + "</url-pattern></servlet-mapping>");
    }
    return this;
  }

  /** A filter on a url-pattern, with init-params as name and value in turn. */
  public Application filter(String name, String pattern, String... parameters) {
    return filterOn(name, "<url-pattern>" + pattern + "</url-pattern>", parameters);
  }

  /** A filter with a mapping of any kind. */
  Application filterOn(String name, String mapping, String... parameters) {
    webXml.append("<filter><filter-name>" + name + "</filter-name>");
    webXml.append("<filter-class>io.github.servletbearer.BearerFilter</filter-class>");
    for (int i = 0; i < parameters.length; i += 2) {
      webXml.append("<init-param><param-name>" + parameters[i] + "</param-name>");
      webXml.append("<param-value>" + parameters[i + 1] + "</param-value></init-param>");
    }
    webXml.append("</filter><filter-mapping><filter-name>" + name + "</filter-name>");
    webXml.append(mapping + "</filter-mapping>");
    return this;
  }

  /** A filter of the application's own on a url-pattern. */
  Application otherFilter(String name, String className, String pattern) {
    webXml.append(WebXmlText.otherFilter(name, className));
    webXml.append(WebXmlText.filterMapping(name, pattern));
    return this;
  }

  Deployment deployment() {
    String xml = "<web-app>" + webXml + "</web-app>";
    try {
      return WebXmlText.deployment(
          WebXml.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Coverage coverage() {
    return settings().coverage(deployment());
  }

  Settings settings() {
    Problems problems = new Problems();
    Settings settings =
        SettingsReader.read(
            deployment(), Sources.ofProcess(contextParameters), "Shop & <Co>", problems);
    assertThat(problems.errors()).isEmpty();
    return settings;
  }

  private OpenApiFile openApiFile() {
    Problems problems = new Problems();
    OpenApiFile file =
        OpenApiFileReader.read(
            settings(), OneFile.of("/WEB-INF/openapi.json", openApiFile), problems);
    assertThat(problems.errors()).isEmpty();
    return file;
  }

  public DocsEndpoint endpoint() {
    return endpoint(issuer -> null);
  }

  /** The same, where more is known of issuers. */
  public DocsEndpoint endpoint(Function<String, ProviderMetadata> metadata) {
    return new DocsEndpoint(settings(), coverage(), files, openApiFile(), metadata);
  }

  public Map<String, Object> document() {
    return built().object();
  }

  public String json() {
    return new String(built().json(), StandardCharsets.UTF_8);
  }

  Collection<String> warnings() {
    return built().warnings();
  }

  Collection<String> warningsOfServlets() {
    return OpenApiDocument.warningsOfServlets(settings(), coverage(), files, openApiFile());
  }

  private OpenApiDocument built() {
    return OpenApiDocument.of(settings(), coverage(), files, openApiFile());
  }

  /** All operations, as "GET /path". */
  public Map<String, Map<String, Object>> operations() {
    Map<String, Map<String, Object>> operations = new TreeMap<>();
    Map<String, Object> paths = Values.map(document(), "paths");
    for (String path : paths.keySet()) {
      Map<String, Object> item = Values.map(paths, path);
      for (String method : item.keySet()) {
        if (!METHODS.contains(method)) {
          continue; // what is said of the path itself
        }
        operations.put(method.toUpperCase(Locale.ROOT) + " " + path, Values.map(item, method));
      }
    }
    return operations;
  }

  Map<String, Object> operation(String methodAndPath) {
    Map<String, Map<String, Object>> operations = operations();
    assertThat(operations).containsKey(methodAndPath);
    return operations.get(methodAndPath);
  }

  /** The security of an operation; null for an open one, whose list is empty. */
  public Object security(String methodAndPath) {
    Object security = operation(methodAndPath).get("security");
    assertThat(security).as(methodAndPath).isNotNull();
    return List.of().equals(security) ? null : security;
  }

  public List<Object> locked(String scheme, String... scopes) {
    return List.of(Map.of(scheme, List.of(scopes)));
  }
}
