// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.jaxrs;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import io.github.servletbearer.internal.openapi.framework.FrontController;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which resource classes a servlet or filter serves, and below which folders. */
final class Configuration {
  private static final String[] APPLICATION = {
    "javax.ws.rs.Application",
    "jakarta.ws.rs.Application",
    "com.sun.jersey.config.property.resourceConfigClass",
    "jaxrs.application"
  };

  private final FrontController front;
  private final Implementation implementation;
  private final RootResources resources;

  Configuration(FrontController front, Implementation implementation, ClassSearch search) {
    this.front = front;
    this.implementation = implementation;
    boolean byInterfaces = isScanned() || implementation == Implementation.CXF_SPRING;
    this.resources = new RootResources(search, byInterfaces);
  }

  /** Hands over what is served. */
  void forEach(Visitor visitor) {
    if (implementation == Implementation.CXF_SPRING) {
      CxfBeans beans = CxfBeans.read(front, resources);
      for (String folder : folders()) {
        beans.forEach(
            (address, classes) -> visitor.visit((folder + address).replaceAll("/+", "/"), classes));
      }
      return;
    }
    Collection<String> classes = classes();
    folders().forEach(folder -> visitor.visit(folder, classes));
  }

  /** Takes a folder below the context root, and the resource classes that are served there. */
  interface Visitor {
    void visit(String folder, Collection<String> classNames);
  }

  /** The value of a setting, of the servlet or filter before the application's; or null. */
  private @Nullable String setting(String name) {
    String own = front.initParameters().get(name);
    return own == null ? front.contextParameters().get(name) : own;
  }

  private List<String> words(String setting) {
    String value = setting.isEmpty() ? null : setting(setting);
    List<String> words = new ArrayList<>();
    // CXF has properties of a class behind it, in brackets.
    for (String word : value == null ? new String[0] : value.split("\\([^)]*\\)|[\\s,;]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** The folders below the context root, without a slash at their ends. */
  private Set<String> folders() {
    String set = setting(implementation.path());
    String below = set == null ? "" : ("/" + set).replaceAll("/+", "/").replaceAll("/$", "");
    boolean ofMapping =
        implementation.isJersey() && !front.isFilter()
            || !implementation.isJersey() && !implementation.isResteasy()
            || set == null && resources.isApplication(front.name());
    Set<String> folders = new LinkedHashSet<>();
    if (!ofMapping) {
      folders.add(below);
      return folders;
    }
    for (UrlPattern pattern : front.patterns()) {
      // Jersey takes what a default servlet is asked for as its own folder, and finds nothing.
      boolean unreachable = implementation.isJersey() && pattern.isDefault();
      if (pattern.extension() == null && !unreachable) {
        folders.add(pattern.base() + (implementation.isJersey() ? "" : below));
      }
    }
    return folders;
  }

  /** What is named, else all that there are. */
  private Collection<String> classes() {
    Set<String> found = new LinkedHashSet<>();
    String application = application();
    if (application != null) {
      found.addAll(resources.namedBy(application));
    }
    found.addAll(words(implementation.classNames()));
    found.addAll(inPackages(words(implementation.packages())));
    if (found.isEmpty()) {
      found.addAll(scansLibraries(application) ? resources.everywhere() : resources.own());
    }
    return found;
  }

  private Collection<String> inPackages(List<String> packages) {
    Collection<String> found = resources.inPackages(packages);
    // eclipse-ee4j/jersey 2.x: .../server/ServerProperties.java, PROVIDER_SCANNING_RECURSIVE
    if (!"false".equals(setting("jersey.config.server.provider.scanning.recursive"))) {
      return found;
    }
    return found.stream()
        .filter(each -> packages.contains(each.substring(0, Math.max(each.lastIndexOf('.'), 0))))
        .collect(Collectors.toList());
  }

  /** Whether the name of the servlet is that of its Application. */
  boolean isNamedByApplication() {
    return JaxRs.isNamed(front.name(), "core.Application") || resources.isApplication(front.name());
  }

  /** The class of the Application, or null where none is configured. */
  private @Nullable String application() {
    for (String name : APPLICATION) {
      String application = setting(name);
      if (application != null && resources.isApplication(application.trim())) {
        return application.trim();
      }
    }
    return resources.isApplication(front.name()) ? front.name() : null;
  }

  /**
   * Whether all libraries have resource classes that are served: an Application that chooses none
   * stands for all of the web application (JSR 339 2.3.2), as do settings of implementations.
   */
  private boolean scansLibraries(@Nullable String application) {
    return application != null && !resources.areChosenBy(application)
        || JaxRs.isNamed(front.name(), "core.Application")
        || implementation == Implementation.JERSEY_1
        || isScanned();
  }

  /** Whether RESTEasy looks for resource classes, and for those that implement such interfaces. */
  private boolean isScanned() {
    return "true".equals(setting("resteasy.scan"))
        || "true".equals(setting("resteasy.scan.resources"));
  }
}
