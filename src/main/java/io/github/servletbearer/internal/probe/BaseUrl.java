// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.probe;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where the application runs: scheme, host, port and context path. Immutable. */
public final class BaseUrl {
  private final String scheme;
  private final String host;
  private final int port;
  private final String contextPath;

  private BaseUrl(String scheme, String host, int port, String contextPath) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.contextPath = contextPath;
  }

  /**
   * Reads an address as {@code https://host/app}.
   *
   * @throws IllegalArgumentException with a sentence that names what is wrong and repeats nothing,
   *     since an address may hold a password
   */
  public static BaseUrl parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw refuse("is no URI");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refuse("begins neither with http:// nor with https://");
    }
    if (String.valueOf(uri.getRawAuthority()).contains("@")) {
      throw refuse("has a user name or a password in it, and the probe logs in nowhere");
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw refuse("names no host and port that can be reached");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refuse("has a query or a fragment");
    }
    String path = withoutSlashAtItsEnd(uri.getRawPath());
    if (!path.isEmpty() && !isPlain(path)) {
      throw refuse("has a path that is no context path");
    }
    return new BaseUrl(scheme, uri.getHost(), uri.getPort(), path);
  }

  private static IllegalArgumentException refuse(String reason) {
    return new IllegalArgumentException(
        "the address "
            + reason
            + "; write it as https://host/app, where /app is the context path.");
  }

  private static String withoutSlashAtItsEnd(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static boolean isPlain(String path) {
    for (String segment : path.substring(1).split("/", -1)) {
      boolean odd = segment.isEmpty() || segment.equals(".") || segment.equals("..");
      if (odd || segment.contains(";")) {
        return false;
      }
    }
    return true;
  }

  /** The value of the header Host. */
  String authority() {
    return port < 0 ? host : host + ':' + port;
  }

  /** Encoded, as {@code /app}; empty for the root context. */
  public String contextPath() {
    return contextPath;
  }

  /** The address as it is printed. */
  @Override
  public String toString() {
    return scheme + "://" + authority() + contextPath;
  }

  /** Its scheme, host and port. */
  String origin() {
    return scheme + "://" + authority();
  }

  URI uri() {
    return URI.create(origin() + "/");
  }
}
