// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import io.github.servletbearer.internal.deployment.Coverage;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.deployment.PathMatcher;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Concrete paths for everything that bearer filters judge: one or two for each url-pattern, and
 * files of the application. Immutable.
 */
public final class Examples {
  /** A path segment that is made up; applications seldom have it. */
  private static final String MADE_UP = "probe";

  /** Files of one kind in one folder: more would prove nothing more. */
  private static final int FILES_OF_A_KIND = 2;

  private static final int MOST_FILES = 40;
  private static final int MOST_PATHS = 250;

  private final Settings settings;
  private final Deployment deployment;
  private final PathMatcher matcher;
  private final Map<String, Example> examples = new LinkedHashMap<>();
  private int omitted = 0;

  private Examples(Settings settings, Coverage coverage) {
    this.settings = settings;
    this.deployment = coverage.deployment();
    this.matcher = new PathMatcher(coverage);
  }

  /**
   * The examples of an application.
   *
   * @param files the files in its archive, as {@code legacy/items.jsp}
   */
  public static Examples of(Settings settings, Coverage coverage, Collection<String> files) {
    Examples examples = new Examples(settings, coverage);
    for (ServletEntry servlet : coverage.deployment().servlets()) {
      for (UrlPattern pattern : servlet.patterns()) {
        for (MappingPart part : coverage.parts(servlet, pattern)) {
          if (!part.filterNames().isEmpty()) {
            within(part.pattern(), examples.deployment.isContainersOwn(servlet))
                .forEach(examples::add);
          }
        }
      }
    }
    examples.addFiles(files);
    return examples;
  }

  /** Some paths of a pattern. */
  private static List<String> within(UrlPattern pattern, boolean containersOwn) {
    String base = pattern.base();
    if (pattern.isExact()) {
      return Collections.singletonList(base);
    }
    if (containersOwn && "jspx".equals(pattern.extension())) {
      return Collections.emptyList(); // the same as a made-up JSP
    }
    if (pattern.extension() != null) {
      return Collections.singletonList(base + "/" + MADE_UP + "." + pattern.extension());
    }
    return Arrays.asList(base.isEmpty() ? "/" : base, base + "/" + MADE_UP);
  }

  private void addFiles(Collection<String> files) {
    Map<String, Integer> kinds = new HashMap<>();
    int added = 0;
    for (String file : files) {
      String folder = file.substring(0, file.lastIndexOf('/') + 1);
      String kind = folder + file.substring(file.lastIndexOf('.') + 1);
      boolean hidden = file.startsWith("WEB-INF/") || file.startsWith("META-INF/");
      if (!hidden && added < MOST_FILES && kinds.getOrDefault(kind, 0) < FILES_OF_A_KIND) {
        if (add("/" + file)) {
          kinds.merge(kind, 1, Integer::sum);
          added++;
        }
      }
    }
  }

  private boolean add(String path) {
    Set<String> names =
        isPlain(path) && !isOfCompanion(path) ? filterNames(path) : Collections.emptySet();
    if (names.isEmpty() || examples.containsKey(path)) {
      return false;
    }
    if (examples.size() == MOST_PATHS) {
      omitted++;
      return false;
    }
    examples.put(path, new Example(path, names, settings.filters(names)));
    return true;
  }

  /** The bearer filters whose refusal comes before anything else may answer. */
  private Set<String> filterNames(String path) {
    MappingPart part = matcher.part(path);
    Set<String> names = new TreeSet<>();
    if (part != null) {
      settings.locks(part.firstNames()).forEach(filter -> names.add(filter.name()));
    }
    return names;
  }

  /** Other paths are refused in whatever spelling. */
  private static boolean isPlain(String path) {
    return path.chars().noneMatch(c -> c < ' ' || c == 0x7f || ";\\%".indexOf(c) >= 0)
        && !path.contains("//");
  }

  private boolean isOfCompanion(String path) {
    ServletEntry servlet = matcher.servlet(path);
    return servlet != null && servlet.isOurs();
  }

  Collection<Example> all() {
    return Collections.unmodifiableCollection(examples.values());
  }

  /** How many paths are left out, since there are too many. */
  int omitted() {
    return omitted;
  }

  /** Whether there is nothing to ask. */
  public boolean isEmpty() {
    return examples.isEmpty();
  }

  /** Whether the report itself calls the path open, and what answers there is no file or JSP. */
  boolean isOpenServlet(String path) {
    ServletEntry servlet = matcher.servlet(path);
    return servlet != null
        && (isOfCompanion(path) || isOpen(path) && !deployment.isContainersOwn(servlet));
  }

  /** Whether no bearer filter judges the path. */
  boolean isOpen(String path) {
    return filterNames(path).isEmpty();
  }

  /** Where the document is, or null where there is none. */
  @Nullable String document() {
    return settings.get(Setting.DOCS) ? settings.endpoints().path(Endpoint.OPENAPI) : null;
  }
}
