// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the user has written behind the JAR. Immutable once parsed. */
final class Arguments {
  /** Prints the OpenAPI document. */
  static final String OPENAPI = "openapi";

  /** Prints what is protected and what is open. */
  static final String CHECK = "check";

  /** Prints the hash of a password. */
  static final String HASH = "hash";

  /** Prints or writes a new key. */
  static final String GENERATE_KEY = "genkey";

  private static final String ALGORITHMS =
      "HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA";

  /** What every command has. */
  private abstract static class Command {
    @Parameter(
        names = {"-h", "--help"},
        help = true,
        description = "Prints this help")
    private boolean help = false; // set by the parser, as all of these

    /**
     * Looks at what stands behind the command.
     *
     * @throws ParameterException with a sentence on what is wrong
     */
    abstract void check(String name);
  }

  /** What the commands that look at an application need. */
  private abstract static class OfAnApplication extends Command {
    @Parameter(description = "app.war (a WAR file, or the folder of one)")
    private List<String> files = new ArrayList<>();

    @Parameter(
        names = "--context-path",
        description = "The context path; default: the name of the WAR, as containers take it")
    private @Nullable String contextPath = null;

    @Override
    void check(String name) {
      for (String file : files) {
        if (file.startsWith("-")) { // the parser takes unknown options for files
          throw new ParameterException(name + " has no option " + file + ".");
        }
      }
      if (files.size() != 1) {
        throw new ParameterException(
            name
                + (files.isEmpty() ? " needs a web application" : " takes one argument")
                + ", a WAR file or the folder of one.");
      }
    }
  }

  @Parameters(commandDescription = "Prints the OpenAPI document that the application serves")
  private static final class OpenApi extends OfAnApplication {
    @Parameter(
        names = {"-o", "--output"},
        description = "The file to write; default: standard output")
    private @Nullable String output = null;
  }

  @Parameters(
      commandDescription =
          "Tells what is protected and what is open; ends with 1 when something is wrong")
  private static final class Check extends OfAnApplication {
    @Parameter(
        names = "--container",
        description = "The container that will run it, as tomcat or jetty; default: tomcat")
    private @Nullable String container = null;

    @Override
    void check(String name) {
      super.check(name);
      if (container != null && ServletContainer.named(container) == null) {
        throw new ParameterException("--container is one of " + ServletContainer.names() + ".");
      }
    }
  }

  @Parameters(commandDescription = "Prints the hash of a password, for a users file")
  private static final class Hash extends Command {
    @Parameter(description = "(the password is asked for, or is the first line of standard input)")
    private List<String> words = new ArrayList<>();

    @Override
    void check(String name) {
      if (!words.isEmpty()) { // they may be a password, so they are not repeated
        throw new ParameterException(
            "hash takes no password as an argument, which the list of processes and the shell's"
                + " history would show. Start it without, and it asks.");
      }
    }
  }

  @Parameters(commandDescription = "Makes a new private key, as a JWK, to sign tokens with")
  private static final class GenerateKey extends Command {
    @Parameter(description = "(options only)")
    private List<String> words = new ArrayList<>();

    @Parameter(names = "--alg", description = "The algorithm, one of " + ALGORITHMS)
    private String algorithm = JwsAlgorithm.ES256.header();

    @Parameter(
        names = {"-o", "--output"},
        description = "The file to create, for its owner alone; default: standard output")
    private @Nullable String output = null;

    @Override
    void check(String name) {
      if (!words.isEmpty()) {
        throw new ParameterException("genkey knows --alg and -o, and not " + words.get(0) + ".");
      }
      if (JwsAlgorithm.of(algorithm) == null) {
        throw new ParameterException("--alg is one of " + ALGORITHMS + ".");
      }
    }
  }

  @Parameter(
      names = {"-h", "--help"},
      help = true,
      description = "Prints this help")
  private boolean help = false;

  @Parameter(names = "--version", help = true, description = "Prints the version")
  private boolean version = false;

  private final OpenApi openApi = new OpenApi();
  private final Check check = new Check();
  private final GenerateKey generateKey = new GenerateKey();
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final JCommander parser;

  private Arguments() {
    commands.put(OPENAPI, openApi);
    commands.put(CHECK, check);
    commands.put(HASH, new Hash());
    commands.put(GENERATE_KEY, generateKey);
    parser =
        JCommander.newBuilder()
            .programName("java -jar servlet-bearer-all.jar")
            .addObject(this)
            .expandAtSign(false)
            .columnSize(100)
            .build();
    commands.forEach(parser::addCommand);
  }

  /**
   * Reads the arguments.
   *
   * @throws ParameterException with a sentence on what is wrong
   */
  static Arguments parse(String... arguments) {
    Arguments parsed = new Arguments();
    parsed.parser.parse(arguments);
    String name = String.valueOf(parsed.command());
    Command command = parsed.commands.get(name);
    if (command != null && !command.help) {
      command.check(name);
    }
    return parsed;
  }

  /** The help, for all commands. */
  static String usage() {
    StringBuilder text = new StringBuilder();
    new Arguments().parser.getUsageFormatter().usage(text);
    return text.toString();
  }

  boolean wantsHelp() {
    Command command = commands.get(String.valueOf(command()));
    return help || command != null && command.help;
  }

  boolean wantsVersion() {
    return version;
  }

  /** The command, or null where there is none. */
  @Nullable String command() {
    return parser.getParsedCommand();
  }

  private OfAnApplication application() {
    return CHECK.equals(command()) ? check : openApi;
  }

  /** The WAR file or folder. */
  String file() {
    return application().files.get(0);
  }

  /** The context path that was given, or null. */
  @Nullable String contextPath() {
    return application().contextPath;
  }

  /** The container that was given, or null. */
  @Nullable ServletContainer container() {
    return check.container == null ? null : ServletContainer.named(check.container);
  }

  /** The file to write, or null for standard output. */
  @Nullable String output() {
    return GENERATE_KEY.equals(command()) ? generateKey.output : openApi.output;
  }

  /** The algorithm of the key to make. */
  JwsAlgorithm algorithm() {
    JwsAlgorithm algorithm = JwsAlgorithm.of(generateKey.algorithm);
    return algorithm == null ? JwsAlgorithm.ES256 : algorithm; // refused before
  }
}
