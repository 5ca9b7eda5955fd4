// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Which addresses may be asked: a network without TLS is no place for keys and tokens. */
final class OutboundUrls {
  private OutboundUrls() {}

  /**
   * What is wrong with an address, as the rest of a sentence that names it; null if it may be
   * asked.
   *
   * @param allowHttp whether TLS may be missing on the way to other machines too
   */
  static @Nullable String problem(URI address, boolean allowHttp) {
    String host = address.getHost();
    if (address.getScheme() == null || host == null) {
      return "is no absolute address; write it as https://host/path";
    }
    if (address.getRawUserInfo() != null) {
      return "has a user name in its address; remove it";
    }
    if (address.getRawFragment() != null) {
      return "has a fragment in its address; remove it";
    }
    if (address.getScheme().equalsIgnoreCase("https")) {
      return null;
    }
    if (!address.getScheme().equalsIgnoreCase("http")) {
      return "has an address of another scheme; use https";
    }
    if (allowHttp || isLoopback(host)) {
      return null;
    }
    return "has an address without TLS; use https";
  }

  /** Whether the host is this machine by its very name; no name is looked up for it. */
  static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || isLoopbackV4(host);
  }

  /** 127.0.0.0/8 in four numbers; a name like 127.evil.example is none. */
  private static boolean isLoopbackV4(String host) {
    int dots = 0;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return dots == 3 && host.startsWith("127.") && !host.endsWith(".");
  }
}
