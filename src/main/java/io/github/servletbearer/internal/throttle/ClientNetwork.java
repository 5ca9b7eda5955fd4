// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.throttle;

import io.github.servletbearer.internal.net.Loopback;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The network of a client, by which its attempts are counted: an IPv4 address, or the /64 network
 * of an IPv6 host, which can call from all of it. Names are not looked up.
 *
 * <p>Some proxies and valves add the client's port, which must not make it another client.
 */
public final class ClientNetwork {
  private static final int MAX_LENGTH = 64;
  private static final int HOST_BYTES = 8; // RFC 4291 2.5.4
  private static final int SITE_BYTES = 6; // RFC 6177 2

  private ClientNetwork() {}

  /** The network of an address as the container reports it. */
  static String of(@Nullable String address) {
    return of(address, HOST_BYTES);
  }

  /**
   * The same with the /48 network of an IPv6 host: even a home has 256 networks of /64, and many
   * sites have 65,536. For limits that cost those who share it a moment's wait, and nothing else.
   */
  static String siteOf(@Nullable String address) {
    return of(address, SITE_BYTES);
  }

  private static String of(@Nullable String address, int networkBytes) {
    if (address == null) {
      return "unknown"; // a connector without addresses, such as a socket of the file system
    }
    String text = bare(address.trim());
    if (text.indexOf(':') < 0) {
      return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    }
    return ofIpv6(text, networkBytes);
  }

  /** Whether it is this machine's own address; Jetty writes IPv6 in brackets. */
  public static boolean isLoopback(@Nullable String address) {
    return address != null && Loopback.isAddress(bare(address.trim()));
  }

  /** Without brackets, zone and port. */
  private static String bare(String address) {
    String text = address;
    int close = text.indexOf(']');
    if (text.startsWith("[") && close > 0) {
      text = text.substring(1, close);
    }
    text = cut(text, text.indexOf('%'));
    int colon = text.indexOf(':');
    boolean port = colon >= 0 && colon == text.lastIndexOf(':'); // IPv6 has two at least
    return port ? cut(text, colon) : text;
  }

  private static String cut(String text, int end) {
    return end < 0 ? text : text.substring(0, end);
  }

  /** All that is no address counts together: its text could contain a port, or anything. */
  private static String ofIpv6(String text, int networkBytes) {
    InetAddress address = Loopback.ipv6(text);
    if (address == null) {
      return "other";
    }
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? address.getHostAddress()
        : Arrays.toString(Arrays.copyOf(bytes, networkBytes));
  }
}
