// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What must hold after everything that a page has done. */
final class Quiet {

  private Quiet() {}

  /**
   * Nothing was asked of another origin than this, no policy was violated, and the console shows no
   * error but the browser's own lines on the refusals that the test has provoked: one line each,
   * given as {@code "401 http://..."}.
   */
  static void assertQuiet(BrowserLog log, String origin, String... refusals) {
    assertThat(log.requests()).isNotEmpty().allMatch(each -> each.url().startsWith(origin + "/"));
    assertNoErrors(log, refusals);
  }

  /** The same for a page that calls other origins on purpose. */
  static void assertNoErrors(BrowserLog log, String... refusals) {
    List<String> errors = new ArrayList<>(log.errors());
    for (String refusal : refusals) {
      String status = refusal.substring(0, refusal.indexOf(' '));
      String url = refusal.substring(refusal.indexOf(' ') + 1);
      String line =
          url + " - Failed to load resource: the server responded with a status of " + status;
      String found = errors.stream().filter(each -> each.startsWith(line)).findFirst().orElse(null);
      assertThat(found).as("a line on %s among %s", refusal, errors).isNotNull();
      errors.remove(found);
    }
    assertThat(errors).isEmpty();
  }
}
