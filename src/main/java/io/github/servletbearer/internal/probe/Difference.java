// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

/** The ways in which an answer can differ from the report, each with its cure. */
enum Difference {
  /** The plain path, no token: something else answered than our filter. */
  UNJUDGED(
      "401 of the filter",
      "what the report calls protected is not answered by the filter's 401",
      "Compare the application that runs with this one; map our filter before all others; and see"
          + " what a proxy answers by itself."),
  /** Our own 503. */
  CLOSED(
      "401 of the filter",
      "the filter is closed, since the configuration of the running application has a problem",
      "Its log names each problem with its cure."),
  /** Another spelling of the path, no token. */
  SPELLING(
      "401, 400 or 404",
      "another spelling of a protected path gets another answer than a refusal",
      "Remove strictPaths=off, and let the proxy pass the path on as it came, or refuse it."),
  /** The token did not reach the filter. */
  TOKEN_LOST(
      "401 invalid_token",
      "a token is sent and does not reach the filter: something before it drops the header"
          + " Authorization",
      "Let the proxy pass the header on."),
  /** A token that was never issued got another answer. */
  TOKEN(
      "401 invalid_token",
      "a token that was never issued is answered differently from the filter's refusal",
      "After 503, see whether the identity provider or the database works; else compare the"
          + " application that runs with this one."),
  /** A refusal that caches may keep. */
  CACHEABLE(
      "Cache-Control: no-store",
      "a refusal arrives without Cache-Control: no-store, which the filter sends",
      "Let the proxy leave that header as it is: a cache could show one visitor's answer to"
          + " another.");

  private final String expected;
  private final String text;
  private final String cure;

  Difference(String expected, String text, String cure) {
    this.expected = expected;
    this.text = text;
    this.cure = cure;
  }

  /** What should have come. */
  String expected() {
    return expected;
  }

  /** What is wrong. */
  String text() {
    return text;
  }

  String cure() {
    return cure;
  }
}
