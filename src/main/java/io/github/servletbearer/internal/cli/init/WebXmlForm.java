// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.init;

import io.github.servletbearer.internal.log.Redacted;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a web.xml may say of filters and servlets, by its version. */
enum WebXmlForm {
  /** A DTD: the order of elements is fixed, and filters see requests from outside alone. */
  SERVLET_2_3("2.3", true, false, false, Collections.emptyList()),
  SERVLET_2_4("2.4", false, false, false, Arrays.asList("REQUEST", "FORWARD", "INCLUDE")),
  SERVLET_2_5("2.5", false, true, false, SERVLET_2_4.dispatchers),
  /** This version and all later ones. */
  SERVLET_3("3.0", false, true, true, Arrays.asList("REQUEST", "FORWARD", "INCLUDE", "ASYNC"));

  private static final String LATER = "([3-9]|[1-9][0-9])\\.[0-9]+";

  private final String version;
  private final boolean ordered;
  private final boolean severalPatterns;
  private final boolean async;

  @SuppressWarnings("ImmutableEnumChecker") // the list is unmodifiable
  private final List<String> dispatchers;

  WebXmlForm(
      String version,
      boolean ordered,
      boolean severalPatterns,
      boolean async,
      List<String> dispatchers) {
    this.version = version;
    this.ordered = ordered;
    this.severalPatterns = severalPatterns;
    this.async = async;
    this.dispatchers = Collections.unmodifiableList(dispatchers);
  }

  /**
   * The form for a version; for none that of 3.0, since then no DTD or schema forbids anything, and
   * that form covers most.
   *
   * @throws InitException for a version that knows no filters, or that does not exist
   */
  static WebXmlForm of(@Nullable String version) throws InitException {
    if (version == null || version.matches(LATER)) {
      return SERVLET_3;
    }
    for (WebXmlForm form : values()) {
      if (form.version.equals(version)) {
        return form;
      }
    }
    if (version.equals("2.2")) {
      throw new InitException(
          "web.xml is of version 2.2, which knows no filters.",
          "Give it the DOCTYPE of 2.3, which allows all that 2.2 does: -//Sun Microsystems,"
              + " Inc.//DTD Web Application 2.3//EN, http://java.sun.com/dtd/web-app_2_3.dtd.");
    }
    throw new InitException(
        "web.xml is of version " + Redacted.line(version) + ", which does not exist.",
        "Write the version of its schema: 2.4, 2.5, 3.0, 3.1 or 4.0.");
  }

  /** The version that the form comes from. */
  String version() {
    return version;
  }

  /** Whether elements have a fixed order. */
  boolean isOrdered() {
    return ordered;
  }

  /** Whether one mapping may have several url-patterns. */
  boolean hasSeveralPatterns() {
    return severalPatterns;
  }

  /** Whether filters say that they support asynchronous requests. */
  boolean hasAsync() {
    return async;
  }

  /** The dispatches that a filter can be mapped to; none where it sees REQUEST alone. */
  List<String> dispatchers() {
    return dispatchers;
  }
}
