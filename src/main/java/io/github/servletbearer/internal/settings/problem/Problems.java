// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Collects everything that is wrong, so that all of it can be reported at once: errors stop the
 * deployment, warnings do not. Not thread-safe.
 */
public final class Problems {
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /** Adds a problem that stops the deployment. */
  public void error(ProblemCode code, String text, String cure) {
    add(true, code, text, cure);
  }

  /** Adds a problem that is only reported. */
  public void warning(ProblemCode code, String text, String cure) {
    add(false, code, text, cure);
  }

  /** Adds a problem that stops the deployment, or one that is only reported. */
  public void add(boolean stops, ProblemCode code, String text, String cure) {
    (stops ? errors : warnings).add(new Problem(code, text, cure));
  }

  /** What stops the deployment, in the order it was found. */
  public List<Problem> errors() {
    return Collections.unmodifiableList(errors);
  }

  /** What is only reported, in the order it was found. */
  public List<Problem> warnings() {
    return Collections.unmodifiableList(warnings);
  }
}
