// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one form. It carries the words in which the form is documented, so that both
 * stand in one place. Immutable. Forms of one kind share a class, since all of them are made at
 * every start, and a class or a lambda for each would cost more there than all that is read.
 *
 * @param <T> what a value means
 */
public abstract class ValueParser<T> {
  private final String name;
  private final String form;
  private final @Nullable T empty;

  /**
   * @param name the form's name in the documentation
   * @param form how a value is written, in Markdown
   */
  ValueParser(String name, String form) {
    this(name, form, null);
  }

  /**
   * A parser that gives what is not set a meaning, as for lists.
   *
   * @param empty that meaning, or null where there is none
   */
  ValueParser(String name, String form, @Nullable T empty) {
    this.name = name;
    this.form = form;
    this.empty = empty;
  }

  public final String name() {
    return name;
  }

  /** How a value is written, in Markdown: {@code a duration, or `off`}. */
  public final String form() {
    return form;
  }

  /**
   * Reads a value without blanks around it.
   *
   * @throws IllegalArgumentException whose message says the cure
   */
  public abstract T parse(String value);

  /** What it means that no value is set, or null where that has no meaning of its own. */
  public final @Nullable T empty() {
    return empty;
  }

  /** Whether a value may be a secret by mistake and must never be printed. */
  public boolean isSecret() {
    return false;
  }
}
