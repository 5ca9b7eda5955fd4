// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.ProtectionLevel;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.OpenPaths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One mapping of something that serves requests, in parts whose requests all pass the same filters.
 * Immutable.
 */
final class Mapping {
  private final Settings settings;
  private final String owner;
  private final boolean containersOwn;
  private final UrlPattern pattern;
  private final List<MappingPart> parts;

  /**
   * @param owner what serves there, in words: a servlet's name, a filter, a WebSocket endpoint
   * @param containersOwn whether it is the container's servlet for files or JSPs
   */
  Mapping(
      Settings settings,
      String owner,
      boolean containersOwn,
      UrlPattern pattern,
      List<MappingPart> parts) {
    this.settings = settings;
    this.owner = owner;
    this.containersOwn = containersOwn;
    this.pattern = pattern;
    this.parts = parts;
  }

  String owner() {
    return owner;
  }

  UrlPattern pattern() {
    return pattern;
  }

  List<MappingPart> parts() {
    return parts;
  }

  /** Whether the container has added the servlet, for files or JSPs. */
  boolean isContainersOwn() {
    return containersOwn;
  }

  /** The level of all of it. */
  ProtectionLevel level() {
    return ProtectionLevel.of(settings, parts);
  }

  /** The level of a part of it. */
  ProtectionLevel level(MappingPart part) {
    return ProtectionLevel.of(settings, part);
  }

  /** Whether bearer filters make a difference within it. */
  boolean isDivided() {
    return parts.stream().anyMatch(part -> !part.filterNames().equals(parts.get(0).filterNames()));
  }

  /**
   * Where requests without a token are let through; of several parts within each other, the widest.
   */
  List<MappingPart> openParts() {
    List<MappingPart> open = new ArrayList<>(parts);
    open.removeIf(part -> !level(part).isOpen());
    List<MappingPart> widest = new ArrayList<>(open);
    widest.removeIf(
        part ->
            open.stream()
                .anyMatch(other -> other != part && other.pattern().covers(part.pattern())));
    return widest;
  }

  /** Whether what lies around the locked parts is open, and not just what {@code exclude} names. */
  boolean isOpenAroundLocked() {
    return level(parts.get(0)).isOpen() && !lockedPatterns().isEmpty();
  }

  /** Where requests without a token are refused, at least by some filter. */
  List<UrlPattern> lockedPatterns() {
    List<UrlPattern> locked = new ArrayList<>();
    for (MappingPart part : parts) {
      if (!level(part).isOpen()) {
        locked.add(part.pattern());
      }
    }
    return widest(locked);
  }

  /** The parts that another filter may answer before a bearer filter. */
  List<MappingPart> overtaken() {
    List<MappingPart> found = new ArrayList<>(parts);
    found.removeIf(part -> level(part) != ProtectionLevel.PARTLY);
    return found;
  }

  /** Of patterns within each other, the widest. */
  static List<UrlPattern> widest(List<UrlPattern> parts) {
    List<UrlPattern> widest = new ArrayList<>(parts);
    widest.removeIf(
        part -> parts.stream().anyMatch(other -> !other.equals(part) && other.covers(part)));
    return widest;
  }

  /** JSPs under all their spellings, and what else the container runs as pages. */
  boolean isContainersPage() {
    return containersOwn && pattern.extension() != null;
  }

  /** What to write into {@code openPaths} for an open part. */
  String nameOf(UrlPattern open) {
    if (pattern.isDefault()) {
      return "/";
    }
    if (isContainersPage() && open.extension() != null) {
      return "*.jsp";
    }
    String own = text(open);
    // What is no url-pattern: /a/*.x
    return OpenPaths.word(OpenPaths.isPattern(own) ? own : open.base() + "/*");
  }

  /** Patterns in words, with commas between them. */
  static String texts(Collection<UrlPattern> patterns) {
    return patterns.stream().map(Mapping::text).collect(Collectors.joining(", "));
  }

  /** A pattern in words: the empty one can be seen. */
  static String text(UrlPattern pattern) {
    return pattern.text().isEmpty() ? OpenPaths.ROOT : pattern.text();
  }
}
