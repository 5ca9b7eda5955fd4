// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.cli.archive.WebArchive;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.probe.Examples;
import io.github.servletbearer.internal.probe.Probe;
import io.github.servletbearer.internal.probe.ProbeResult;
import io.github.servletbearer.internal.report.StartReport;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A command on a web application: {@code openapi}, {@code check}, {@code init}, {@code probe} or
 * {@code explain}.
 */
final class ApplicationCommand {
  private final Arguments arguments;
  private final Terminal terminal;
  private final InputStream in;

  ApplicationCommand(Arguments arguments, Terminal terminal, InputStream in) {
    this.arguments = arguments;
    this.terminal = terminal;
    this.in = in;
  }

  ExitCode run() throws CommandFailedException {
    try (WebArchive archive = open(Paths.get(arguments.file()))) {
      if (arguments.command() == Arguments.Command.INIT) {
        return InitCommand.run(arguments, terminal, archive);
      }
      Application application =
          Application.read(archive, arguments.contextPath(), arguments.container());
      switch (arguments.command()) {
        case OPENAPI:
          return openApi(application, archive);
        case PROBE:
          return probe(application, archive);
        case EXPLAIN:
          return explain(application);
        default:
          return check(application, archive);
      }
    } catch (NoSuchFileException e) {
      throw unreadable("there is no such file");
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      throw unreadable(Redacted.line(e.getMessage()));
    } catch (OutOfMemoryError | StackOverflowError e) { // this process runs one command
      throw new CommandFailedException(
          ProblemCode.UNREADABLE_FILE,
          String.format(
              "%s needs more memory than this Java may use (%s MB).",
              Redacted.line(arguments.file()), Runtime.getRuntime().maxMemory() >> 20),
          "Start Java with -Xmx1g, unless the archive is made to fill the memory.");
    }
  }

  private WebArchive open(Path file) throws IOException {
    boolean isWebXml =
        arguments.command() == Arguments.Command.EXPLAIN
            && file.toString().toLowerCase(Locale.ROOT).endsWith(".xml");
    return isWebXml ? WebArchive.ofWebXml(file) : WebArchive.open(file);
  }

  private CommandFailedException unreadable(String reason) {
    return new CommandFailedException(
        ProblemCode.UNREADABLE_FILE,
        String.format(
            "%s cannot be read: %s%s",
            Redacted.line(arguments.file()), reason, reason.endsWith(".") ? "" : "."),
        "Name a WAR file, or the folder of one, that a container would take; build it anew where it"
            + " is broken.");
  }

  private ExitCode openApi(Application application, WebArchive archive)
      throws IOException, CommandFailedException {
    Problems problems = application.problems();
    if (!problems.errors().isEmpty()) {
      return problems(application, "would not start, and serve no document");
    }
    NamespaceCheck.add(application.deployment().webXml(), archive, problems);
    if (!problems.errors().isEmpty()) {
      return problems(application, "cannot be documented");
    }
    byte[] json = application.document(archive).json();
    reportWhatMayBeMissing(application);
    String output = arguments.output();
    if (output == null) {
      terminal.write(json);
      return ExitCode.OK;
    }
    Path file = Paths.get(output);
    try {
      if (Files.exists(file) && Files.isSameFile(file, archive.path())) {
        throw new CommandFailedException(
            ProblemCode.UNREADABLE_FILE,
            "the document would replace the application: " + file + " is both.",
            "Name another file after -o.");
      }
      Files.write(file, json);
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandFailedException(
          ProblemCode.UNREADABLE_FILE,
          "the document cannot be written to " + file + ".",
          "Name a file in a folder that exists and may be written to.");
    }
  }

  /** Servlets that code registers are in the running application's document alone. */
  private void reportWhatMayBeMissing(Application application) {
    Problems doubts = new Problems();
    new Findings(application, doubts).addUnknown();
    doubts.errors().forEach(terminal::report);
    doubts.warnings().forEach(terminal::report);
  }

  private ExitCode check(Application application, WebArchive archive) throws IOException {
    if (application.scan().broken() != null) {
      throw new IOException(application.scan().broken() + " is no class file");
    }
    Problems problems = application.problems();
    boolean starts = problems.errors().isEmpty();
    terminal.print(
        new StartReport(
                application.name(),
                application.settings(),
                application.protection(),
                application.strictness())
            .text());
    if (arguments.namesContainer()) {
      terminal.print(
          String.format(
              "On %s: %s.",
              arguments.container().title(), arguments.container().outcomeOfProblems()));
    }
    new Findings(application, problems).add(archive);
    StartReport.warnings(
        problems,
        application.settings(),
        application.deployment(),
        application.protection(),
        application.dispatches());
    ExitCode code =
        problems.errors().isEmpty() ? ExitCode.OK : problems(application, "is not as it should be");
    problems.warnings().forEach(terminal::report);
    if (starts) {
      application
          .document(archive)
          .warnings()
          .forEach(warning -> terminal.complain("Servlet Bearer: " + warning));
    }
    return code;
  }

  private ExitCode probe(Application application, WebArchive archive)
      throws IOException, CommandFailedException {
    if (!application.problems().errors().isEmpty()) {
      return problems(application, "would not start, and cannot be compared");
    }
    List<String> files = new ArrayList<>();
    archive.forEachOwnFile((name, content) -> files.add(name));
    Examples examples = Examples.of(application.settings(), application.coverage(), files);
    if (examples.isEmpty()) {
      throw new CommandFailedException(
          ProblemCode.NOT_ASKED,
          "the report of " + Redacted.line(arguments.file()) + " calls nothing protected.",
          "Map the filter first; check prints the report.");
    }
    terminal.print("Asking " + arguments.address() + ": " + arguments.limits() + ".");
    ProbeResult result = Probe.run(examples, arguments.address(), arguments.limits());
    result.lines().forEach(terminal::print);
    result.problems().errors().forEach(terminal::report);
    if (!result.isJudged()) {
      return ExitCode.FAILED;
    }
    return result.problems().errors().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private ExitCode explain(Application application) throws CommandFailedException {
    return application.problems().errors().isEmpty()
        ? new ExplainCommand(arguments, terminal, in).run(application)
        : problems(application, "would not start, and answers 503 to every request that it covers");
  }

  /** Lists the problems of the application. */
  private ExitCode problems(Application application, String outcome) {
    int errors = application.problems().errors().size();
    terminal.complain(
        String.format(
            "Servlet Bearer: %s%s%s %s.",
            errors, errors == 1 ? " problem: " : " problems: ", application.name(), outcome));
    application.problems().errors().forEach(problem -> terminal.complain("  " + problem));
    return ExitCode.PROBLEMS;
  }
}
