// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.file.PathShape;
import io.github.servletbearer.internal.openapi.security.ServerUrls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A url-pattern in the form of a path of OpenAPI (OAS 3.0.3 4.7.8). A parameter there holds no
 * slash, so that a folder is shown by the path parameters that the method declares, and otherwise
 * as itself and one path that stands for all below it. Immutable.
 */
final class PathTemplate {
  private final String path;
  private final List<String> declared;
  private final boolean below;

  private PathTemplate(String path, List<String> declared, boolean below) {
    this.path = path;
    this.declared = Collections.unmodifiableList(declared);
    this.below = below;
  }

  /**
   * The paths for a part of a servlet's mapping: for a folder itself and what is below it.
   *
   * @param names the path parameters that the method declares, from the mapping's folder on
   * @param exactPaths paths of other mappings, where a folder cannot be named by itself
   */
  static List<PathTemplate> of(
      UrlPattern mapping, UrlPattern part, List<String> names, Collection<String> exactPaths) {
    String base = PathShape.encode(part.base());
    if (part.isExact()) {
      return Collections.singletonList(new PathTemplate(base, Collections.emptyList(), false));
    }
    int given = ServerUrls.folders(part.base() + "/") - ServerUrls.folders(mapping.base() + "/");
    List<String> open = names.subList(Math.min(Math.max(given, 0), names.size()), names.size());
    String extension = part.extension();
    if (extension != null) {
      List<String> one = open.isEmpty() ? Collections.singletonList("name") : open.subList(0, 1);
      return Collections.singletonList(
          new PathTemplate(
              base + "/{" + one.get(0) + "}." + PathShape.encode(extension), one, false));
    }
    if (!open.isEmpty()) {
      return Collections.singletonList(
          new PathTemplate(base + "/{" + String.join("}/{", open) + "}", open, false));
    }
    String folder = part.base().isEmpty() ? "/" : part.base();
    List<PathTemplate> paths = new ArrayList<>();
    if (!exactPaths.contains(folder)) {
      paths.add(new PathTemplate(base.isEmpty() ? "/" : base, Collections.emptyList(), false));
    }
    paths.add(new PathTemplate(base + "/{path}", Collections.singletonList("path"), true));
    return Collections.unmodifiableList(paths);
  }

  /**
   * The part of a path that a method names for itself which lies in a part, or null: the part's own
   * segments take the places of parameters.
   */
  static @Nullable PathTemplate own(String template, UrlPattern part) {
    String[] wanted = template.split("/", -1);
    String[] fixed = part.base().split("/", -1); // both begin with an empty segment
    String extension = part.extension();
    boolean fits = part.isExact() ? wanted.length == fixed.length : wanted.length >= fixed.length;
    for (int i = 0; fits && i < fixed.length; i++) {
      boolean free = wanted[i].startsWith("{") && wanted[i].endsWith("}");
      fits = free || wanted[i].equals(PathShape.encode(fixed[i]));
      wanted[i] = PathShape.encode(fixed[i]);
    }
    if (!fits || extension != null && !template.endsWith("." + extension)) {
      return null;
    }
    String path = String.join("/", wanted);
    return named(path);
  }

  /** A path that names its parameters itself. */
  static PathTemplate named(String path) {
    return new PathTemplate(path, PathShape.parameters(path), false);
  }

  /** A decoded path of the template, with an unlikely word in place of each parameter. */
  String sample() {
    return PathShape.sample(path);
  }

  /** The path with its parameters in braces. */
  String path() {
    return path;
  }

  /** The names in braces, from left to right, as the method declares them. */
  List<String> declared() {
    return declared;
  }

  /** Whether it stands for every path below it, too. */
  boolean standsForAllBelow() {
    return below;
  }
}
