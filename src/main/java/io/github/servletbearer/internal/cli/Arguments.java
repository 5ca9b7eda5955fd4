// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.probe.BaseUrl;
import io.github.servletbearer.internal.probe.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the user has written behind the JAR. Immutable once parsed. */
final class Arguments {
  /** Prints the OpenAPI document. */
  static final String OPENAPI = "openapi";

  /** Prints what is protected and what is open. */
  static final String CHECK = "check";

  /** Asks a running application whether it answers as its report says. */
  static final String PROBE = "probe";

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

    static void requireContainer(@Nullable String container) {
      if (container != null && ServletContainer.named(container) == null) {
        throw new ParameterException("--container is one of " + ServletContainer.names() + ".");
      }
    }
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
      requireContainer(container);
    }
  }

  @Parameters(
      commandDescription =
          "Asks a running application whether it refuses what check calls protected; ends with 1"
              + " when something differs")
  private static final class Probe extends Command {
    @Parameter(description = "app.war https://host/app (the WAR, and where it runs)")
    private List<String> words = new ArrayList<>();

    @Parameter(
        names = "--container",
        description = "The container that runs it, as tomcat or jetty; default: tomcat")
    private @Nullable String container = null;

    @Parameter(names = "--rate", description = "Requests a second, at most 1000")
    private int rate = Limits.RATE;

    @Parameter(names = "--requests", description = "Requests in all, at most 20000")
    private int requests = Limits.REQUESTS;

    private @Nullable BaseUrl address = null;

    @Override
    void check(String name) {
      requireContainer(container);
      requireWithin("--rate", rate, Limits.HIGHEST_RATE);
      requireWithin("--requests", requests, Limits.MOST_REQUESTS);
      for (String word : words) {
        if (word.startsWith("-")) { // the parser takes unknown options for words
          throw new ParameterException("probe has no option " + word + ".");
        }
      }
      if (words.size() != 2) {
        throw new ParameterException(
            "probe needs two arguments, a WAR file and the address where it runs.");
      }
      try {
        address = BaseUrl.parse(words.get(1));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(e.getMessage());
      }
    }

    private static void requireWithin(String option, int value, int most) {
      if (value < 1 || value > most) {
        throw new ParameterException(option + " is a number from 1 to " + most + ".");
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
  private final Probe probe = new Probe();
  private final GenerateKey generateKey = new GenerateKey();
  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final JCommander parser;

  private Arguments() {
    commands.put(OPENAPI, openApi);
    commands.put(CHECK, check);
    commands.put(PROBE, probe);
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
    return PROBE.equals(command()) ? probe.words.get(0) : application().files.get(0);
  }

  /** The context path that was given, or null. */
  @Nullable String contextPath() {
    return probe.address == null ? application().contextPath : probe.address.contextPath();
  }

  /** The container that was given, or null. */
  @Nullable ServletContainer container() {
    String name = PROBE.equals(command()) ? probe.container : check.container;
    return name == null ? null : ServletContainer.named(name);
  }

  /** Where the application runs; for {@link #PROBE}. */
  BaseUrl address() {
    return Objects.requireNonNull(probe.address);
  }

  /** How much it may be asked; for {@link #PROBE}. */
  Limits limits() {
    return Limits.of(probe.requests, probe.rate);
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
