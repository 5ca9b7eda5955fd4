// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.jose.JwsAlgorithm;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values that are one of some words, or a list of them. */
public final class Choices {
  /** Methods that only read (RFC 9110 9.2.1), but for TRACE. */
  public static final List<String> READING_METHODS =
      Collections.unmodifiableList(Arrays.asList("GET", "HEAD", "OPTIONS"));

  public static final ValueParser<Boolean> BOOLEAN =
      of("boolean", String::valueOf, Arrays.asList(true, false));
  public static final ValueParser<Boolean> SWITCH =
      of("switch", on -> on ? "on" : "off", Arrays.asList(true, false));
  public static final ValueParser<SchemeKind> SCHEME =
      of("scheme", SchemeKind::word, Arrays.asList(SchemeKind.values()));
  public static final ValueParser<TokenFormat> TOKEN_FORMAT =
      of("token format", Choices::lowerCase, Arrays.asList(TokenFormat.values()));
  public static final ValueParser<PasswordGrantClients> PASSWORD_GRANT_CLIENTS =
      of(
          "password grant clients",
          Choices::lowerCase,
          Arrays.asList(PasswordGrantClients.values()));
  public static final ValueParser<Session> SESSION =
      of("session", Choices::lowerCase, Arrays.asList(Session.values()));
  public static final ValueParser<String> OPENAPI_VERSION =
      of("openapi version", version -> version, Arrays.asList("3.0.3", "3.1.0"));
  public static final ValueParser<Set<GrantType>> GRANTS =
      listOf("grants", GrantType::byWord, GrantType::word, Arrays.asList(GrantType.values()));

  /** HEAD runs {@code doGet}, so GET includes it. */
  public static final ValueParser<Set<String>> OPEN_METHODS =
      listOf("open methods", word -> word, word -> word, READING_METHODS)
          .map(Choices::withHead)
          .orEmpty(Collections.emptySet());

  /**
   * Algorithms of a provider, in their order; none is symmetric: the provider's secret is no key.
   */
  public static final ValueParser<Set<JwsAlgorithm>> ALGORITHMS =
      listOf(
          "algorithms",
          JwsAlgorithm::of,
          JwsAlgorithm::header,
          Arrays.stream(JwsAlgorithm.values())
              .filter(algorithm -> !algorithm.isSymmetric())
              .collect(Collectors.toList()));

  private Choices() {}

  /** What the token endpoint issues. */
  public enum TokenFormat {
    /** Random tokens, which this server alone knows. */
    OPAQUE,

    /** Signed tokens (RFC 9068), which can be verified with the public keys. */
    JWT
  }

  /** What a filter does with users of the application's own login. */
  public enum Session {
    /** They need a token, too. */
    IGNORE,

    /** They need none. */
    ACCEPT
  }

  /** Which clients may ask for tokens by the password grant. */
  public enum PasswordGrantClients {
    /** Every client, with a secret or without one. */
    ANY,

    /** Clients that have authenticated by their secret (RFC 6749 2.3). */
    AUTHENTICATED
  }

  private static Set<String> withHead(Set<String> methods) {
    Set<String> all = new LinkedHashSet<>(methods);
    if (all.contains("GET")) {
      all.add("HEAD");
    }
    return Collections.unmodifiableSet(all);
  }

  private static String lowerCase(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static <T> ValueParser<T> of(String name, Function<T, String> word, List<T> choices) {
    List<String> words = choices.stream().map(word).collect(Collectors.toList());
    return ValueParser.of(
        name,
        quoted(words).replaceFirst(", (?=[^,]*$)", " or "),
        value -> {
          int index = words.indexOf(value);
          if (index < 0) {
            throw new IllegalArgumentException("Write " + String.join(" or ", words) + ".");
          }
          return choices.get(index);
        });
  }

  /**
   * A parser of lists without duplicates.
   *
   * @param find the choice that a word names, which may have several; null if it names none
   */
  private static <T> ValueParser<Set<T>> listOf(
      String name, Function<String, @Nullable T> find, Function<T, String> word, List<T> choices) {
    List<String> words = choices.stream().map(word).collect(Collectors.toList());
    return ValueParser.of(
        name,
        "a list of " + quoted(words),
        value -> {
          Set<T> found = new LinkedHashSet<>();
          for (String each : Lists.words(value)) {
            T choice = find.apply(each);
            if (choice == null || !choices.contains(choice)) {
              throw new IllegalArgumentException(
                  "\"" + each + "\" is none of " + String.join(", ", words) + ".");
            }
            found.add(choice);
          }
          return Collections.unmodifiableSet(found);
        });
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }
}
