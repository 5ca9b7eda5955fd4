// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.container.Registrations;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.annotation.AnnotatedSecurity;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassHeaders;
import io.github.servletbearer.internal.openapi.file.OpenApiFile;
import io.github.servletbearer.internal.openapi.file.OpenApiFileReader;
import io.github.servletbearer.internal.openapi.page.ContainerFiles;
import io.github.servletbearer.internal.report.ContextPathPatterns;
import io.github.servletbearer.internal.report.KeptAnswers;
import io.github.servletbearer.internal.report.PathStrictness;
import io.github.servletbearer.internal.report.Protection;
import io.github.servletbearer.internal.report.ReportOnlyFilters;
import io.github.servletbearer.internal.report.ServerDescriptors;
import io.github.servletbearer.internal.report.StartReport;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import io.github.servletbearer.internal.settings.value.OpenPaths;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import org.jspecify.annotations.Nullable;

/** The start of an application's runtime. Not thread-safe; its user holds the lock. */
final class RuntimeStart {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final ServletContext context;
  private final ServletContainer container;
  private final Problems problems = new Problems();
  private final ManagedInstances instances;

  RuntimeStart(ServletContext context) {
    this.context = context;
    this.container = ServletContainer.of(context.getServerInfo());
    this.instances = new ManagedInstances(Registrations.classLoader(context), problems);
  }

  /** Starts the runtime and publishes it, or its failure, and logs all problems. */
  BearerRuntime run() throws ServletException {
    context.setAttribute(BearerRuntime.ATTRIBUTE, StartFailure.starting());
    Deployment deployment = null;
    BearerRuntime runtime = null;
    Throwable unexpected = null;
    try {
      OtherJars.warn(Registrations.classLoader(context), problems);
      ClassFiles files = ClassFiles.of(Registrations.classLoader(context));
      deployment = Registrations.read(context, container, new ClassHeaders(files));
      deployment = deployment.withConstraints(AnnotatedSecurity.constraints(deployment, files));
      runtime = build(deployment);
    } catch (IOException e) {
      problems.error(
          ProblemCode.UNREADABLE_WEB_XML,
          "WEB-INF/web.xml cannot be read: " + Redacted.line(e.getMessage()) + ".",
          "Fix the file.");
    } catch (RuntimeException | Error e) { // whatever it is, nothing may stay open
      unexpected = e;
      String missing = missingClass(e);
      problems.error(
          ProblemCode.START_FAILED,
          "the start failed by "
              + e.getClass().getName()
              + (missing == null ? "." : ": " + missing + "."),
          missing == null
              ? "The stack trace follows."
              : "Take the drop-in JAR (-all), which has its libraries inside, or add the library that has"
                  + " this class. The stack trace follows.");
    }
    if (runtime == null || !problems.errors().isEmpty()) {
      throw fail(deployment, unexpected);
    }
    context.setAttribute(BearerRuntime.ATTRIBUTE, runtime);
    return runtime;
  }

  /**
   * The class that an application lacks, or null. What else stands in a message may be a secret.
   */
  private static @Nullable String missingClass(Throwable thrown) {
    String message = thrown instanceof NoClassDefFoundError ? thrown.getMessage() : null;
    return message != null && message.matches("[\\w$/]+") ? message.replace('/', '.') : null;
  }

  private ServletException fail(@Nullable Deployment deployment, @Nullable Throwable unexpected) {
    StartFailure failure = StartFailure.of(problems);
    LOG.log(
        Level.SEVERE,
        StartReport.ofErrors(BearerRuntime.nameOf(context), problems, container, deployment),
        unexpected == null ? null : Redacted.withoutMessages(unexpected));
    for (Problem warning : problems.warnings()) { // one of them may be the reason
      log(Level.WARNING, "Servlet Bearer: " + warning);
    }
    context.setAttribute(BearerRuntime.ATTRIBUTE, failure);
    instances.close();
    return failure.toException();
  }

  /** Null, or a runtime that is not used, where there are problems. */
  private @Nullable BearerRuntime build(Deployment deployment) {
    Settings settings =
        SettingsReader.read(
            deployment,
            Sources.ofProcess(contextParameters(context)),
            Settings.defaultTitle(displayName(deployment), context.getContextPath()),
            problems);
    VerifierFactory.requireLibrary(settings, problems);
    OpenApiFile file = OpenApiFileReader.read(settings, new ContainerFiles(context), problems);
    Coverage coverage = settings.coverage(deployment);
    Protection protection = new Protection(settings, coverage);
    ContextPathPatterns.warn(context.getContextPath(), deployment, problems);
    PathStrictness strictness = new PathStrictness(container, deployment.hasStrictPaths());
    checkProtection(settings, protection, strictness);
    KeptAnswers.require(settings, coverage, problems);
    ServerDescriptors.require(container, context::getResourceAsStream, protection, problems);
    if (!problems.errors().isEmpty()) {
      return null;
    }
    BearerRuntime runtime =
        new BearerRuntime(context, container, settings, coverage, file, instances);
    if (problems.errors().isEmpty()) {
      report(runtime, settings, deployment, protection, strictness);
    }
    return runtime;
  }

  private void checkProtection(
      Settings settings, Protection protection, PathStrictness strictness) {
    OpenPaths openPaths = settings.find(Setting.OPEN_PATHS);
    if (openPaths == null) {
      protection.warn(problems);
    } else {
      protection.requireNamed(openPaths, problems);
    }
    strictness.require(protection, settings, problems);
  }

  private void report(
      BearerRuntime runtime,
      Settings settings,
      Deployment deployment,
      Protection protection,
      PathStrictness strictness) {
    ReportOnlyFilters.add(false, settings, problems);
    protection.requireWhole(false, problems);
    StartReport.warnOfEntities(problems, deployment);
    List<String> warnings =
        StartReport.warnings(problems, settings, deployment, protection, Collections.emptyMap());
    String name = BearerRuntime.nameOf(context);
    log(Level.INFO, new StartReport(name, settings, protection, strictness).text());
    for (String warning : warnings) {
      log(Level.WARNING, warning);
    }
    if (settings.find(Setting.OPENAPI_FILE) != null) { // else they wait for the document
      runtime.logDocumentWarnings();
    }
    runtime.askProviders();
    instances.owned(runtime.management().register(name));
  }

  /** With the place named, which would be looked for on the stack otherwise, in many classes. */
  private static void log(Level level, String text) {
    LOG.logp(level, RuntimeStart.class.getName(), "run", text);
  }

  /** As in web.xml: of several names, containers and the command line take different ones. */
  private @Nullable String displayName(Deployment deployment) {
    return deployment.webXml().isPresent()
        ? deployment.webXml().displayName()
        : context.getServletContextName();
  }

  static Map<String, String> contextParameters(ServletContext context) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      parameters.put(name, context.getInitParameter(name));
    }
    return parameters;
  }
}
