// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An HTML file with places to fill: a name in two braces takes text, which is escaped; a name in
 * three takes HTML as it is. Immutable.
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
    return new HtmlTemplate(text(neighbour, file));
  }

  /** The text of a file beside the class, in our own JAR. */
  public static String text(Class<?> neighbour, String file) {
    try (InputStream in = neighbour.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The JAR is incomplete: " + file + " is missing");
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return new String(out.toByteArray(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts to fill the places. */
  public Filled with(String name, String value) {
    return new Filled(html).with(name, value);
  }

  /** A template with the values for its places. Not thread-safe. */
  public static final class Filled {
    private final String html;
    private final Map<String, String> values = new HashMap<>();

    private Filled(String html) {
      this.html = html;
    }

    /** One value more. */
    public Filled with(String name, String value) {
      values.put(name, value);
      return this;
    }

    /**
     * The HTML.
     *
     * @throws IllegalArgumentException if a place has no value
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
          throw new IllegalArgumentException("nothing was given for " + name);
        }
        filled.append(html, done, open).append(asIs ? value : Html.escape(value));
        done = end + CLOSE.length() + (asIs ? 1 : 0);
      }
      return filled.append(html, done, html.length()).toString();
    }
  }
}
