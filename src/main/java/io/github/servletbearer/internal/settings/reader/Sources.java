// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import io.github.servletbearer.internal.settings.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Everything outside filters and servlets that may hold a setting. Immutable. */
public final class Sources {
  private final Map<String, String> systemProperties;
  private final Map<String, String> environment;
  private final Map<String, String> contextParameters;

  private Sources(
      Map<String, String> systemProperties,
      Map<String, String> environment,
      Map<String, String> contextParameters) {
    this.systemProperties = withPrefix(systemProperties, Setting.PREFIX);
    this.environment = withPrefix(environment, Setting.ENVIRONMENT_PREFIX);
    this.contextParameters = withPrefix(contextParameters, Setting.PREFIX);
  }

  /** The process's own properties and variables, and these context-params of the application. */
  public static Sources ofProcess(Map<String, String> contextParameters) {
    Properties properties = System.getProperties();
    Map<String, String> system = new LinkedHashMap<>();
    for (String name : properties.stringPropertyNames()) {
      system.put(name, properties.getProperty(name));
    }
    return new Sources(system, System.getenv(), contextParameters);
  }

  public static Sources of(
      Map<String, String> systemProperties,
      Map<String, String> environment,
      Map<String, String> contextParameters) {
    return new Sources(systemProperties, environment, contextParameters);
  }

  /** Those whose names begin so, in any case: "Bearer.users" is a misspelt setting. */
  private static Map<String, String> withPrefix(Map<String, String> all, String prefix) {
    Map<String, String> ours = new TreeMap<>();
    for (Map.Entry<String, String> each : all.entrySet()) {
      if (each.getKey().regionMatches(true, 0, prefix, 0, prefix.length())) {
        ours.put(each.getKey(), each.getValue());
      }
    }
    return Collections.unmodifiableMap(ours);
  }

  /** The system properties {@code bearer.*}. */
  Map<String, String> systemProperties() {
    return systemProperties;
  }

  /** The environment variables {@code SERVLET_BEARER_*}. */
  Map<String, String> environment() {
    return environment;
  }

  /** The context-params {@code bearer.*}. */
  Map<String, String> contextParameters() {
    return contextParameters;
  }
}
