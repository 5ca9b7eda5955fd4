// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.cli.archive.ArchiveScan;
import io.github.servletbearer.internal.cli.archive.WebArchive;
import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.openapi.OpenApiDocument;
import io.github.servletbearer.internal.openapi.annotation.AnnotatedSecurity;
import io.github.servletbearer.internal.openapi.classfile.ClassHeaders;
import io.github.servletbearer.internal.openapi.file.OpenApiFile;
import io.github.servletbearer.internal.openapi.file.OpenApiFileReader;
import io.github.servletbearer.internal.report.ContextPathPatterns;
import io.github.servletbearer.internal.report.KeptAnswers;
import io.github.servletbearer.internal.report.PathStrictness;
import io.github.servletbearer.internal.report.Protection;
import io.github.servletbearer.internal.report.ServerDescriptors;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import io.github.servletbearer.internal.settings.value.OpenPaths;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A web application as its files describe it: what the running one would read at its start. */
final class Application {
  private final String contextPath;
  private final Coverage coverage;
  private final Settings settings;
  private final Protection protection;
  private final PathStrictness strictness;
  private final Problems problems;
  private final ArchiveScan scan;
  private final OpenApiFile openApiFile;

  private Application(
      String contextPath,
      Deployment deployment,
      WebArchive archive,
      ArchiveScan scan,
      ServletContainer container) {
    this.contextPath = contextPath;
    this.scan = scan;
    WebXml webXml = deployment.webXml();
    problems = new Problems();
    settings =
        SettingsReader.read(
            deployment,
            Sources.ofProcess(webXml.contextParameters()),
            Settings.defaultTitle(webXml.displayName(), contextPath),
            problems);
    openApiFile =
        archive.isWebXmlAlone()
            ? OpenApiFile.NONE
            : OpenApiFileReader.read(settings, archive, problems);
    coverage = settings.coverage(deployment);
    protection = new Protection(settings, coverage);
    ContextPathPatterns.warn(contextPath, deployment, problems);
    OpenPaths openPaths = settings.find(Setting.OPEN_PATHS);
    if (openPaths != null) {
      protection.requireNamed(openPaths, problems);
    }
    boolean added =
        settings.get(Setting.STRICT_PATHS)
            && hasOurs(deployment)
            && !webXml.excludesInitializers()
            && !container.skipsInitializers(webXml.version());
    strictness = new PathStrictness(container, added || deployment.hasStrictPaths());
    strictness.require(protection, settings, problems);
    KeptAnswers.require(settings, coverage, problems);
    ServerDescriptors.requireAndWarn(container, archive::file, protection, problems);
  }

  /** As the initializer looks for its own. */
  private static boolean hasOurs(Deployment deployment) {
    return !deployment.bearerFilters().isEmpty()
        || deployment.servlets().stream().anyMatch(ServletEntry::isOurs);
  }

  /**
   * Reads the application.
   *
   * @param contextPath where it will run, or null to take the archive's name
   * @param container what will run it
   * @throws IOException if it is no application, or web.xml cannot be read
   */
  static Application read(
      WebArchive archive, @Nullable String contextPath, ServletContainer container)
      throws IOException {
    try (InputStream xml = archive.file("WEB-INF/web.xml")) {
      if (xml == null && archive.ownFiles("/WEB-INF").isEmpty()) {
        throw new IOException("it has no WEB-INF (of an EAR, name each WAR in it)");
      }
      ArchiveScan scan = ArchiveScan.of(archive);
      return of(WebXml.parse(xml), archive, scan, contextPath, container);
    }
  }

  /**
   * The application as it would be with this web.xml.
   *
   * @param scan of the archive
   */
  static Application of(
      WebXml own,
      WebArchive archive,
      ArchiveScan scan,
      @Nullable String contextPath,
      ServletContainer container)
      throws IOException {
    Deployment deployment =
        Deployment.described(
            scan.complete(own), container.parts(), new ClassHeaders(archive), scan.webSockets());
    if (scan.broken() == null) {
      deployment = deployment.withConstraints(AnnotatedSecurity.constraints(deployment, archive));
    }
    return new Application(
        contextPath == null ? contextPathOf(archive.path()) : normal(contextPath),
        deployment,
        archive,
        scan,
        container);
  }

  /** By the rule of Tomcat: {@code a#b##7.war} runs at {@code /a/b}. */
  static String contextPathOf(Path path) {
    Path file = path.toAbsolutePath().normalize().getFileName();
    String name = file == null ? "" : file.toString().replaceFirst("(?i)\\.war$", "");
    String base = name.replaceFirst("##.*$", "");
    return base.equals("ROOT") || base.isEmpty() ? "" : "/" + base.replace('#', '/');
  }

  private static String normal(String contextPath) {
    String path = contextPath.replaceAll("^/+|/+$", "");
    return path.isEmpty() ? "" : "/" + path;
  }

  /** The context path as reports print it. */
  String name() {
    return contextPath.isEmpty() ? "/" : contextPath;
  }

  /** What its class files and pages do. */
  ArchiveScan scan() {
    return scan;
  }

  /**
   * The kinds of dispatch that it makes, each with the first place where it does. What calls for an
   * asynchronous one makes none where nothing may start an asynchronous request: a web.xml before
   * 3.0 declares no servlet that may, and nothing that cannot be followed registers any.
   */
  Map<Dispatcher, String> dispatches() {
    Map<Dispatcher, String> found = new EnumMap<>(Dispatcher.class);
    found.putAll(scan.dispatches().firsts());
    WebXml webXml = deployment().webXml();
    if (webXml.isBefore("3.0") && !webXml.isAsynchronous() && scan.unknown(webXml).isEmpty()) {
      found.remove(Dispatcher.ASYNC);
    }
    return found;
  }

  Deployment deployment() {
    return coverage.deployment();
  }

  Coverage coverage() {
    return coverage;
  }

  /** Fit for reporting only, where there are problems. */
  Settings settings() {
    return settings;
  }

  /** Its own document. */
  OpenApiFile openApiFile() {
    return openApiFile;
  }

  /** The document that it serves, as far as class files tell. */
  OpenApiDocument document(WebArchive archive) {
    return OpenApiDocument.of(settings(), coverage(), archive, openApiFile());
  }

  Protection protection() {
    return protection;
  }

  PathStrictness strictness() {
    return strictness;
  }

  /** What would stop the deployment, and more that was found. */
  Problems problems() {
    return problems;
  }
}
