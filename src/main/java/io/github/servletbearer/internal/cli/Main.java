// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import com.beust.jcommander.ParameterException;
import io.github.servletbearer.internal.cli.archive.CommandFailedException;
import io.github.servletbearer.internal.cli.archive.WebArchive;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.OpenApiDocument;
import io.github.servletbearer.internal.probe.Examples;
import io.github.servletbearer.internal.probe.Probe;
import io.github.servletbearer.internal.probe.ProbeResult;
import io.github.servletbearer.internal.report.Protection;
import io.github.servletbearer.internal.report.StartReport;
import io.github.servletbearer.internal.settings.Problem;
import io.github.servletbearer.internal.settings.ProblemCode;
import io.github.servletbearer.internal.settings.Problems;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code java -jar servlet-bearer-…-all.jar}: the document and the coverage of a web application
 * that is not running, of which nothing is run or loaded; new password hashes and keys.
 */
public final class Main {
  /** All is well. */
  static final int FINE = 0;

  /** Something is wrong with the application. */
  static final int FOUND = 1;

  /** The command cannot be carried out. */
  static final int UNABLE = 2;

  private final Passwords passwords;
  private final PrintStream out;
  private final PrintStream err;

  private Main(Passwords passwords, PrintStream out, PrintStream err) {
    this.passwords = passwords;
    this.out = out;
    this.err = err;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(Passwords.ofProcess(), System.out, System.err, arguments));
  }

  /** Runs one command and returns its exit code. */
  static int run(Passwords passwords, PrintStream out, PrintStream err, String... arguments) {
    Main main = new Main(passwords, out, err);
    int code = main.run(arguments);
    return out.checkError() ? main.unwritten() : code;
  }

  private int run(String... arguments) {
    Arguments parsed;
    try {
      parsed = Arguments.parse(arguments);
    } catch (ParameterException e) {
      return unable(
          ProblemCode.BAD_COMMAND,
          "the command line cannot be understood: " + sentence(Redacted.line(e.getMessage())),
          "--help lists the commands.");
    }
    if (parsed.wantsHelp()) {
      out.print(Arguments.usage());
      return FINE;
    }
    if (parsed.wantsVersion()) {
      out.println("Servlet Bearer " + version());
      return FINE;
    }
    String command = parsed.command();
    if (command == null) {
      err.print(Arguments.usage());
      return UNABLE;
    }
    switch (command) {
      case Arguments.HASH:
      case Arguments.GENERATE_KEY:
        return secret(command, parsed);
      default:
        return ofApplication(command, parsed);
    }
  }

  private int secret(String command, Arguments parsed) {
    try {
      if (command.equals(Arguments.HASH)) {
        hash();
      } else {
        generateKey(parsed);
      }
      return FINE;
    } catch (CommandFailedException e) {
      return unable(e.code(), e.text(), e.cure());
    } catch (IOException e) {
      return unable(
          ProblemCode.BAD_COMMAND,
          "standard input cannot be read.",
          "Send the password as its first line.");
    }
  }

  private void hash() throws CommandFailedException, IOException {
    char[] password = passwords.next(err);
    try {
      out.println(PasswordHash.of(password).text());
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private void generateKey(Arguments parsed) throws CommandFailedException {
    byte[] key = GeneratedKey.of(parsed.algorithm());
    String output = parsed.output();
    if (output == null) {
      out.write(key, 0, key.length);
    } else {
      GeneratedKey.write(key, output);
    }
  }

  private int ofApplication(String command, Arguments parsed) {
    try (WebArchive archive = WebArchive.open(Paths.get(parsed.file()))) {
      ServletContainer container = parsed.container();
      Application application =
          Application.read(
              archive,
              parsed.contextPath(),
              container == null ? ServletContainer.TOMCAT : container);
      switch (command) {
        case Arguments.OPENAPI:
          return openApi(application, archive, parsed.output());
        case Arguments.PROBE:
          return probe(application, archive, parsed);
        default:
          return check(application, archive, container);
      }
    } catch (NoSuchFileException e) {
      return unreadable(parsed.file(), "there is no such file");
    } catch (IOException | InvalidPathException e) {
      return unreadable(parsed.file(), Redacted.line(e.getMessage()));
    } catch (UncheckedIOException e) { // of a walk through a folder
      return unreadable(parsed.file(), Redacted.line(e.getMessage()));
    } catch (OutOfMemoryError | StackOverflowError e) { // nothing else runs in this process
      return unable(
          ProblemCode.UNREADABLE_FILE,
          Redacted.line(parsed.file())
              + " needs more memory than this Java may use ("
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB).",
          "Start Java with -Xmx1g, unless the archive is made to fill the memory.");
    }
  }

  private int openApi(Application application, WebArchive archive, @Nullable String output)
      throws IOException {
    Problems problems = application.problems();
    if (!problems.errors().isEmpty()) {
      print(application, problems, "would not start, and serve no document");
      return FOUND;
    }
    NamespaceCheck.add(application.deployment().webXml(), archive, problems);
    if (!problems.errors().isEmpty()) {
      print(application, problems, "cannot be documented");
      return FOUND;
    }
    byte[] json = OpenApiDocument.json(application.settings(), application.deployment(), archive);
    if (output == null) {
      out.write(json, 0, json.length);
      return FINE;
    }
    Path file = Paths.get(output);
    try {
      Files.write(file, json);
      return FINE;
    } catch (IOException e) {
      return unable(
          ProblemCode.UNREADABLE_FILE,
          "the document cannot be written to " + file + ".",
          "Name a file in a folder that exists and may be written to.");
    }
  }

  private int check(
      Application application, WebArchive archive, @Nullable ServletContainer container)
      throws IOException {
    if (application.scan().broken() != null) {
      throw new IOException(application.scan().broken() + " is no class file");
    }
    Problems problems = application.problems();
    boolean starts = problems.errors().isEmpty();
    Protection protection = application.protection();
    String name = application.name();
    out.println(
        Terminal.encode(
            new StartReport(name, application.settings(), protection, application.strictness())
                .text()));
    if (container != null) {
      out.println("On " + container.title() + ": " + container.outcomeOfProblems() + ".");
    }
    new Findings(application, problems).add(archive);
    StartReport.warnings(
        problems,
        application.settings(),
        application.deployment(),
        protection,
        application.scan().dispatches().firsts());
    if (!problems.errors().isEmpty()) {
      print(application, problems, "is not as it should be");
    }
    for (Problem warning : problems.warnings()) {
      complain("Servlet Bearer: " + warning);
    }
    if (starts) {
      OpenApiDocument.warnings(application.settings(), application.deployment(), archive)
          .forEach(warning -> complain("Servlet Bearer: " + warning));
    }
    return problems.errors().isEmpty() ? FINE : FOUND;
  }

  private int probe(Application application, WebArchive archive, Arguments parsed)
      throws IOException {
    if (!application.problems().errors().isEmpty()) {
      print(application, application.problems(), "would not start, and cannot be compared");
      return FOUND;
    }
    List<String> files = new ArrayList<>();
    archive.forEachOwnFile((name, content) -> files.add(name));
    Examples examples = Examples.of(application.settings(), application.deployment(), files);
    if (examples.isEmpty()) {
      return unable(
          ProblemCode.NOT_ASKED,
          "the report of " + Redacted.line(parsed.file()) + " calls nothing protected.",
          "Map the filter first; check prints the report.");
    }
    out.println("Asking " + parsed.address() + ": " + parsed.limits() + ".");
    out.flush();
    ProbeResult result = Probe.run(examples, parsed.address(), parsed.limits());
    result.lines().forEach(out::println);
    for (Problem problem : result.problems().errors()) {
      err.println("Servlet Bearer: " + problem);
    }
    return !result.isJudged() ? UNABLE : result.problems().errors().isEmpty() ? FINE : FOUND;
  }

  private void print(Application application, Problems problems, String outcome) {
    int errors = problems.errors().size();
    complain(
        "Servlet Bearer: "
            + errors
            + (errors == 1 ? " problem: " : " problems: ")
            + application.name()
            + " "
            + outcome
            + ".");
    problems.errors().forEach(problem -> complain("  " + problem));
  }

  private int unwritten() {
    return unable(
        ProblemCode.UNREADABLE_FILE,
        "standard output cannot be written to.",
        "See where it leads to: whether the disk is full, or the reader has ended.");
  }

  private int unreadable(String file, String reason) {
    return unable(
        ProblemCode.UNREADABLE_FILE,
        Redacted.line(file) + " cannot be read: " + reason + (reason.endsWith(".") ? "" : "."),
        "Name a WAR file, or the folder of one, that a container would take; build it anew where it"
            + " is broken.");
  }

  private int unable(ProblemCode code, String text, String cure) {
    Problems problems = new Problems();
    problems.error(code, text, cure);
    complain("Servlet Bearer: " + problems.errors().get(0));
    return UNABLE;
  }

  private void complain(String line) {
    err.println(Terminal.encode(line));
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packed)" : version;
  }
}
