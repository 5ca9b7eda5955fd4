// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Values that are one of some words. */
public final class Choices {
  public static final ValueParser<Boolean> BOOLEAN =
      of("boolean", String::valueOf, Arrays.asList(true, false));

  public static final ValueParser<Boolean> SWITCH =
      of("switch", on -> on ? "on" : "off", Arrays.asList(true, false));

  public static final ValueParser<SchemeKind> SCHEME =
      of("scheme", SchemeKind::word, Arrays.asList(SchemeKind.values()));

  public static final ValueParser<TokenFormat> TOKEN_FORMAT =
      of("token format", TokenFormat::word, Arrays.asList(TokenFormat.values()));

  public static final ValueParser<PasswordGrantClients> PASSWORD_GRANT_CLIENTS =
      of(
          "password grant clients",
          PasswordGrantClients::word,
          Arrays.asList(PasswordGrantClients.values()));

  public static final ValueParser<String> OPENAPI_VERSION =
      of("openapi version", version -> version, Arrays.asList("3.0.3", "3.1.0"));

  private Choices() {}

  /**
   * A parser of these choices alone.
   *
   * @param word how a choice is written
   */
  static <T> ValueParser<T> of(String name, Function<T, String> word, List<T> choices) {
    List<String> words = choices.stream().map(word).collect(Collectors.toList());
    String form =
        words.stream()
            .map(each -> "`" + each + "`")
            .collect(Collectors.joining(", "))
            .replaceFirst(", (?=[^,]*$)", " or ");
    return ValueParser.of(
        name,
        form,
        value -> {
          int index = words.indexOf(value);
          if (index < 0) {
            throw new IllegalArgumentException("Write " + String.join(" or ", words) + ".");
          }
          return choices.get(index);
        });
  }
}
