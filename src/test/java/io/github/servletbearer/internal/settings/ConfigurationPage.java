// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.settings.value.ValueParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes docs/configuration.md from the declarations of the settings. */
public final class ConfigurationPage {
  private static final String INTRODUCTION =
      """
      # Configuration

      This page is generated from the code: change `Setting.java`, then run
      `mvn test -Dtest=DocumentationTest -Dupdate.docs=true`.

      Everything has a default: the block of the README needs no setting at all. What is wrong stops
      the application at its start, and the log says all of it at once; see
      [troubleshooting](troubleshooting.md).

      ## Where a setting stands

      | place | written as |
      |---|---|
      | [filter](#filter) | `init-param` of the filter that it is meant for, and nowhere else: nothing outside can weaken one mapping |
      | [scheme](#scheme) | as shared settings; as `init-param` it holds for the filters that name the same `schemeName`, and these must agree |
      | [shared](#shared) | once for the whole application |

      Scheme and shared settings are looked for in this order; the first that has one wins:

      1. system property: `bearer.` and the name, `-Dbearer.accessTokenLifetime=1h`
      2. environment variable: `SERVLET_BEARER_` and the name in capitals, `SERVLET_BEARER_ACCESS_TOKEN_LIFETIME=1h`
      3. `context-param` of `web.xml`, or of the server's context file: `bearer.` and the name
      4. `init-param` of a filter or of the companion servlet: the name alone; two that differ are an error
      5. the default

      ```xml
      <context-param>
        <param-name>bearer.accessTokenLifetime</param-name>
        <param-value>1h</param-value>
      </context-param>
      ```

      ```xml
      <filter>
        <filter-name>bearer</filter-name>
        <filter-class>io.github.servletbearer.BearerFilter</filter-class>
        <init-param>
          <param-name>requiredScopes</param-name>
          <param-value>GET: items:read; *: items:write</param-value>
        </init-param>
      </filter>
      ```

      A name that no setting has is an error inside the application, and a warning where it is a system
      property or an environment variable, which another application may own.

      ## How values are written

      | form | written as |
      |---|---|
      """;

  private ConfigurationPage() {}

  /** The whole page. */
  public static String text() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    forms().forEach((name, form) -> page.append("| " + name + " | " + form + " |\n"));
    page.append(
        "\nBlanks and line breaks around a value do not count, so a long one may have its\n");
    page.append("own lines. An empty value is an error: remove the setting instead.\n");
    for (Setting.Place place : Setting.Place.values()) {
      append(page, place);
    }
    return page.toString();
  }

  /** The forms that settings have, by their names, each once. */
  private static Map<String, String> forms() {
    Map<String, ValueParser<?>> parsers = new LinkedHashMap<>();
    Map<String, String> forms = new TreeMap<>();
    for (Setting<?> setting : Setting.all()) {
      ValueParser<?> parser = setting.parser();
      ValueParser<?> other = parsers.put(parser.name(), parser);
      if (other != null && other != parser) {
        throw new AssertionError("two forms are named " + parser.name());
      }
      forms.put(parser.name(), parser.form());
    }
    return forms;
  }

  private static void append(StringBuilder page, Setting.Place place) {
    page.append("\n## ").append(title(place)).append("\n\n");
    page.append("| name | form | default | |\n|---|---|---|---|\n");
    for (Setting<?> setting : Setting.all()) {
      if (setting.place() == place) {
        String value = setting.defaultText();
        page.append("| `").append(setting.key());
        page.append("` | ").append(setting.parser().name());
        page.append(" | ").append(value == null ? "" : "`" + value + "`");
        page.append(" | ").append(setting.sentence().replace("|", "\\|")).append(" |\n");
      }
    }
    if (place != Setting.Place.FILTER) {
      page.append("\n| name | system property, context-param | environment variable |\n");
      page.append("|---|---|---|\n");
      for (Setting<?> setting : Setting.all()) {
        if (setting.place() == place) {
          page.append("| `").append(setting.key());
          page.append("` | `").append(setting.propertyName());
          page.append("` | `").append(setting.environmentName()).append("` |\n");
        }
      }
    }
  }

  private static String title(Setting.Place place) {
    return switch (place) {
      case FILTER -> "Filter";
      case SCHEME -> "Scheme";
      case SHARED -> "Shared";
    };
  }
}
