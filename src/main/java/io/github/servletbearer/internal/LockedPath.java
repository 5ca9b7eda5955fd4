// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.PathMatcher;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.openapi.classfile.ClassFiles;
import io.github.servletbearer.internal.openapi.classfile.ClassIndex;
import io.github.servletbearer.internal.openapi.classfile.ClassInfo;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.ProtectionLevel;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A path that one of our own tokens opens, as an example for people: where there are several, one
 * that answers GET, needs no scope and is mapped exactly. Found when it is needed first.
 * Thread-safe.
 */
final class LockedPath implements Supplier<String> {
  /** The application itself, where no path is locked. */
  private static final String NONE = "/";

  /** The class that answers 405 by itself, in either namespace. */
  private static final String HTTP_SERVLET = ".servlet.http.HttpServlet";

  private final Settings settings;
  private final Coverage coverage;
  private final ClassFiles files;
  private final PathMatcher matcher;
  private volatile @Nullable String found;

  /**
   * @param files the classes of the application, to see whether a servlet answers GET
   */
  LockedPath(Settings settings, Coverage coverage, ClassFiles files) {
    this.settings = settings;
    this.coverage = coverage;
    this.files = files;
    this.matcher = new PathMatcher(coverage);
  }

  /** The path below the context path; {@code /} where there is none. */
  @Override
  public String get() {
    String path = found;
    if (path == null) {
      path = find();
      found = path;
    }
    return path;
  }

  private String find() {
    ClassIndex classes = new ClassIndex(files);
    String best = NONE;
    int lowest = Integer.MAX_VALUE;
    for (ServletEntry servlet : coverage.deployment().servlets()) {
      int ofServlet = rank(servlet, classes);
      for (UrlPattern mapping : servlet.patterns()) {
        for (MappingPart part : coverage.parts(servlet, mapping)) {
          MappingPart opened = openedByOwnToken(servlet, part.pattern());
          int rank = opened == null ? lowest : ofServlet + rank(opened, part.pattern());
          if (rank < lowest) {
            lowest = rank;
            best = pathOf(part.pattern());
          }
        }
      }
    }
    return best;
  }

  /** What a request for the pattern's own path meets, or null where it is no example. */
  private @Nullable MappingPart openedByOwnToken(ServletEntry servlet, UrlPattern pattern) {
    String path = pathOf(pattern);
    boolean possible =
        pattern.extension() == null
            && isPlain(path)
            && !servlet.isOurs()
            && servlet.equals(matcher.servlet(path));
    MappingPart part = possible ? matcher.part(path) : null;
    return part != null && isOpenedByOwnToken(part) ? part : null;
  }

  private boolean isOpenedByOwnToken(MappingPart part) {
    ProtectionLevel level = ProtectionLevel.of(settings, part);
    boolean locked = level == ProtectionLevel.PROTECTED || level == ProtectionLevel.ANY_TOKEN;
    return locked && filters(part).stream().allMatch(LockedPath::acceptsOwnTokens);
  }

  private static boolean acceptsOwnTokens(FilterSettings filter) {
    return filter.isPresence() || filter.get(Setting.VERIFY).contains(FilterSettings.ISSUED);
  }

  private Collection<FilterSettings> filters(MappingPart part) {
    return settings.filters(part.filterNames());
  }

  /** The lower, the better: a servlet of the application comes before files, one with GET first. */
  private int rank(ServletEntry servlet, ClassIndex classes) {
    return (coverage.deployment().isContainersOwn(servlet) ? 8 : 0)
        + (answersGet(servlet, classes) ? 0 : 4);
  }

  /** The lower, the better: an exact path before a folder, no scope before that, any token last. */
  private int rank(MappingPart part, UrlPattern pattern) {
    boolean needsScope =
        filters(part).stream().anyMatch(each -> !each.get(Setting.REQUIRED_SCOPES).all().isEmpty());
    boolean takesAny = ProtectionLevel.of(settings, part) == ProtectionLevel.ANY_TOKEN;
    return (takesAny ? 16 : 0) + (needsScope ? 2 : 0) + (pattern.isExact() ? 0 : 1);
  }

  private static String pathOf(UrlPattern pattern) {
    return pattern.base().isEmpty() ? NONE : pattern.base();
  }

  /** Whether the servlet answers GET; what a framework's class does is not known, so it may. */
  private static boolean answersGet(ServletEntry servlet, ClassIndex classes) {
    String name = servlet.className();
    ClassInfo type = name == null ? null : classes.find(name);
    if (type == null) {
      return true;
    }
    List<ClassInfo> lineage = classes.lineage(type);
    boolean plain = lineage.get(lineage.size() - 1).superclass().endsWith(HTTP_SERVLET);
    return !plain
        || lineage.stream()
            .flatMap(each -> each.methods().stream())
            .anyMatch(each -> each.name().equals("doGet") || each.name().equals("service"));
  }

  /** Whether the path can stand in a command line and in a URL as it is. */
  private static boolean isPlain(String path) {
    return path.chars()
        .allMatch(
            c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || "0123456789/-._~".indexOf(c) >= 0);
  }
}
