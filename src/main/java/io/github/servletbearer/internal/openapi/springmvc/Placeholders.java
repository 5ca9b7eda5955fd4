// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.framework.SpringFiles;
import io.github.servletbearer.internal.openapi.framework.UriTemplate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The values of placeholders as {@code ${name:default}}, by files of properties. */
final class Placeholders {
  private static final int MAX_DEPTH = 5;
  private static final int MAX_FILES = 100;
  private static final int MAX_STEPS = 200;
  private static final int MAX_LENGTH = 2_000;

  private final Map<String, String> values = new HashMap<>();
  private int files = 0;
  private int steps = 0;

  void put(String name, String value) {
    values.put(name, value);
  }

  /** Reads files of properties; those that cannot be read say nothing. */
  void read(Collection<String> locations, SpringFiles beside) {
    for (String location : beside.paths(locations)) {
      if (files++ >= MAX_FILES) {
        return;
      }
      beside.forEachFile(
          location,
          file -> {
            Properties properties = new Properties();
            properties.load(file);
            properties.forEach((name, value) -> put(String.valueOf(name), String.valueOf(value)));
          });
    }
  }

  /** The text with values in place of placeholders; those without a value stay. */
  String resolve(String text) {
    steps = 0;
    return text.contains("${") ? resolve(text, MAX_DEPTH) : text;
  }

  private String resolve(String text, int depth) {
    StringBuilder resolved = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
      int close = UriTemplate.closing(text, open + 1);
      if (close < 0 || depth == 0 || ++steps > MAX_STEPS || text.length() > MAX_LENGTH) {
        break;
      }
      resolved.append(text, at, open).append(value(text.substring(open + 2, close), depth));
      at = close + 1;
    }
    return resolved.append(text.substring(at)).toString();
  }

  private String value(String placeholder, int depth) {
    String inner = resolve(placeholder, depth - 1);
    int colon = inner.indexOf(':');
    String name = colon < 0 || values.containsKey(inner) ? inner : inner.substring(0, colon);
    String value = values.get(name.trim());
    if (value != null) {
      return resolve(value, depth - 1);
    }
    return colon < 0 ? "${" + inner + "}" : inner.substring(colon + 1);
  }
}
