// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.security.ServerUrls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A url-pattern in the form of a path of OpenAPI (OAS 3.0.3 4.7.8). A parameter there holds no
 * slash, so that a folder is shown by the path parameters that the method declares, and otherwise
 * as itself and one path that stands for all below it. Immutable.
 */
final class PathTemplate {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)\\}");

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
    String base = encode(part.base());
    if (part.isExact()) {
      return Collections.singletonList(new PathTemplate(base, Collections.emptyList(), false));
    }
    int given = ServerUrls.folders(part.base() + "/") - ServerUrls.folders(mapping.base() + "/");
    List<String> open = names.subList(Math.min(Math.max(given, 0), names.size()), names.size());
    String extension = part.extension();
    if (extension != null) {
      List<String> one = open.isEmpty() ? Collections.singletonList("name") : open.subList(0, 1);
      return Collections.singletonList(
          new PathTemplate(base + "/{" + one.get(0) + "}." + encode(extension), one, false));
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
      fits = free || wanted[i].equals(encode(fixed[i]));
      wanted[i] = encode(fixed[i]);
    }
    if (!fits || extension != null && !template.endsWith("." + extension)) {
      return null;
    }
    String path = String.join("/", wanted);
    return new PathTemplate(path, parameters(path), false);
  }

  /** A path of the template, with an unlikely word in place of each parameter. */
  String sample() {
    return PARAMETER.matcher(path).replaceAll("~any~");
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

  /** The path without the names of its parameters: two of one shape are the same path. */
  static String shape(String path) {
    return PARAMETER.matcher(path).replaceAll("{}");
  }

  /** The names in braces, from left to right. */
  static List<String> parameters(String path) {
    List<String> names = new ArrayList<>();
    Matcher matcher = PARAMETER.matcher(path);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** Percent-encodes what cannot stand in a path (RFC 3986 3.3), braces too. */
  private static String encode(String path) {
    StringBuilder encoded = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7f && "{}<>\"%\\^`|?#".indexOf(b) < 0) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b));
      }
    }
    return encoded.toString();
  }
}
