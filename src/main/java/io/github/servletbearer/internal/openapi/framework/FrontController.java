// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.deployment.OtherFilter;
import io.github.servletbearer.internal.deployment.Superclasses;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A servlet or filter behind which a framework may answer. Immutable. */
public final class FrontController {
  private final String name;
  private final boolean isFilter;
  private final List<String> lineage;
  private final List<UrlPattern> patterns;
  private final Map<String, String> initParameters;
  private final Map<String, String> contextParameters;

  private FrontController(
      String name,
      boolean isFilter,
      List<String> lineage,
      Collection<UrlPattern> patterns,
      Map<String, String> initParameters,
      Map<String, String> contextParameters) {
    this.name = name;
    this.isFilter = isFilter;
    this.lineage = lineage;
    this.patterns = Collections.unmodifiableList(new ArrayList<>(patterns));
    this.initParameters = initParameters;
    this.contextParameters = Collections.unmodifiableMap(contextParameters);
  }

  /** A servlet of the application. */
  public static FrontController of(
      ServletEntry servlet, Superclasses superclasses, Map<String, String> contextParameters) {
    return new FrontController(
        servlet.name(),
        false,
        lineage(servlet.className(), superclasses),
        servlet.patterns(),
        servlet.initParameters(),
        contextParameters);
  }

  /** A filter that serves content of its own. */
  public static FrontController of(
      OtherFilter filter, Superclasses superclasses, Map<String, String> contextParameters) {
    return new FrontController(
        filter.name(),
        true,
        lineage(filter.entry().className(), superclasses),
        filter.servedPatterns(),
        filter.entry().initParameters(),
        contextParameters);
  }

  private static List<String> lineage(@Nullable String className, Superclasses superclasses) {
    return className == null
        ? Collections.emptyList()
        : new ArrayList<>(superclasses.lineage(className));
  }

  /** The name of the servlet or filter; some frameworks find their configuration by it. */
  public String name() {
    return name;
  }

  /** Whether it is a filter; else it is a servlet. */
  public boolean isFilter() {
    return isFilter;
  }

  /** Whether its class is this one or extends it. */
  public boolean isA(String className) {
    return lineage.contains(className);
  }

  /** The names of its class and of the superclasses of it, nearest first. */
  public List<String> lineage() {
    return Collections.unmodifiableList(lineage);
  }

  /** Its url-patterns for requests from outside. */
  public List<UrlPattern> patterns() {
    return patterns;
  }

  public Map<String, String> initParameters() {
    return initParameters;
  }

  /** The context-params of web.xml. */
  public Map<String, String> contextParameters() {
    return contextParameters;
  }
}
