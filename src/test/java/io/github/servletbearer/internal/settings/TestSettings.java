// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import io.github.servletbearer.internal.settings.value.SecretReference;
import java.util.Map;

/** Settings for the tests of other packages, read as an application's are. */
public final class TestSettings {
  private TestSettings() {}

  /** The settings of a web.xml with these parts, which must be without a problem. */
  public static Settings of(String... parts) {
    Problems problems = new Problems();
    Settings settings =
        SettingsReader.read(
            WebXmlText.deployment(parts),
            Sources.of(Map.of(), Map.of(), Map.of()),
            "Application",
            problems);
    assertThat(problems.errors()).isEmpty();
    return settings;
  }

  /** Those of a companion servlet and a filter f on /api/* with these init-params. */
  public static Settings with(String... parameters) {
    return of(
        WebXmlText.COMPANION,
        WebXmlText.filter("f", parameters),
        WebXmlText.filterMapping("f", "/api/*"));
  }

  /** A reference as a setting would hold it. */
  public static SecretReference reference(String value) {
    return SecretReference.PARSER.parse(value);
  }
}
