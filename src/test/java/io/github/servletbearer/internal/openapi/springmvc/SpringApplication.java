// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import io.github.servletbearer.internal.openapi.framework.FrameworkApplication;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Applications of controllers, whose servlet is called {@code web}. */
final class SpringApplication {
  static final String SINCE_5_3 = SpringMvc.SINCE_5_3.replace('.', '/') + ".class";

  private SpringApplication() {}

  /** With classes that no configuration names. */
  static FrameworkApplication unconfigured(Class<?>... classes) {
    return new FrameworkApplication(SpringMvcReader::new, SpringMvc.DISPATCHER, classes)
        .named("web");
  }

  /** With beans of these classes. */
  static FrameworkApplication of(Class<?>... classes) {
    String beans =
        Arrays.stream(classes)
            .map(each -> "<bean class='" + each.getName() + "'/>")
            .collect(Collectors.joining());
    return unconfigured(classes).file("/WEB-INF/web-servlet.xml", beans(beans));
  }

  /** The text of a file of Spring. */
  static String beans(String content) {
    return "<beans xmlns='http://www.springframework.org/schema/beans'"
        + " xmlns:context='http://www.springframework.org/schema/context'"
        + " xmlns:p='http://www.springframework.org/schema/p'"
        + " xmlns:mvc='http://www.springframework.org/schema/mvc'>"
        + content
        + "</beans>";
  }
}
