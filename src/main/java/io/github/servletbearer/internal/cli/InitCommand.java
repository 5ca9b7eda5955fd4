// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.cli.archive.ArchiveScan;
import io.github.servletbearer.internal.cli.archive.WebArchive;
import io.github.servletbearer.internal.cli.init.Block;
import io.github.servletbearer.internal.cli.init.BlockText;
import io.github.servletbearer.internal.cli.init.InitException;
import io.github.servletbearer.internal.cli.init.WarCopy;
import io.github.servletbearer.internal.cli.init.WebXmlEdit;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.problem.Problem;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prints the block for one web application, or writes a WAR with it. What the block is to say, the
 * judges of {@code check} decide: the application is read again with the block in it.
 */
final class InitCommand {
  private static final String WEB_XML = "WEB-INF/web.xml";
  private static final String OPEN_PATHS = "bearer.openPaths";

  private final Arguments arguments;
  private final Terminal terminal;
  private final WebArchive archive;
  private final ArchiveScan scan;
  private final byte @Nullable [] file;
  private final WebXml own;

  private InitCommand(Arguments arguments, Terminal terminal, WebArchive archive)
      throws IOException {
    this.arguments = arguments;
    this.terminal = terminal;
    this.archive = archive;
    try (InputStream xml = archive.file(WEB_XML)) {
      file = xml == null ? null : Streams.readAll(xml);
    }
    own = WebXml.parse(file == null ? null : new ByteArrayInputStream(file));
    scan = ArchiveScan.of(archive);
  }

  static ExitCode run(Arguments arguments, Terminal terminal, WebArchive archive)
      throws IOException, CommandFailedException {
    try {
      return new InitCommand(arguments, terminal, archive).run();
    } catch (InitException e) {
      throw new CommandFailedException(
          ProblemCode.NOT_ADDED, String.valueOf(e.getMessage()), e.fix());
    }
  }

  private ExitCode run() throws IOException, InitException, CommandFailedException {
    if (scan.broken() != null) {
      throw new IOException(scan.broken() + " is no class file");
    }
    requireWithout(scan.complete(own));
    Problems otherApi = new Problems();
    NamespaceCheck.add(scan.complete(own), archive, otherApi);
    if (!otherApi.errors().isEmpty()) {
      return report(otherApi, "the block cannot be added");
    }
    Block block = block();
    Problems problems = with(block).problems();
    problems.warnings().forEach(terminal::report);
    String output = arguments.write();
    if (output == null) {
      terminal.print(BlockText.of(block, scan.complete(own), arguments.file()));
    } else if (problems.errors().isEmpty()) {
      write(block, Paths.get(output));
    }
    return problems.errors().isEmpty()
        ? ExitCode.OK
        : report(problems, "the application would not start with the block");
  }

  private ExitCode report(Problems problems, String outcome) {
    terminal.complain("Servlet Bearer: " + outcome + ".");
    problems.errors().forEach(problem -> terminal.complain("  " + problem));
    return ExitCode.PROBLEMS;
  }

  private static void requireWithout(WebXml webXml) throws InitException {
    List<String> ours = new ArrayList<>();
    for (FilterEntry filter : webXml.filters()) {
      if (filter.isOurs()) {
        ours.add("<filter> " + filter.name());
      }
    }
    for (ServletEntry servlet : webXml.servlets()) {
      if (servlet.isOurs()) {
        ours.add("<servlet> " + servlet.name());
      }
    }
    if (!ours.isEmpty()) {
      throw new InitException(
          "Servlet Bearer is in web.xml already: " + Redacted.line(String.join(", ", ours)) + ".",
          "Change what is there; check prints what it protects.");
    }
  }

  /** The block that the application starts with, and what is open is named in it. */
  private Block block() throws IOException, InitException {
    List<String> files = new ArrayList<>();
    archive.forEachOwnFile((name, content) -> files.add(name));
    requireWar(files);
    files.addAll(answered());
    Block block = Block.of(scan.complete(own), files, arguments.locks());
    Application locked = with(block);
    if (locked.protection().isPartly()
        && (arguments.container() == ServletContainer.UNKNOWN
            || !locked.strictness().comesFirst(locked.protection()))) {
      block = block.withStrictPaths();
    }
    boolean isKnown = scan.unknown(scan.complete(own)).isEmpty();
    if (isKnown && hasServlets(locked) && !hasLocked(locked, files)) {
      throw new InitException(
          "no servlet, page or file of the application is below "
              + Redacted.line(String.join(" ", arguments.locks()))
              + ".",
          "Lock what is there, as /api/*; check lists the servlets.");
    }
    Problems gaps = new Problems();
    locked.protection().requireWhole(false, gaps);
    gaps.warnings().forEach(gap -> terminal.complain("Servlet Bearer: " + gap));
    Set<String> open = locked.protection().openNames();
    if (open.isEmpty() || own.contextParameters().containsKey(OPEN_PATHS)) {
      return block;
    }
    if (isKnown) {
      return block.withOpenPaths(open);
    }
    reportUnknown(locked);
    return block;
  }

  /** What cannot be followed may be open, too, and openPaths without it stops the deployment. */
  private void reportUnknown(Application locked) {
    Problems doubts = new Problems();
    new Findings(locked, doubts).addUnknown();
    for (Problem doubt : doubts.warnings()) {
      terminal.complain("Servlet Bearer: openPaths is left out. " + doubt);
    }
  }

  /**
   * The paths, without the slash before them, that classes of the application answer behind a
   * framework's servlet or filter: endpoints there would hide them.
   */
  private List<String> answered() throws IOException, InitException {
    // The endpoints are elsewhere, and everything is locked, so that the document has all.
    Application locked =
        with(
            Block.of(
                scan.complete(own),
                Collections.singleton("token"),
                Collections.singletonList(UrlPattern.ALL.text())));
    List<String> paths = new ArrayList<>();
    if (locked.problems().errors().isEmpty()) { // else they are reported of the block itself
      String token = String.valueOf(locked.settings().endpoints().path(Endpoint.TOKEN));
      Object items = locked.document(archive).object().get("paths");
      for (Object path : ((Map<?, ?>) Objects.requireNonNull(items)).keySet()) {
        if (!token.equals(path)) {
          paths.add(path.toString().substring(1));
        }
      }
    }
    return paths;
  }

  /** An EAR, a library, a WAR that was packed with its folder: a block would lock nothing there. */
  private static void requireWar(List<String> files) throws InitException {
    for (String file : files) {
      if (file.startsWith("WEB-INF/")) {
        return;
      }
    }
    for (String file : files) {
      if (file.endsWith(".war") || file.endsWith(".class") || file.contains("/WEB-INF/")) {
        throw new InitException(
            "this is no WAR: it has no WEB-INF, and it holds " + Redacted.line(file) + ".",
            "Name the WAR itself, and pack it so that WEB-INF is at its top.");
      }
    }
  }

  private static boolean hasServlets(Application locked) {
    return locked.deployment().servlets().stream()
        .anyMatch(servlet -> !locked.deployment().isContainersOwn(servlet) && !servlet.isOurs());
  }

  private boolean hasLocked(Application locked, List<String> files) {
    if (!locked.protection().coveredServlets().isEmpty()) {
      return true;
    }
    for (String lock : arguments.locks()) {
      UrlPattern pattern = UrlPattern.ofFilter(lock);
      if (files.stream().anyMatch(file -> pattern.matches("/" + file))) {
        return true;
      }
    }
    return false;
  }

  private Application with(Block block) throws IOException, InitException {
    WebXml edited = WebXml.parse(new ByteArrayInputStream(edited(block)));
    return Application.of(edited, archive, scan, null, arguments.container());
  }

  private byte[] edited(Block block) throws InitException {
    return file == null ? WebXmlEdit.create(block) : WebXmlEdit.add(file, block);
  }

  private void write(Block block, Path target)
      throws IOException, InitException, CommandFailedException {
    if (!Files.isRegularFile(archive.path())) {
      throw new InitException(
          Redacted.line(arguments.file()) + " is a folder, and --write takes a WAR file.",
          "Leave --write out, paste what is printed into its WEB-INF/web.xml, and copy this JAR to"
              + " WEB-INF/lib.");
    }
    if (Files.exists(target)) {
      throw exists(target);
    }
    Path jar = RunningJar.path();
    boolean isThere = requireNoOther(jar);
    try (WarCopy copy = WarCopy.of(archive.path(), target)) {
      copy.add(edited(block), isThere ? null : jar);
      WebArchive.open(copy.path()).close();
      copy.publish();
    } catch (FileAlreadyExistsException e) {
      throw exists(target);
    } catch (IOException | InvalidPathException e) {
      // The message of the others is a path alone, that of a folder of ours.
      String reason =
          e instanceof FileSystemException ? ((FileSystemException) e).getReason() : e.getMessage();
      throw new CommandFailedException(
          ProblemCode.UNREADABLE_FILE,
          Redacted.line(target.toString())
              + " cannot be written"
              + (reason == null ? "." : ": " + Redacted.line(reason) + "."),
          "Name a file in a folder that exists, may be written to, and has enough space.");
    }
    terminal.print("Written to " + target + ": " + block.summary());
  }

  /**
   * Refuses another Servlet Bearer in the application, and a file that the JAR would replace.
   *
   * @return whether this very JAR is there
   */
  private boolean requireNoOther(Path jar) throws IOException, InitException {
    if (RunningJar.isIn(archive, jar)) {
      return true;
    }
    requireNone(
        archive.open(FilterEntry.BEARER_FILTER),
        "the application holds another Servlet Bearer.",
        "Remove it from WEB-INF/lib or WEB-INF/classes, or copy this JAR in its place.");
    String name = String.valueOf(jar.getFileName());
    requireNone(
        archive.library(name),
        "WEB-INF/lib holds a " + name + " that is not Servlet Bearer, and is not replaced.",
        "See what it is, and give it another name or remove it; or rename this JAR.");
    return false;
  }

  private static void requireNone(@Nullable InputStream there, String problem, String fix)
      throws IOException, InitException {
    if (there != null) {
      there.close();
      throw new InitException(problem, fix);
    }
  }

  private static CommandFailedException exists(Path target) {
    return new CommandFailedException(
        ProblemCode.UNREADABLE_FILE,
        Redacted.line(target.toString()) + " is there already, and is not overwritten.",
        "Name a new file, or remove that one.");
  }
}
