// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.crypto.PasswordHash;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * The command line, {@code java -jar servlet-bearer-…-all.jar}: checks and documents web
 * applications without running them, probes running ones, explains why a token is refused, and
 * makes password hashes and keys.
 */
public final class Main {
  private final Passwords passwords;
  private final Terminal terminal;

  private Main(Passwords passwords, Terminal terminal) {
    this.passwords = passwords;
    this.terminal = terminal;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(Passwords.ofProcess(), System.out, System.err, arguments).value());
  }

  /** Runs one command and returns its exit code. */
  static ExitCode run(Passwords passwords, PrintStream out, PrintStream err, String... arguments) {
    Terminal terminal = new Terminal(out, err);
    try {
      ExitCode code = new Main(passwords, terminal).run(arguments);
      terminal.requireWritten();
      return code;
    } catch (CommandFailedException e) {
      terminal.report(e.problem());
      return ExitCode.FAILED;
    }
  }

  private ExitCode run(String... words) throws CommandFailedException {
    List<String> all = Arrays.asList(words);
    if (words.length == 0) {
      terminal.complain(usage());
      return ExitCode.FAILED;
    }
    if (all.contains("-h") || all.contains("--help")) {
      terminal.print(usage());
      return ExitCode.OK;
    }
    if (words[0].equals("--version")) {
      terminal.print("Servlet Bearer " + version());
      return ExitCode.OK;
    }
    Arguments arguments = Arguments.parse(words);
    switch (arguments.command()) {
      case HASH:
        hash();
        return ExitCode.OK;
      case GENKEY:
        generateKey(arguments);
        return ExitCode.OK;
      case SCHEMA:
        terminal.print(arguments.schema().script(arguments.dialect()).trim());
        return ExitCode.OK;
      default:
        return new ApplicationCommand(arguments, terminal, passwords.in()).run();
    }
  }

  private void hash() throws CommandFailedException {
    char[] password = passwords.next(terminal);
    try {
      terminal.print(PasswordHash.of(password).text());
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private void generateKey(Arguments arguments) throws CommandFailedException {
    byte[] key = GeneratedKey.of(arguments.algorithm());
    String output = arguments.output();
    if (output == null) {
      terminal.write(key);
    } else {
      GeneratedKey.write(key, output);
    }
  }

  /** The help for all commands. */
  static String usage() {
    return Streams.resource(Main.class, "usage.txt").trim();
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packed)" : version;
  }
}
