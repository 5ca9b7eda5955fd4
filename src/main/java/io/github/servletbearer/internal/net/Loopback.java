// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Which hosts are this machine by their very name or number. No name is ever looked up. */
public final class Loopback {
  private static final int MAX_IPV6 = 45; // characters, with an IPv4 address at its end

  private Loopback() {}

  /** Whether the host of an address is this machine: {@code localhost}, or its number. */
  public static boolean isHost(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return host.equalsIgnoreCase("localhost")
        || isAddress(bracketed ? host.substring(1, host.length() - 1) : host);
  }

  /** Whether a numeric address, IPv6 without brackets, is this machine's own. */
  public static boolean isAddress(String address) {
    InetAddress ipv6 = ipv6(address);
    return ipv6 == null ? isLoopbackV4(address) : ipv6.isLoopbackAddress();
  }

  /** An IPv6 address without brackets and zone; null for what is none. */
  public static @Nullable InetAddress ipv6(String text) {
    if (text.indexOf(':') < 0 || text.length() > MAX_IPV6 || !isNumeric(text)) {
      return null;
    }
    try {
      // In brackets it is an IPv6 address or refused: never a name.
      return InetAddress.getByName('[' + text + ']');
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static boolean isNumeric(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
      if (!hex && c != ':' && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** 127.0.0.0/8 in four numbers (RFC 1122 3.2.1.3); a name like 127.evil.example is none. */
  private static boolean isLoopbackV4(String text) {
    int parts = 1;
    int number = -1; // of the part so far; none yet
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit == '.' - '0' && number >= 0 && (parts > 1 || number == 127)) {
        parts++;
        number = -1;
      } else if (digit >= 0 && digit <= 9 && number < 256) {
        number = Math.max(number, 0) * 10 + digit;
      } else {
        return false;
      }
    }
    return parts == 4 && number >= 0 && number < 256;
  }
}
