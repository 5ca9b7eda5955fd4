// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.jose.JwsAlgorithm;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Values that are one of some words.
 *
 * @param <T> what a word means
 */
public final class Choices<T> extends ValueParser<T> {
  /** Methods that only read (RFC 9110 9.2.1), but for TRACE. */
  public static final List<String> READING_METHODS =
      Collections.unmodifiableList(Arrays.asList("GET", "HEAD", "OPTIONS"));

  public static final ValueParser<Boolean> BOOLEAN =
      new Choices<>("boolean", trueOrFalse("true", "false"));
  public static final ValueParser<Boolean> SWITCH =
      new Choices<>("switch", trueOrFalse("on", "off"));
  public static final ValueParser<SchemeKind> SCHEME = new Choices<>("scheme", schemes());
  public static final ValueParser<TokenFormat> TOKEN_FORMAT =
      new Choices<>("token format", byName(TokenFormat.values()));
  public static final ValueParser<PasswordGrantClients> PASSWORD_GRANT_CLIENTS =
      new Choices<>("password grant clients", byName(PasswordGrantClients.values()));
  public static final ValueParser<Session> SESSION =
      new Choices<>("session", byName(Session.values()));
  public static final ValueParser<String> OPENAPI_VERSION =
      new Choices<>("openapi version", themselves(Arrays.asList("3.0.3", "3.1.0")));
  public static final ValueParser<Set<GrantType>> GRANTS =
      new Several<>("grants", byName(GrantType.values()));
  public static final ValueParser<Set<String>> OPEN_METHODS =
      new OpenMethods(new Several<>("open methods", themselves(READING_METHODS)));

  /**
   * Algorithms of a provider, in their order; none is symmetric: the provider's secret is no key.
   */
  public static final ValueParser<Set<JwsAlgorithm>> ALGORITHMS =
      new Several<>("algorithms", algorithms());

  private final Map<String, T> byWord;

  private Choices(String name, Map<String, T> byWord) {
    super(name, quoted(byWord.keySet(), " or "));
    this.byWord = byWord;
  }

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

  private static Map<String, Boolean> trueOrFalse(String yes, String no) {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put(yes, true);
    words.put(no, false);
    return words;
  }

  private static <E extends Enum<E>> Map<String, E> byName(E[] choices) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E choice : choices) {
      words.put(choice.name().toLowerCase(Locale.ROOT), choice);
    }
    return words;
  }

  private static Map<String, String> themselves(List<String> choices) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String choice : choices) {
      words.put(choice, choice);
    }
    return words;
  }

  private static Map<String, SchemeKind> schemes() {
    Map<String, SchemeKind> words = new LinkedHashMap<>();
    for (SchemeKind kind : SchemeKind.values()) {
      words.put(kind.word(), kind);
    }
    return words;
  }

  private static Map<String, JwsAlgorithm> algorithms() {
    Map<String, JwsAlgorithm> words = new LinkedHashMap<>();
    for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
      if (!algorithm.isSymmetric()) {
        words.put(algorithm.header(), algorithm);
      }
    }
    words.put("Ed25519", JwsAlgorithm.EDDSA); // its other name (RFC 9864 2.2)
    return words;
  }

  private static String quoted(Collection<String> words, String beforeLast) {
    StringBuilder text = new StringBuilder();
    int left = words.size();
    for (String word : words) {
      left--;
      text.append('`')
          .append(word)
          .append('`')
          .append(left > 1 ? ", " : left == 1 ? beforeLast : "");
    }
    return text.toString();
  }

  @Override
  public T parse(String value) {
    T choice = byWord.get(value);
    if (choice == null) {
      throw new IllegalArgumentException("Write " + String.join(" or ", byWord.keySet()) + ".");
    }
    return choice;
  }

  /** Lists of such words, without duplicates. */
  private static final class Several<T> extends ValueParser<Set<T>> {
    private final Map<String, T> byWord;

    Several(String name, Map<String, T> byWord) {
      super(name, "a list of " + quoted(byWord.keySet(), ", "));
      this.byWord = byWord;
    }

    @Override
    public Set<T> parse(String value) {
      Set<T> found = new LinkedHashSet<>();
      for (String each : Lists.words(value)) {
        T choice = byWord.get(each);
        if (choice == null) {
          throw new IllegalArgumentException(
              "\"" + each + "\" is none of " + String.join(", ", byWord.keySet()) + ".");
        }
        found.add(choice);
      }
      return Collections.unmodifiableSet(found);
    }
  }

  /** HEAD runs {@code doGet}, so GET includes it. */
  private static final class OpenMethods extends ValueParser<Set<String>> {
    private final ValueParser<Set<String>> named;

    OpenMethods(ValueParser<Set<String>> named) {
      super(named.name(), named.form(), Collections.emptySet());
      this.named = named;
    }

    @Override
    public Set<String> parse(String value) {
      Set<String> methods = new LinkedHashSet<>(named.parse(value));
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      return Collections.unmodifiableSet(methods);
    }
  }
}
