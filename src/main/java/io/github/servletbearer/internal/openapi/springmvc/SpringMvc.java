// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of Spring (spring-projects/spring-framework 3.0 to 5.3). */
final class SpringMvc {
  static final String DISPATCHER = "org.springframework.web.servlet.DispatcherServlet";

  /** What the file of a class that uses Spring holds. */
  static final String IN_FILE = "org/springframework/";

  /** The classes of the module, as class files name them. */
  static final String SERVLET = IN_FILE + "web/servlet/";

  static final String PACKAGE = "org.springframework.";
  static final String BIND = "org.springframework.web.bind.annotation.";
  static final String MAPPING = BIND + "RequestMapping";
  static final String BODY = BIND + "ResponseBody";
  static final String COMPONENT = "org.springframework.stereotype.Component";
  static final String CONTROLLER = "org.springframework.stereotype.Controller";

  private static final String CONTEXT = "org.springframework.context.annotation.";
  static final String BEAN = CONTEXT + "Bean";
  static final String COMPONENT_SCAN = CONTEXT + "ComponentScan";
  static final String IMPORT = CONTEXT + "Import";
  static final String IMPORT_RESOURCE = CONTEXT + "ImportResource";
  static final String PROPERTY_SOURCE = CONTEXT + "PropertySource";
  static final String ENABLE_WEB_MVC =
      "org.springframework.web.servlet.config.annotation.EnableWebMvc";

  /** An annotation that is there since 5.0. */
  static final String NULLABLE = PACKAGE + "lang.Nullable";

  /** A class that is there since 5.3, in which patterns no longer match with any extension. */
  static final String SINCE_5_3 = "org.springframework.web.util.ServletRequestPathUtils";

  static final String BOOT = "org.springframework.boot.autoconfigure.SpringBootApplication";

  private static final Map<String, List<String>> META = new HashMap<>();
  private static final Map<String, String> METHODS = new HashMap<>();

  static {
    META.put("org.springframework.stereotype.Service", Collections.singletonList(COMPONENT));
    META.put("org.springframework.stereotype.Repository", Collections.singletonList(COMPONENT));
    META.put(CONTROLLER, Collections.singletonList(COMPONENT));
    META.put(CONTEXT + "Configuration", Collections.singletonList(COMPONENT));
    META.put(BIND + "RestController", Arrays.asList(CONTROLLER, BODY, COMPONENT));
    META.put(BOOT, Arrays.asList(COMPONENT, COMPONENT_SCAN, ENABLE_WEB_MVC));
    for (String method : new String[] {"Get", "Post", "Put", "Delete", "Patch"}) {
      String name = BIND + method + "Mapping";
      META.put(name, Collections.singletonList(MAPPING));
      METHODS.put(name, method.toUpperCase(Locale.ROOT));
    }
  }

  private SpringMvc() {}

  /** Whether an annotation of Spring is another one, or stands for it. */
  static boolean standsFor(String className, String other) {
    return className.equals(other)
        || META.getOrDefault(className, Collections.emptyList()).contains(other);
  }

  /** The HTTP method that an annotation of Spring stands for, or an empty text. */
  static String httpMethod(String className) {
    return METHODS.getOrDefault(className, "");
  }
}
