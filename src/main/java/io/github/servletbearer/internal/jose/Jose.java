// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

/** Whether this package can be used: its library is optional. Links no class of it. */
public final class Jose {
  private Jose() {}

  /**
   * Whether nimbus-jose-jwt is present. Without it keys can be neither read nor generated, and each
   * attempt throws {@code NoClassDefFoundError}, so this must be checked first.
   */
  public static boolean isAvailable() {
    try {
      // The drop-in carries the library under another name, and its build rewrites this one too.
      Class.forName("com.nimbusds.jose.jwk.JWK", false, Jose.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
