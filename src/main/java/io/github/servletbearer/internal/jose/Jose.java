// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

/** Whether this room can work: its library is optional. Links nothing of it. */
public final class Jose {
  private Jose() {}

  /**
   * Whether nimbus-jose-jwt is there. If not, keys can be neither read nor made, and every attempt
   * ends in a {@code NoClassDefFoundError}: ask first.
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
