// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import io.github.servletbearer.internal.net.Loopback;
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
    if (allowHttp || Loopback.isHost(host)) {
      return null;
    }
    return "has an address without TLS; use https";
  }
}
