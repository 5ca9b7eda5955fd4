// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.problem;

/** One thing that is wrong with the configuration, and its cure. Immutable. */
public final class Problem {
  private final ProblemCode code;
  private final String text;
  private final String cure;

  Problem(ProblemCode code, String text, String cure) {
    this.code = code;
    this.text = text;
    this.cure = cure;
  }

  /** The stable code. */
  public ProblemCode code() {
    return code;
  }

  /**
   * Code, what is wrong and where, the cure, and a link, in one line, without the user and the
   * password that an address may have in it.
   */
  @Override
  public String toString() {
    String words = text + " " + cure; // a value in web.xml may have several lines
    String line = words.replaceAll("\\s+", " ").replaceAll("//[^\\s\"]*@", "//(withheld)@");
    return code.code() + " " + line + " See " + code.link();
  }
}
