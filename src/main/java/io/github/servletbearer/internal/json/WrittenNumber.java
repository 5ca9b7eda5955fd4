// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.json;

import org.jspecify.annotations.Nullable;

/** A number as it is written, whose digits no type of Java would all keep. Immutable. */
final class WrittenNumber extends Number {
  private static final long serialVersionUID = 1L;

  private final String text;

  /**
   * @param text a number by the grammar of JSON (RFC 8259 6)
   */
  WrittenNumber(String text) {
    this.text = text;
  }

  @Override
  public int intValue() {
    return (int) doubleValue();
  }

  @Override
  public long longValue() {
    return (long) doubleValue();
  }

  @Override
  public float floatValue() {
    return (float) doubleValue();
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WrittenNumber && text.equals(((WrittenNumber) other).text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
