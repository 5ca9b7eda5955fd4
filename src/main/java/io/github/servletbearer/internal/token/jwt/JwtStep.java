// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

/** One step of the judgement of a token, for people. Its text quotes claims in safe form. */
public final class JwtStep {
  private final String name;
  private final Outcome outcome;
  private final String text;

  /** What came out. */
  public enum Outcome {
    /** The token has what it needs here. */
    OK,
    /** The first step that fails decides: the token is refused. */
    REFUSED,
    /** After a refusal: what the token says there, which nothing has verified. */
    UNVERIFIED,
    /** It cannot be known here. */
    UNKNOWN
  }

  public JwtStep(String name, Outcome outcome, String text) {
    this.name = name;
    this.outcome = outcome;
    this.text = text;
  }

  /** One word. */
  public String name() {
    return name;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** What was found, and why it counts so; further lines give details. */
  public String text() {
    return text;
  }
}
