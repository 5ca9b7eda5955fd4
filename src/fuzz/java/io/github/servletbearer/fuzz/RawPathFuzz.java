// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.github.servletbearer.internal.guard.RawPath;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A path that is let through is the same to readers of several kinds: decoded once or twice,
 * normalised before or after, with its parameters cut off before or after, as UTF-8 or byte by
 * byte.
 */
public final class RawPathFuzz {
  private static final String[] PARTS = {
    "/",
    "//",
    ".",
    "..",
    "%2e",
    "%2E",
    "%2f",
    "%5c",
    "\\",
    ";",
    "%3b",
    "%",
    "%25",
    "%252e",
    "%00",
    "%c0%af",
    "%c3%a9",
    "%e9",
    "%u002f",
    "a",
    "api",
    ";jsessionid=",
    "0A",
    ":",
    "*",
    "#",
    "?",
    "\u00e9"
  };

  private RawPathFuzz() {}

  /** One input. */
  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    String uri = data.consumeBoolean() ? composed(data) : data.consumeRemainingAsString();
    if (!RawPath.hasOneReading(uri, null) || uri.equals("*")) {
      return;
    }
    int semicolon = uri.indexOf(';');
    String path = semicolon < 0 ? uri : uri.substring(0, semicolon);
    String decoded = decode(path);
    require(!decoded.matches("(?s).*%[0-9A-Fa-f]{2}.*"), "decoded twice it is another path");
    boolean encodesReplacement = path.toUpperCase(Locale.ROOT).contains("%EF%BF%BD");
    require(decoded.indexOf('\ufffd') < 0 || encodesReplacement, "not UTF-8");
    require(decoded.indexOf('\\') < 0 && decoded.indexOf(';') < 0, "separator");
    require(decoded.chars().noneMatch(Character::isISOControl), "control character");
    require(slashes(decoded) == slashes(path), "an encoded slash");
    String[] segments = decoded.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      require(!segments[i].isEmpty() || last, "an empty segment");
      require(!segments[i].equals(".") && !segments[i].equals(".."), "a dot segment");
      require(!segments[i].equals("*") || last, "an asterisk before other segments");
    }
    require(normalised(path).equals(path), "normalised to another path");
  }

  private static String composed(FuzzedDataProvider data) {
    StringBuilder uri = new StringBuilder("/");
    for (int i = data.consumeInt(0, 12); i > 0; i--) {
      uri.append(data.pickValue(PARTS));
    }
    return uri.toString();
  }

  private static String decode(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2b"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path; // a percent sign that stands for itself after decoding
    }
  }

  private static long slashes(String text) {
    return text.chars().filter(c -> c == '/').count();
  }

  /** By another reader, which knows fewer characters than browsers send. */
  private static String normalised(String path) {
    try {
      return URI.create(path).normalize().getRawPath();
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("let through: " + what);
    }
  }
}
