// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import io.github.servletbearer.internal.bytes.Streams;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * An HTML file with placeholders: a name in two braces is replaced by escaped text, a name in three
 * by HTML as it is. Immutable.
 */
public final class HtmlTemplate {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private final String html;

  private HtmlTemplate(String html) {
    this.html = html;
  }

  /** The template in this file beside the class. */
  public static HtmlTemplate read(Class<?> neighbour, String file) {
    return new HtmlTemplate(Streams.resource(neighbour, file));
  }

  /** The text with all characters replaced that are special in HTML, attributes included. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Sets the first value. */
  public Filled with(String name, String value) {
    return with(Collections.singletonMap(name, value));
  }

  /** Sets the first values, by their names. */
  public Filled with(Map<String, String> values) {
    return new Filled(html, values);
  }

  /** A template with values for its placeholders. Not thread-safe. */
  public static final class Filled {
    private final String html;
    private final Map<String, String> values;

    private Filled(String html, Map<String, String> values) {
      this.html = html;
      this.values = new HashMap<>(values);
    }

    /** Sets another value. */
    public Filled with(String name, String value) {
      values.put(name, value);
      return this;
    }

    /**
     * The HTML.
     *
     * @throws IllegalArgumentException if a placeholder has no value
     */
    public String html() {
      StringBuilder filled = new StringBuilder(html.length() * 2);
      int done = 0;
      for (int open = html.indexOf(OPEN); open >= 0; open = html.indexOf(OPEN, done)) {
        boolean asIs = html.startsWith("{", open + OPEN.length());
        int start = open + OPEN.length() + (asIs ? 1 : 0);
        int end = html.indexOf(CLOSE, start);
        String name = html.substring(start, end);
        String value = values.get(name);
        if (value == null) {
          throw new IllegalArgumentException("no value for " + name);
        }
        filled.append(html, done, open).append(asIs ? value : escape(value));
        done = end + CLOSE.length() + (asIs ? 1 : 0);
      }
      return filled.append(html, done, html.length()).toString();
    }
  }
}
