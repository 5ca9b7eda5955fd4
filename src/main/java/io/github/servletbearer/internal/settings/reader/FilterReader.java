// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.deployment.mapping.Dispatcher;
import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.SettingValues;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of one filter, and whether its mappings protect something. Not thread-safe.
 */
final class FilterReader {
  private final FilterEntry filter;
  private final String description;
  private final Deployment deployment;
  private final Problems problems;

  FilterReader(FilterEntry filter, Deployment deployment, Problems problems) {
    this.filter = filter;
    this.deployment = deployment;
    this.description = describe(filter);
    this.problems = problems;
  }

  /** How problems name a filter. */
  static String describe(FilterEntry filter) {
    return "<filter> " + filter.name();
  }

  FilterSettings read() {
    SettingValues.Builder values = new SettingValues.Builder();
    for (Setting<?> setting : Setting.all()) {
      if (setting.place() == Setting.Place.FILTER) {
        read(setting, values);
      }
    }
    FilterSettings settings = new FilterSettings(filter, values.build());
    checkMappings(settings);
    checkExclude(settings);
    return settings;
  }

  private <T> void read(Setting<T> setting, SettingValues.Builder values) {
    String text = filter.initParameters().get(setting.key());
    if (text != null) {
      FoundValue found = new FoundValue(text, "init-param of " + description);
      values.put(setting, found.parse(setting, problems));
    }
  }

  private void checkMappings(FilterSettings settings) {
    UrlPattern odd = filter.oddPattern();
    UrlPattern folder = folderAlone();
    String servlet = unknownServlet();
    if (!filter.isMapped()) {
      problems.error(
          ProblemCode.FILTER_SEES_NOTHING,
          description + " is mapped to nothing and protects nothing.",
          "Add a <filter-mapping> with <filter-name>" + filter.name() + "</filter-name>.");
    } else if (odd != null) {
      problems.error(
          ProblemCode.FILTER_SEES_NOTHING,
          description + " is mapped to \"" + odd + "\", which containers read in different ways.",
          cureOf(odd));
    } else if (filter.isAssumed()) {
      problems.error(
          ProblemCode.NOT_REGISTERED,
          description
              + " has a mapping that web.xml does not declare, so that it is unknown which"
              + " dispatches it sees.",
          "Declare each mapping of the filter in WEB-INF/web.xml.");
    } else if (settings.isAllExcluded()) {
      problems.error(
          ProblemCode.FILTER_SEES_NOTHING,
          description + " excludes everything that it is mapped to, and protects nothing.",
          "Exclude less, or remove the filter.");
    } else if (folder != null) {
      problems.warning(
          ProblemCode.FILTER_SEES_NOTHING,
          description + " is mapped to \"" + folder + "\" alone, and protects nothing below it.",
          "Write \"" + folder + "*\", unless this one address is meant.");
    } else if (servlet != null) {
      problems.warning(
          ProblemCode.FILTER_SEES_NOTHING,
          description + " is mapped to servlet " + servlet + ", and no servlet has that name.",
          "Correct the <servlet-name> in its <filter-mapping>, unless code adds the servlet later.");
    } else if (!filter.sees(Dispatcher.REQUEST)) {
      problems.warning(
          ProblemCode.FILTER_SEES_NOTHING,
          description + " sees no request from outside: its mappings lack REQUEST.",
          "Add <dispatcher>REQUEST</dispatcher>, unless it is meant to see forwards only.");
    }
  }

  private void checkExclude(FilterSettings settings) {
    for (UrlPattern excluded : settings.get(Setting.EXCLUDE)) {
      boolean meets = settings.isMappedByServletName() || settings.mapped().isEmpty();
      for (UrlPattern mapped : settings.mapped()) {
        meets |= excluded.intersect(mapped) != null;
      }
      if (!meets) {
        problems.warning(
            ProblemCode.SETTINGS_DISAGREE,
            description + " excludes \"" + excluded + "\", to which it is not mapped.",
            "Write a path below its url-patterns, without the context path; or remove it.");
      }
    }
  }

  /**
   * A url-pattern such as {@code /api/}, which is that one address and no servlet's, or null: who
   * writes it means what is below.
   */
  private @Nullable UrlPattern folderAlone() {
    for (UrlPattern pattern : filter.requestPatterns()) {
      if (pattern.isExact() && pattern.text().endsWith("/") && pattern.text().length() > 1) {
        boolean isServlets = false;
        for (ServletEntry servlet : deployment.servlets()) {
          isServlets |= servlet.patterns().contains(pattern);
        }
        UrlPattern below = UrlPattern.ofFilter(pattern.text() + "*");
        boolean isCovered =
            filter.requestPatterns().stream().anyMatch(other -> other.covers(below));
        if (!isServlets && !isCovered) {
          return pattern;
        }
      }
    }
    return null;
  }

  /** A servlet-name that it is mapped to and no servlet has, or null. */
  private @Nullable String unknownServlet() {
    Set<String> names = new LinkedHashSet<>(filter.servletNames().keySet());
    names.remove(FilterEntry.EVERY_SERVLET);
    for (ServletEntry servlet : deployment.servlets()) {
      names.remove(servlet.name());
    }
    return names.isEmpty() ? null : names.iterator().next();
  }

  private static String cureOf(UrlPattern odd) {
    String text = odd.text();
    if (text.matches("\\*\\..*\\.[^./*]+")) {
      return "Write the last extension alone: \"*" + text.substring(text.lastIndexOf('.')) + "\".";
    }
    if (text.matches("/\\*\\.[^./*]+")) {
      return "Write \"" + text.substring(1) + "\".";
    }
    int star = text.indexOf('*');
    String path = (star < 0 ? text : text.substring(0, star)).replaceAll("^/+|/+$", "");
    return path.isEmpty()
        ? "Write \"/\" for the root path alone (not its welcome files), or \"/*\" for everything."
        : "Write \"/" + path + (star < 0 ? "" : "/*") + "\".";
  }
}
