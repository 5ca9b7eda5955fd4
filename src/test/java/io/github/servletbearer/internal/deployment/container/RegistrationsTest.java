// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.Fakes;
import javax.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegistrationsTest {
  /** A context of an embedded server. */
  public record Context(@Nullable ClassLoader getClassLoader) {}

  @Test
  @DisplayName("a context without a class loader, as of an embedded Jetty, has ours")
  void contextWithoutClassLoader() {
    ClassLoader own = ClassLoader.getPlatformClassLoader();

    assertThat(Registrations.classLoader(Fakes.as(ServletContext.class, new Context(own))))
        .isSameAs(own);
    assertThat(Registrations.classLoader(Fakes.as(ServletContext.class, new Context(null))))
        .isSameAs(Registrations.class.getClassLoader());
  }
}
