// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.openapi.classfile.ClassReferences;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.classfile.JavaType;
import io.github.servletbearer.internal.openapi.framework.SpringFiles;
import io.github.servletbearer.internal.openapi.framework.Supertype;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds root resource classes. Not thread-safe. */
final class RootResources {
  private static final List<String> RESOURCE_CONFIGS =
      Collections.unmodifiableList(
          Arrays.asList(
              "org.glassfish.jersey.server.ResourceConfig",
              "com.sun.jersey.api.core.ResourceConfig"));

  /** Implementations, which bring resources of their own. */
  private static final List<String> IMPLEMENTATIONS =
      Collections.unmodifiableList(
          Arrays.asList(
              "com.sun.jersey.", "org.glassfish.", "org.jboss.resteasy.", "org.apache.cxf."));

  private final ClassSearch search;
  private final boolean byInterfaces;

  /**
   * @param byInterfaces whether classes are found by an interface with a path, too
   */
  RootResources(ClassSearch search, boolean byInterfaces) {
    this.search = search;
    this.byInterfaces = byInterfaces;
  }

  /** Whether the class is an Application of JAX-RS (JSR 339 2.1). */
  boolean isApplication(String className) {
    return search.index().find(className) != null
        && lineage(className).stream().anyMatch(each -> JaxRs.isNamed(each, "core.Application"));
  }

  private Collection<String> lineage(String className) {
    return search.index().superclasses().lineage(className);
  }

  /**
   * The resource classes that the code of an Application names, or, where it names none, that of
   * classes which it names; and those of the packages that one of Jersey's names. What the code
   * does with them is unknown.
   */
  Collection<String> namedBy(String application) {
    Collection<String> lineage = lineage(application);
    boolean namesPackages = lineage.stream().anyMatch(RESOURCE_CONFIGS::contains);
    Set<String> found = new TreeSet<>();
    Set<String> helpers = new TreeSet<>();
    for (String name : lineage) {
      if (isOfImplementation(name) || search.index().find(name) == null) {
        break;
      }
      ClassReferences references = search.references(name);
      if (references == null) {
        continue;
      }
      addResources(references, lineage, found);
      for (String method : references.methods()) {
        helpers.add(method.substring(0, method.lastIndexOf('.')).replace('/', '.'));
      }
      if (namesPackages) { // one text may have several
        references.strings().forEach(text -> found.addAll(inPackages(SpringFiles.words(text))));
      }
    }
    helpers.removeIf(name -> !found.isEmpty() || isOfImplementation(name));
    for (String name : helpers) {
      ClassReferences references = search.references(name);
      if (references != null) {
        addResources(references, lineage, found);
      }
    }
    return found;
  }

  private void addResources(ClassReferences from, Collection<String> besides, Set<String> to) {
    for (String type : from.classes()) {
      String className = type.replace('/', '.');
      if (!besides.contains(className) && isResource(className)) {
        to.add(className);
      }
    }
  }

  /** Whether an Application has code of its own that says what its classes are. */
  boolean areChosenBy(String application) {
    return lineage(application).stream()
        .filter(name -> !isOfImplementation(name) && !JaxRs.isNamed(name, "core.Application"))
        .map(search.index()::find)
        .filter(Objects::nonNull)
        .flatMap(type -> type.methods().stream())
        .anyMatch(method -> method.name().matches("getClasses|getSingletons"));
  }

  /** Whether a class, which is named, has a path of its own or inherits one. */
  private boolean isResource(String className) {
    ClassInfo type = search.index().find(className);
    return type != null
        && !type.isInterface()
        && ResourceReader.ofClass(Supertype.of(JavaType.named(className), search.index()), "Path")
            != null;
  }

  /** Those in packages and below them, in the application and its libraries. */
  Collection<String> inPackages(Collection<String> names) {
    Set<String> packages =
        names.stream().filter(name -> name.matches("[\\w.$]+")).collect(Collectors.toSet());
    return packages.isEmpty()
        ? Collections.emptyList()
        : scanned(text -> search.inPackages(packages, text));
  }

  /** Those of the application itself. */
  Collection<String> own() {
    return scanned(search::own);
  }

  /** Those of the application and its libraries. */
  Collection<String> everywhere() {
    return scanned(text -> search.inPackages(Collections.singleton(""), text));
  }

  /**
   * Classes with a path of their own that can be made and called.
   *
   * @param candidates finds classes whose files hold a text
   */
  private Set<String> scanned(Function<String, List<ClassInfo>> candidates) {
    Set<String> found = new TreeSet<>();
    for (ClassInfo type : candidates.apply(JaxRs.PATH_IN_FILE)) {
      if (JaxRs.annotation(type, "Path") == null || isOfImplementation(type.name())) {
        continue;
      }
      if (isServed(type)) {
        found.add(type.name());
      } else if (type.isInterface() && byInterfaces) {
        found.addAll(implementing(type, candidates));
      }
    }
    return found;
  }

  private Set<String> implementing(ClassInfo type, Function<String, List<ClassInfo>> candidates) {
    return candidates.apply(type.name().replace('.', '/')).stream()
        .filter(each -> isServed(each) && isResource(each.name()))
        .filter(
            each ->
                Supertype.of(JavaType.named(each.name()), search.index()).stream()
                    .anyMatch(one -> one.declaration() == type))
        .map(ClassInfo::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isServed(ClassInfo type) {
    return !type.hasFlag(Modifier.ABSTRACT) && type.isOpen();
  }

  private static boolean isOfImplementation(String className) {
    return IMPLEMENTATIONS.stream().anyMatch(className::startsWith);
  }

  /** The files of the application. */
  ClassSearch search() {
    return search;
  }
}
