// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.cli.archive.WebArchive;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.webxml.WebXml;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.classfile.ClassReferences;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds an application that is for another name of the Servlet API than the Servlet Bearer in it,
 * or than this JAR. The classes that web.xml names decide, for a library may know both names. Not
 * thread-safe.
 */
final class NamespaceCheck {
  private static final String OURS = "io.github.servletbearer.";
  private static final String OUR_FILTER = "io/github/servletbearer/BearerFilter.class";

  /** More than any real web.xml leads to; classes beyond stay unknown. */
  private static final int MAX_CLASSES = 2000;

  private final WebArchive archive;
  private final Problems problems;
  private final Map<String, List<String>> supertypes = new HashMap<>();

  private NamespaceCheck(WebArchive archive, Problems problems) {
    this.archive = archive;
    this.problems = problems;
  }

  /** Adds an error where the parts do not fit each other. */
  static void add(WebXml webXml, WebArchive archive, Problems problems) throws IOException {
    new NamespaceCheck(archive, problems).add(webXml);
  }

  private void add(WebXml webXml) throws IOException {
    Map<String, Namespace> libraries = bearers();
    Set<Namespace> bearers = new TreeSet<>(libraries.values());
    Map<Namespace, String> components = components(webXml);
    if (bearers.size() > 1) {
      problems.error(
          ProblemCode.OTHER_NAMESPACE,
          String.format(
              "WEB-INF/lib has Servlet Bearer twice, for %s and for %s.",
              Namespace.JAVAX, Namespace.JAKARTA),
          "Keep the one that fits the server, and remove the other.");
      return;
    }
    if (libraries.size() > 1) {
      problems.error(
          ProblemCode.OTHER_NAMESPACE,
          String.format(
              "WEB-INF/lib has Servlet Bearer %d times: %s. Servers differ in which they take.",
              libraries.size(), Redacted.line(String.join(", ", libraries.keySet()))),
          "Keep the newest, and remove the others.");
    }
    for (Namespace bearer : bearers) {
      for (Map.Entry<Namespace, String> component : components.entrySet()) {
        if (component.getKey() != bearer) {
          problems.error(
              ProblemCode.OTHER_NAMESPACE,
              String.format(
                  "%s is for %s, and the Servlet Bearer in WEB-INF/lib is for %s.",
                  component.getValue(), component.getKey(), bearer),
              "Replace it by " + component.getKey().jar() + "." + elsewhere(component.getKey()));
          return;
        }
      }
    }
    Set<Namespace> all = EnumSet.noneOf(Namespace.class);
    all.addAll(bearers);
    all.addAll(components.keySet());
    all.remove(Namespace.ofThisJar());
    for (Namespace other : all) {
      problems.error(
          ProblemCode.OTHER_NAMESPACE,
          String.format(
              "the application is for %s, and this JAR for %s, so that it cannot judge the"
                  + " application's classes.",
              other, Namespace.ofThisJar()),
          "Run " + other.jar() + " instead." + elsewhere(other));
    }
  }

  private static String elsewhere(Namespace namespace) {
    return namespace == Namespace.JAVAX
        ? " Tomcat 10 and later run such an application from their folder webapps-javaee."
        : "";
  }

  /** The libraries that have Servlet Bearer, with what each is for; none where it is elsewhere. */
  private Map<String, Namespace> bearers() throws IOException {
    Map<String, Namespace> found = new TreeMap<>();
    archive.forEachLibraryFile(
        (library, name, content) -> {
          if (name.equals(OUR_FILTER)) {
            Namespace namespace = Namespace.of(supertypes(content));
            if (namespace != null) {
              found.put(String.valueOf(library.getFileName()), namespace);
            }
          }
        });
    return found;
  }

  /** What the application's servlets, filters and listeners are for, each with the first one. */
  private Map<Namespace, String> components(WebXml webXml) throws IOException {
    Map<String, String> named = new LinkedHashMap<>();
    for (ServletEntry servlet : webXml.servlets()) {
      named.putIfAbsent(String.valueOf(servlet.className()), "<servlet> " + servlet.name());
    }
    for (FilterEntry filter : webXml.filters()) {
      named.putIfAbsent(String.valueOf(filter.className()), "<filter> " + filter.name());
    }
    for (String listener : webXml.listeners()) {
      named.putIfAbsent(listener, "<listener>");
    }
    Map<Namespace, String> found = new EnumMap<>(Namespace.class);
    for (Map.Entry<String, String> component : named.entrySet()) {
      String className = component.getKey();
      Namespace namespace = className.startsWith(OURS) ? null : namespace(className);
      if (namespace != null) {
        found.putIfAbsent(namespace, component.getValue() + " (" + className + ")");
      }
    }
    return found;
  }

  /** The name of the API to which the class's nearest ancestor belongs, or null. */
  private @Nullable Namespace namespace(String className) throws IOException {
    Set<String> seen = new LinkedHashSet<>(Collections.singleton(className.replace('.', '/')));
    List<String> open = new ArrayList<>(seen);
    for (int i = 0; i < open.size(); i++) {
      List<String> parents = supertypes(open.get(i));
      Namespace namespace = Namespace.of(parents);
      if (namespace != null) {
        return namespace;
      }
      for (String parent : parents) {
        if (seen.add(parent)) {
          open.add(parent);
        }
      }
    }
    return null;
  }

  /** The superclass and interfaces of a class; none where the application does not have it. */
  private List<String> supertypes(String type) throws IOException {
    List<String> known = supertypes.get(type);
    if (known == null) {
      known = supertypes.size() < MAX_CLASSES ? read(type) : Collections.emptyList();
      supertypes.put(type, known);
    }
    return known;
  }

  private List<String> read(String type) throws IOException {
    if (type.startsWith("java/")) {
      return Collections.emptyList();
    }
    try (InputStream file = archive.open(type)) {
      return file == null ? Collections.emptyList() : supertypes(file);
    }
  }

  /** None for a broken class file, which is reported where all class files are read. */
  private static List<String> supertypes(InputStream classFile) {
    try {
      return ClassReferences.read(Streams.readAll(classFile)).supertypes();
    } catch (IOException e) {
      return Collections.emptyList();
    }
  }
}
