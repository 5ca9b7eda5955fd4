// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.document;

import io.github.servletbearer.it.Frameworks;
import io.github.servletbearer.it.WebApp;
import java.util.List;

/** One application of each kind of framework, for those who judge documents. */
public final class FrameworkSample {
  public static final List<FrameworkSample> ALL =
      List.of(
          new FrameworkSample(JaxRsApps.ALL, "jersey-2.47 packages"),
          new FrameworkSample(SpringMvcApps.ALL, "spring-5.3 xml"));

  private final FrameworkApp app;

  private FrameworkSample(List<FrameworkApp> apps, String name) {
    app = apps.stream().filter(each -> each.toString().equals(name)).findFirst().orElseThrow();
  }

  /** Those whose JARs are there. */
  public static List<FrameworkSample> present() {
    return ALL.stream().filter(each -> Frameworks.isThere(each.app.framework())).toList();
  }

  /** Skips or fails the test where its JARs are missing. */
  public void require() {
    Frameworks.require(app.framework());
  }

  /** Of its document, and of the context. */
  public String name() {
    return app.contextPath().substring(1);
  }

  public WebApp build() {
    return app.build();
  }

  @Override
  public String toString() {
    return name();
  }
}
