// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.net.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Addresses on the web. */
public final class Urls {
  /** Without a slash at its end. */
  public static final ValueParser<String> BASE =
      new One("base url", "an absolute URL without a query: `https://host/path`");

  public static final ValueParser<URI> URL = new Address();

  /** Relative to the context path, or absolute. */
  public static final ValueParser<String> REFERENCE =
      new One("url reference", "a URL, relative or absolute");

  /** Any {@code iss} (RFC 7519 4.1.1), compared to the letter. */
  public static final ValueParser<String> STRING_OR_URI =
      new One("iss", "an issuer, exactly as in tokens");

  /** The same for our own tokens, and a web address. */
  public static final ValueParser<String> ISSUER =
      new One("issuer", "an issuer: `https://host/path`, exactly as in tokens");

  /** Compared to the letter: no slash is added or removed (RFC 8414 2, RFC 9207 2.4). */
  public static final ValueParser<Set<String>> ISSUERS =
      new Several(
          "issuers",
          "a list of issuers, each exactly as in tokens: mostly `https://host/path`",
          null);

  /** Exactly as a browser writes them (RFC 6454 6.2). */
  public static final ValueParser<Set<String>> ORIGINS =
      new Several(
          "origins",
          "a list of origins: `https://host` or `https://host:port`",
          Collections.emptySet());

  private Urls() {}

  /** One address, as its text. */
  private static final class One extends ValueParser<String> {
    One(String name, String form) {
      super(name, form);
    }

    @Override
    public String parse(String value) {
      switch (name()) {
        case "base url":
          require(hasNoQuery(value), "Write an absolute URL such as https://api.example.com/x.");
          return value.replaceFirst("/$", "");
        case "issuer":
          require(
              hasNoQuery(value),
              "Write the issuer exactly as it stands in tokens, such as"
                  + " https://idp.example.com/realm.");
          return value;
        case "iss":
          return stringOrUri(value);
        default:
          return reference(value);
      }
    }
  }

  /** One absolute address. */
  private static final class Address extends ValueParser<URI> {
    Address() {
      super("url", "an absolute URL: `https://host/path`");
    }

    @Override
    public URI parse(String value) {
      URI uri = uri(value);
      require(
          isAddress(uri),
          "Write an absolute URL, with https:// and a host: https://idp.example.com/x.");
      return uri;
    }
  }

  /** A list of them. */
  private static final class Several extends ValueParser<Set<String>> {
    Several(String name, String form, @Nullable Set<String> empty) {
      super(name, form, empty);
    }

    @Override
    public Set<String> parse(String value) {
      return name().equals("origins") ? origins(value) : issuers(value);
    }
  }

  private static void require(boolean isAllowed, String cure) {
    if (!isAllowed) {
      throw new IllegalArgumentException(cure);
    }
  }

  private static boolean hasNoQuery(String value) {
    URI uri = uri(value);
    return isAddress(uri) && uri.getRawQuery() == null;
  }

  private static Set<String> issuers(String value) {
    Set<String> issuers = Lists.words(value);
    for (String issuer : issuers) {
      stringOrUri(issuer);
    }
    return issuers;
  }

  /** A text with a colon must be a URI (RFC 7519 2). */
  private static String stringOrUri(String value) {
    if (value.indexOf(':') >= 0) {
      uri(value);
    }
    return value;
  }

  /** Whether an issuer may have metadata: a web address without query (RFC 8414 2). */
  public static boolean isWebIssuer(String issuer) {
    try {
      return hasNoQuery(issuer);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String reference(String value) {
    URI uri = uri(value);
    if (uri.isAbsolute() && !isAddress(uri) || value.startsWith("//") || value.startsWith("/")) {
      throw new IllegalArgumentException(
          "Write a URL relative to the context path, such as token, or an absolute http(s) one,"
              + " without a user.");
    }
    return value;
  }

  private static Set<String> origins(String value) {
    Set<String> origins = Lists.words(value);
    for (String origin : origins) {
      URI uri = uri(origin);
      if (!isAddress(uri) || !origin.equals(originOf(uri))) {
        throw new IllegalArgumentException(
            "\""
                + origin
                + "\": write each origin as browsers send it: scheme and host in lower case, a port"
                + " only when it is not the usual one, no path, no *.");
      }
    }
    return origins;
  }

  private static String originOf(URI uri) {
    boolean usual =
        uri.getPort() == -1
            || uri.getPort() == 80 && "http".equals(uri.getScheme())
            || uri.getPort() == 443 && "https".equals(uri.getScheme());
    String origin = uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
    return origin.toLowerCase(Locale.ROOT);
  }

  /** Whether two addresses have the same origin (RFC 6454 4). */
  public static boolean isSameOrigin(URI one, URI other) {
    return originOf(one).equals(originOf(other));
  }

  /** Whether others cannot listen: TLS, or this machine itself. */
  public static boolean isHttpsOrLocal(URI uri) {
    return "https".equals(uri.getScheme()) || Loopback.isHost(String.valueOf(uri.getHost()));
  }

  /** http or https, with a host, and without user and fragment. */
  private static boolean isAddress(URI uri) {
    return isHttp(uri)
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null;
  }

  private static boolean isHttp(URI uri) {
    return "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
  }

  private static URI uri(String value) {
    try {
      return new URI(value);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("\"" + value + "\" is no URL; correct it.", e);
    }
  }
}
