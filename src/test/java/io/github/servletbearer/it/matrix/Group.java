// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A column of the page's table: the checks of one promise. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GroupResults.class)
@interface Group {
  Column value();

  /** The columns, in the order of the page. */
  enum Column {
    DEMO("demo"),
    PATHS("paths"),
    ORDINARY("ordinary URIs"),
    DISPATCHES("dispatches"),
    COOKIES("logins"),
    WRONG("wrong configuration"),
    REPORT("start report"),
    REDEPLOY("redeploy");

    private final String title;

    Column(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }
}
