// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.probe.BaseUrl;
import io.github.servletbearer.internal.probe.Limits;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.token.store.jdbc.Dialect;
import io.github.servletbearer.internal.token.store.jdbc.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A command with its options and arguments; {@code usage.txt} describes them. Immutable. */
final class Arguments {
  private static final String ALGORITHM = "--alg";
  private static final String CONFIG = "--config";
  private static final String CONTAINER = "--container";
  private static final String CONTEXT_PATH = "--context-path";
  private static final String FILTER = "--filter";
  private static final String KEYS = "--keys";
  private static final String LOCK = "--lock";
  private static final String METHOD = "--method";
  private static final String OUTPUT = "--output";
  private static final String RATE = "--rate";
  private static final String REQUESTS = "--requests";
  private static final String TABLE_PREFIX = "--table-prefix";
  private static final String WRITE = "--write";

  /** Standard input, where a file could stand. */
  private static final String STANDARD_INPUT = "-";

  /** What can be done, with the number of arguments and the options. */
  enum Command {
    OPENAPI(1, "openapi takes one argument, a WAR file or the folder of one", CONTEXT_PATH, OUTPUT),
    CHECK(1, "check takes one argument, a WAR file or the folder of one", CONTEXT_PATH, CONTAINER),
    INIT(1, "init takes one argument, a WAR file or the folder of one", CONTAINER, LOCK, WRITE),
    PROBE(
        2,
        "probe takes two arguments, a WAR file and the address where it runs",
        CONTAINER,
        RATE,
        REQUESTS),
    EXPLAIN(
        0,
        1,
        "explain takes --config and the file of a token; without a file, standard input",
        CONFIG,
        FILTER,
        KEYS,
        METHOD),
    HASH(
        0,
        "hash takes no password as an argument, which the list of processes and the shell's"
            + " history would show. Start it without, and it asks"),
    GENKEY(0, "genkey takes no argument", ALGORITHM, OUTPUT),
    SCHEMA(
        1, "schema takes one argument: postgresql, h2, oracle, mysql or sqlserver", TABLE_PREFIX);

    private final int fewest;
    private final int most;
    private final String expected;

    @SuppressWarnings("ImmutableEnumChecker") // the list is unmodifiable
    private final List<String> options;

    Command(int arguments, String expected, String... options) {
      this(arguments, arguments, expected, options);
    }

    Command(int fewest, int most, String expected, String... options) {
      this.fewest = fewest;
      this.most = most;
      this.expected = expected;
      this.options = Collections.unmodifiableList(Arrays.asList(options));
    }

    List<String> options() {
      return options;
    }

    private static Command named(String word) throws CommandFailedException {
      for (Command command : values()) {
        if (command.toString().equals(word)) {
          return command;
        }
      }
      throw CommandFailedException.badArguments("there is no command " + Redacted.line(word) + ".");
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Command command;
  private final Map<String, String> options = new HashMap<>();
  private final List<String> arguments = new ArrayList<>();
  private final List<String> locks = new ArrayList<>();
  private final @Nullable BaseUrl address;
  private final @Nullable ServletContainer container;
  private final Limits limits;
  private final JwsAlgorithm algorithm;
  private final @Nullable Dialect dialect;
  private final Schema schema;

  private Arguments(String[] words) throws CommandFailedException {
    command = Command.named(words[0]);
    for (int i = 1; i < words.length; i++) {
      if (!words[i].startsWith("-") || words[i].equals(STANDARD_INPUT)) {
        arguments.add(words[i]);
      } else {
        addOption(words[i], i + 1 < words.length ? words[i + 1] : null);
        i++;
      }
    }
    boolean isMeant = command != Command.EXPLAIN || options.containsKey(CONFIG);
    int given = arguments.size();
    require(isMeant && given >= command.fewest && given <= command.most, command.expected);
    address = command == Command.PROBE ? parseAddress(arguments.get(1)) : null;
    container = ServletContainer.named(options.getOrDefault(CONTAINER, "tomcat"));
    require(container != null, CONTAINER + " is one of " + ServletContainer.names());
    limits =
        Limits.of(
            number(REQUESTS, Limits.REQUESTS, Limits.MOST_REQUESTS),
            number(RATE, Limits.RATE, Limits.HIGHEST_RATE));
    JwsAlgorithm named = JwsAlgorithm.of(options.getOrDefault(ALGORITHM, "ES256"));
    require(named != null, ALGORITHM + " is one of " + algorithms());
    algorithm = Objects.requireNonNull(named);
    dialect = command == Command.SCHEMA ? Dialect.byWord(arguments.get(0)) : null;
    require(command != Command.SCHEMA || dialect != null, command.expected);
    schema = new Schema(tablePrefix());
  }

  private String tablePrefix() throws CommandFailedException {
    String otherwise = String.valueOf(Setting.STORE_TABLE_PREFIX.defaultText());
    try {
      return Setting.STORE_TABLE_PREFIX
          .parser()
          .parse(options.getOrDefault(TABLE_PREFIX, otherwise));
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badArguments(TABLE_PREFIX + ": " + e.getMessage());
    }
  }

  /**
   * Parses the words of a command line.
   *
   * @param words at least one
   * @throws CommandFailedException if they make no sense; the text repeats no argument of {@code
   *     hash}, which may be a password
   */
  static Arguments parse(String... words) throws CommandFailedException {
    return new Arguments(words);
  }

  private void addOption(String word, @Nullable String value) throws CommandFailedException {
    String option = word.equals("-o") ? OUTPUT : word;
    require(
        command.options.contains(option),
        command == Command.HASH
            ? command.expected
            : command + " has no option " + Redacted.line(word));
    require(value != null, word + " needs a value");
    if (option.equals(LOCK)) {
      require(isFilterPattern(value), LOCK + " is a url-pattern: /api/*, /orders, *.do, or /*");
      locks.add(String.valueOf(value));
      return;
    }
    require(options.put(option, String.valueOf(value)) == null, word + " is given twice");
  }

  /** Whether all containers read it alike as a filter's pattern; "/" is the root path alone. */
  private static boolean isFilterPattern(@Nullable String text) {
    return text != null && !text.equals("/") && !UrlPattern.ofFilter(text).isOdd();
  }

  private static BaseUrl parseAddress(String text) throws CommandFailedException {
    try {
      return BaseUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badArguments(String.valueOf(e.getMessage()));
    }
  }

  private int number(String option, int otherwise, int most) throws CommandFailedException {
    try {
      int number = Integer.parseInt(options.getOrDefault(option, String.valueOf(otherwise)));
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw CommandFailedException.badArguments(option + " is a number from 1 to " + most + ".");
  }

  private static String algorithms() {
    return Arrays.stream(JwsAlgorithm.values())
        .map(JwsAlgorithm::header)
        .collect(Collectors.joining(", "));
  }

  private static void require(boolean condition, String text) throws CommandFailedException {
    if (!condition) {
      throw CommandFailedException.badArguments(text + ".");
    }
  }

  Command command() {
    return command;
  }

  /** The WAR file or folder; for {@code explain} also a web.xml. */
  String file() {
    return command == Command.EXPLAIN ? String.valueOf(options.get(CONFIG)) : arguments.get(0);
  }

  /** The file of the token, or null for standard input; for {@code explain}. */
  @Nullable String tokenFile() {
    boolean isFile = !arguments.isEmpty() && !arguments.get(0).equals(STANDARD_INPUT);
    return isFile ? arguments.get(0) : null;
  }

  /** The file of the provider's keys, or null. */
  @Nullable String keysFile() {
    return options.get(KEYS);
  }

  /** The only filter to explain, or null for all. */
  @Nullable String filter() {
    return options.get(FILTER);
  }

  /** The method of the request that would bring the token. */
  String method() {
    return options.getOrDefault(METHOD, "GET");
  }

  /** The context path that was given, or null. */
  @Nullable String contextPath() {
    return address == null ? options.get(CONTEXT_PATH) : address.contextPath();
  }

  /** The container that runs the application; Tomcat where none was given. */
  ServletContainer container() {
    return Objects.requireNonNull(container);
  }

  boolean namesContainer() {
    return options.containsKey(CONTAINER);
  }

  /** The url-patterns to lock; everything where none is given. */
  List<String> locks() {
    return locks.isEmpty() ? Collections.singletonList("/*") : locks;
  }

  /** The WAR to write, or null. */
  @Nullable String write() {
    return options.get(WRITE);
  }

  /** Where the application runs; for {@code probe}. */
  BaseUrl address() {
    return Objects.requireNonNull(address);
  }

  /** How many requests {@code probe} may send. */
  Limits limits() {
    return limits;
  }

  /** The file to write, or null for standard output. */
  @Nullable String output() {
    return options.get(OUTPUT);
  }

  /** The algorithm of the key to generate. */
  JwsAlgorithm algorithm() {
    return algorithm;
  }

  /** The database whose script {@code schema} prints. */
  Dialect dialect() {
    return Objects.requireNonNull(dialect);
  }

  /** The tables of that script. */
  Schema schema() {
    return schema;
  }
}
