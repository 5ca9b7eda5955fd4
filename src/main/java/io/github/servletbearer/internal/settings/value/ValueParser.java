// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one form. It carries the words in which the form is documented, so that both
 * stand in one place. Immutable.
 *
 * @param <T> what a value means
 */
public final class ValueParser<T> {
  private final String name;
  private final String form;
  private final Function<String, T> function;
  private final @Nullable T empty;
  private final boolean secret;

  private ValueParser(
      String name, String form, Function<String, T> function, @Nullable T empty, boolean secret) {
    this.name = name;
    this.form = form;
    this.function = function;
    this.empty = empty;
    this.secret = secret;
  }

  /**
   * A parser.
   *
   * @param name the form's name in the documentation
   * @param form how a value is written, in Markdown
   * @param function throws {@link IllegalArgumentException}, whose message says the cure
   */
  static <T> ValueParser<T> of(String name, String form, Function<String, T> function) {
    return new ValueParser<>(name, form, function, null, false);
  }

  /** The same, whose values are completed. */
  ValueParser<T> map(UnaryOperator<T> completion) {
    return new ValueParser<>(name, form, function.andThen(completion), empty, secret);
  }

  /** The same with a meaning of what is not set, as for lists. */
  ValueParser<T> orEmpty(T meaning) {
    return new ValueParser<>(name, form, function, meaning, secret);
  }

  /** The same for values that may be a secret by mistake and are never printed. */
  ValueParser<T> forSecrets() {
    return new ValueParser<>(name, form, function, empty, true);
  }

  public String name() {
    return name;
  }

  /** How a value is written, in Markdown: {@code a duration, or `off`}. */
  public String form() {
    return form;
  }

  /** Reads a value without blanks around it; its exception names the cure. */
  public T parse(String value) {
    return function.apply(value);
  }

  /** What it means that no value is set, or null where that has no meaning of its own. */
  public @Nullable T empty() {
    return empty;
  }

  /** Whether a value may be a secret by mistake and must never be printed. */
  public boolean isSecret() {
    return secret;
  }
}
