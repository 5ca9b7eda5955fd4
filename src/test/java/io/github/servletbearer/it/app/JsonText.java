// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app;

/** Writes the little JSON that the test servlets speak; nothing but the JDK. */
final class JsonText {

  private final StringBuilder text = new StringBuilder("{");

  JsonText add(String name, String value) {
    return addRaw(name, value == null ? "null" : quote(value));
  }

  JsonText add(String name, boolean value) {
    return addRaw(name, Boolean.toString(value));
  }

  private JsonText addRaw(String name, String value) {
    if (text.length() > 1) {
      text.append(", ");
    }
    text.append(quote(name)).append(": ").append(value);
    return this;
  }

  private static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || c < ' ' || c > '~') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
