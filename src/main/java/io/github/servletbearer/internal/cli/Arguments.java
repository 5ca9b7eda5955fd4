// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user has written behind the JAR. Immutable once parsed. */
final class Arguments {
  /** Prints the OpenAPI document. */
  static final String OPENAPI = "openapi";

  /** Prints what is protected and what is open. */
  static final String CHECK = "check";

  /** What both commands need. */
  private abstract static class OfAnApplication {
    @Parameter(
        names = {"-h", "--help"},
        help = true,
        description = "Prints this help")
    private boolean help = false;

    @Parameter(description = "app.war (a WAR file, or the folder of one)")
    private List<String> files = new ArrayList<>(); // set by the parser, as all of these

    @Parameter(
        names = "--context-path",
        description = "The context path; default: the name of the WAR, as containers take it")
    private @Nullable String contextPath = null;
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
  private static final class Check extends OfAnApplication {}

  @Parameter(
      names = {"-h", "--help"},
      help = true,
      description = "Prints this help")
  private boolean help = false;

  @Parameter(names = "--version", help = true, description = "Prints the version")
  private boolean version = false;

  private final OpenApi openApi = new OpenApi();
  private final Check check = new Check();
  private final JCommander parser;

  private Arguments() {
    parser =
        JCommander.newBuilder()
            .programName("java -jar servlet-bearer-all.jar")
            .addObject(this)
            .addCommand(OPENAPI, openApi)
            .addCommand(CHECK, check)
            .expandAtSign(false)
            .columnSize(100)
            .build();
  }

  /**
   * Reads the arguments.
   *
   * @throws ParameterException with a sentence on what is wrong
   */
  static Arguments parse(String... arguments) {
    Arguments parsed = new Arguments();
    parsed.parser.parse(arguments);
    OfAnApplication application = parsed.application();
    if (application == null || application.help) {
      return parsed;
    }
    for (String file : application.files) {
      if (file.startsWith("-")) { // the parser takes unknown options for files
        throw new ParameterException(parsed.command() + " has no option " + file + ".");
      }
    }
    if (application.files.size() != 1) {
      throw new ParameterException(
          parsed.command()
              + (application.files.isEmpty() ? " needs a web application" : " takes one argument")
              + ", a WAR file or the folder of one.");
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
    OfAnApplication application = application();
    return help || application != null && application.help;
  }

  boolean wantsVersion() {
    return version;
  }

  /** The command, or null where there is none. */
  @Nullable String command() {
    return parser.getParsedCommand();
  }

  private @Nullable OfAnApplication application() {
    String command = command();
    return command == null ? null : command.equals(OPENAPI) ? openApi : check;
  }

  /** The WAR file or folder. */
  String file() {
    OfAnApplication application = application();
    return application == null ? "" : application.files.get(0);
  }

  /** The context path that was given, or null. */
  @Nullable String contextPath() {
    OfAnApplication application = application();
    return application == null ? null : application.contextPath;
  }

  /** The file to write, or null for standard output. */
  @Nullable String output() {
    return openApi.output;
  }
}
