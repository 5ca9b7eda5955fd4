// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.deployment.MappingPart;
import io.github.servletbearer.internal.settings.value.Choices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The words for how far paths are protected: in the report, on the command line, in the document.
 */
public enum ProtectionLevel {
  /** No request without a valid token reaches the application. */
  PROTECTED,
  /** A request without a token does; a wrong token is refused. */
  OPTIONAL,
  /** A token must be sent, and nothing verifies it. */
  ANY_TOKEN,
  /** Some requests are refused, and others may get through. */
  PARTLY,
  /** Bearer filters judge, and refuse nothing. */
  REPORT_ONLY,
  /** No bearer filter judges. */
  OPEN;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Whether the application has to mean it: a request without a token gets through. */
  public boolean isOpen() {
    return refusesNothing() || this == OPTIONAL;
  }

  /** Whether a request with a wrong token gets through as well. */
  public boolean refusesNothing() {
    return this == OPEN || this == REPORT_ONLY;
  }

  /** The word for one part: what other filters may answer first is protected in part. */
  public static ProtectionLevel of(Settings settings, MappingPart part) {
    ProtectionLevel all = of(settings.filters(part.filterNames()));
    ProtectionLevel first = of(settings.filters(part.firstNames()));
    return all == first || all == REPORT_ONLY ? all : PARTLY;
  }

  /** The word for several parts together. */
  public static ProtectionLevel of(Settings settings, Iterable<MappingPart> parts) {
    ProtectionLevel common = null;
    for (MappingPart part : parts) {
      ProtectionLevel level = of(settings, part);
      if (common == null || common.refusesNothing() && level.refusesNothing()) {
        common = common == null || common == level ? level : OPEN;
      } else if (common != level) {
        return PARTLY;
      }
    }
    return common == null ? OPEN : common;
  }

  /** The word for requests that all of these filters judge. */
  public static ProtectionLevel of(Collection<FilterSettings> filters) {
    List<FilterSettings> locks = new ArrayList<>();
    boolean isPresence = true;
    for (FilterSettings filter : filters) {
      if (!filter.isReportOnly()) {
        locks.add(filter);
        isPresence &= filter.isPresence();
      }
    }
    if (locks.isEmpty()) {
      return filters.isEmpty() ? OPEN : REPORT_ONLY;
    }
    for (String method : Choices.READING_METHODS) { // openMethods can name no others
      if (isOptional(locks, method)) {
        return OPTIONAL;
      }
    }
    return isPresence ? ANY_TOKEN : PROTECTED;
  }

  /** Whether a request by this method can pass all of these filters without a token. */
  private static boolean isOptional(Collection<FilterSettings> filters, String method) {
    for (FilterSettings filter : filters) {
      if (!filter.acceptsSession() && filter.requiresCredentials(method)) {
        return false;
      }
    }
    return true;
  }
}
