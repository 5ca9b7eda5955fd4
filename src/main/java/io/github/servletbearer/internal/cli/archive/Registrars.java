// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.archive;

import io.github.servletbearer.internal.openapi.classfile.ClassReferences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Classes that register servlets or filters by code (Servlet 3.0 4.4), or WebSocket endpoints (JSR
 * 356 6.2, 6.4), as far as class files show. What they register cannot be known without running
 * them. Not thread-safe.
 */
final class Registrars {
  private static final String SERVLET_API = "javax/servlet/";

  // By the ends of names, whichever API and container: the build renames that of servlets alone.
  private static final String CONFIG = "/websocket/server/ServerApplicationConfig";
  private static final String ADD_ENDPOINT = "ServerContainer.addEndpoint";

  private static final List<String> CALLS =
      Collections.unmodifiableList(
          Arrays.asList(
              ".addServlet",
              ".addFilter",
              ".addJspFile",
              ".addMapping",
              ".addMappingForUrlPatterns",
              ".addMappingForServletNames",
              ".setServletSecurity"));

  /** Adds the one filter that {@code KnownFilter.LOG4J} knows to hand on all requests. */
  // apache/logging-log4j2 17ec20a82cfa: log4j-web/src/main/java
  private static final String LOG4J =
      "org.apache.logging.log4j.web.Log4jServletContainerInitializer";

  private final Map<String, String> calls = new TreeMap<>();
  private final Map<String, String> libraries = new HashMap<>();
  private final Set<String> abstractCallers = new HashSet<>();
  private final Set<String> parentsOfConcrete = new HashSet<>();
  private final Map<String, List<String>> abstractChildren = new HashMap<>();

  /**
   * Looks at one class.
   *
   * @param className with dots
   * @param library the JAR that has it; empty for the application's own classes
   */
  void visit(String className, String library, ClassReferences references) {
    if (className.equals(LOG4J)) {
      return;
    }
    for (String parent : references.supertypes()) {
      String name = parent.replace('/', '.');
      if (references.isAbstract()) {
        abstractChildren.computeIfAbsent(name, key -> new ArrayList<>(1)).add(className);
      } else {
        parentsOfConcrete.add(name);
      }
    }
    for (String method : references.methods()) {
      boolean registers =
          method.startsWith(SERVLET_API) && CALLS.stream().anyMatch(method::endsWith);
      if (registers || method.endsWith(ADD_ENDPOINT)) {
        add(className, library, "calls " + method.substring(method.lastIndexOf('/') + 1));
      }
    }
    if (references.supertypes().stream().anyMatch(parent -> parent.endsWith(CONFIG))) {
      add(className, library, "is a ServerApplicationConfig");
    }
    if (references.isAbstract() && calls.containsKey(className)) {
      abstractCallers.add(className);
    }
  }

  private void add(String className, String library, String what) {
    calls.putIfAbsent(className, what);
    libraries.putIfAbsent(className, library);
  }

  /**
   * The classes that may register something, each with what it does. An abstract one of which the
   * application has no concrete subclass, as in libraries for those who want it, does nothing.
   *
   * @param silent libraries of which nothing runs by itself
   */
  List<String> found(Set<String> silent) {
    List<String> found = new ArrayList<>();
    calls.forEach(
        (className, what) -> {
          boolean runs =
              !abstractCallers.contains(className) || isExtended(className, new HashSet<>());
          if (runs && !silent.contains(libraries.get(className))) {
            found.add(className + " " + what);
          }
        });
    return found;
  }

  private boolean isExtended(String className, Set<String> seen) {
    if (parentsOfConcrete.contains(className)) {
      return true;
    }
    for (String child : abstractChildren.getOrDefault(className, Collections.emptyList())) {
      if (seen.add(child) && isExtended(child, seen)) {
        return true;
      }
    }
    return false;
  }
}
