// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import io.github.servletbearer.internal.net.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How values are written. Each method reads one form and throws {@link IllegalArgumentException}
 * with a message that says the cure.
 */
final class ValueParsers {
  private static final int MAX_COUNT = 10_000_000;
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Duration MAX_SKEW = Duration.ofMinutes(2);

  /** RFC 7518 3.1, 8037 3.1, 9864 2.2, without the symmetric: a provider's secret is no key. */
  private static final List<String> ALGORITHMS =
      Collections.unmodifiableList(
          Arrays.asList(
              "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
              "EdDSA", "Ed25519"));

  private static final Set<String> METHODS =
      new HashSet<>(
          Arrays.asList(
              "GET",
              "HEAD",
              "POST",
              "PUT",
              "PATCH",
              "DELETE",
              "OPTIONS",
              "TRACE",
              "PROPFIND",
              "PROPPATCH",
              "MKCOL",
              "COPY",
              "MOVE",
              "LOCK",
              "UNLOCK",
              "REPORT",
              "SEARCH"));

  private ValueParsers() {}

  static boolean bool(String value) {
    return choice(value, "true", "false").equals("true");
  }

  static String choice(String value, String... allowed) {
    List<String> choices = Arrays.asList(allowed);
    if (!choices.contains(value)) {
      throw new IllegalArgumentException("Write " + String.join(" or ", choices) + ".");
    }
    return value;
  }

  static int count(String value) {
    if (!value.matches("[0-9]{1,8}")) {
      throw new IllegalArgumentException("Write a whole number, 1 to " + MAX_COUNT + ".");
    }
    int count = Integer.parseInt(value);
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("Write a whole number, 1 to " + MAX_COUNT + ".");
    }
    return count;
  }

  static Duration duration(String value) {
    if (!value.matches("[0-9]{1,8}[smhd]")) {
      throw new IllegalArgumentException("Write a duration such as 30s, 15m, 12h or 30d.");
    }
    long number = Long.parseLong(value.substring(0, value.length() - 1));
    Duration duration;
    switch (value.charAt(value.length() - 1)) {
      case 's':
        duration = Duration.ofSeconds(number);
        break;
      case 'm':
        duration = Duration.ofMinutes(number);
        break;
      case 'h':
        duration = Duration.ofHours(number);
        break;
      default:
        duration = Duration.ofDays(number);
    }
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("Write a duration from 1s to 365d.");
    }
    return duration;
  }

  /** A duration; {@code off} is zero. */
  static Duration durationOrOff(String value) {
    return value.equals("off") ? Duration.ZERO : duration(value);
  }

  static Duration clockSkew(String value) {
    Duration skew = value.equals("0s") ? Duration.ZERO : duration(value);
    if (skew.compareTo(MAX_SKEW) > 0) {
      throw new IllegalArgumentException("Write 0s to 120s; set the clocks if that is too little.");
    }
    return skew;
  }

  static String name(String value) {
    if (!value.matches("[!-~]+")) {
      throw new IllegalArgumentException("Write one word of printable ASCII characters.");
    }
    return value;
  }

  static String schemeName(String value) {
    if (!value.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("Write one word of letters, digits, '.', '_' and '-'.");
    }
    return value;
  }

  static String asciiText(String value) {
    if (!value.matches("[ -~]+")) {
      throw new IllegalArgumentException("Write printable ASCII characters only.");
    }
    return value;
  }

  static String text(String value) {
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("Leave out control characters and line breaks.");
    }
    return value;
  }

  /** Words between commas and blanks; duplicates are one. */
  static Set<String> list(String value) {
    Set<String> words = new LinkedHashSet<>(Arrays.asList(value.trim().split("[,\\s]+", -1)));
    if (words.remove("") || words.isEmpty()) {
      throw new IllegalArgumentException("Write words with one comma or blanks between them.");
    }
    return Collections.unmodifiableSet(words);
  }

  static Map<String, String> map(String value) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String entry : entries(value)) {
      int equals = entry.indexOf('=');
      String key = equals < 0 ? "" : entry.substring(0, equals).trim();
      if (key.isEmpty() || key.matches(".*\\s.*")) {
        throw new IllegalArgumentException("Write \"name = value; other = value\".");
      }
      if (map.put(key, entry.substring(equals + 1).trim()) != null) {
        throw new IllegalArgumentException("\"" + key + "\" stands in it twice; leave one.");
      }
    }
    return Collections.unmodifiableMap(map);
  }

  /** What stands between semicolons; one at the end is no entry. */
  private static List<String> entries(String value) {
    List<String> entries = new ArrayList<>();
    for (String entry : value.split(";", -1)) {
      if (!entry.trim().isEmpty()) {
        entries.add(entry.trim());
      }
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("Write at least one entry.");
    }
    return entries;
  }

  static Set<String> scopes(String value) {
    Set<String> scopes = list(value);
    scopes.forEach(ValueParsers::scope);
    return scopes;
  }

  /** One scope-token (RFC 6749 3.3); a colon at the end is a rule by method gone wrong. */
  static String scope(String scope) {
    if (!scope.matches("[!#-\\[\\]-~]+")) {
      throw new IllegalArgumentException(
          "A scope has printable ASCII characters without blank, quote or backslash.");
    }
    if (scope.endsWith(":")) {
      throw new IllegalArgumentException(
          "Write methods in upper case before the colon: \"GET: items:read; *: items:write\".");
    }
    return scope;
  }

  /** Either a list of scopes, or {@code METHOD: scopes; *: scopes}. */
  static ScopeRule scopeRule(String value) {
    Map<String, Set<String>> byMethod = new LinkedHashMap<>();
    List<String> entries = entries(value);
    for (String entry : entries) {
      int colon = entry.indexOf(':');
      String method = colon < 0 ? "" : entry.substring(0, colon).trim();
      if (!method.matches("[A-Z]+|\\*")) {
        if (entries.size() > 1) {
          throw new IllegalArgumentException("Begin each part with \"METHOD:\" or \"*:\".");
        }
        return ScopeRule.of(scopes(entry));
      }
      if (!method.equals(ScopeRule.ANY_METHOD) && !METHODS.contains(method)) {
        throw new IllegalArgumentException(
            "\"" + method + "\" is no HTTP method." + DidYouMean.forName(method, METHODS));
      }
      if (byMethod.put(method, scopes(entry.substring(colon + 1).trim())) != null) {
        throw new IllegalArgumentException("\"" + method + "\" stands in it twice; leave one.");
      }
    }
    if (!byMethod.containsKey(ScopeRule.ANY_METHOD)) {
      throw new IllegalArgumentException(
          "Add \"*: scopes\" for all other methods: a method without a rule would be open.");
    }
    return ScopeRule.of(byMethod);
  }

  /** Exact paths and {@code /prefix/*}; nothing that a container might read in another way. */
  static List<UrlPattern> patterns(String value) {
    List<UrlPattern> patterns = new ArrayList<>();
    for (String pattern : list(value)) {
      boolean plain = pattern.matches("/[!-~]*") && !pattern.matches(".*(//|\\.\\.|[;\\\\%?#]).*");
      boolean star = pattern.contains("*");
      boolean prefix = pattern.endsWith("/*") && pattern.indexOf('*') == pattern.length() - 1;
      if (!plain || star && !prefix) {
        throw new IllegalArgumentException(
            "\"" + pattern + "\": write an exact path such as /api/status, or /api/open/*.");
      }
      if (pattern.equals("/*")) {
        throw new IllegalArgumentException("\"/*\" would exclude everything; unmap the filter.");
      }
      patterns.add(UrlPattern.ofFilter(pattern));
    }
    return Collections.unmodifiableList(patterns);
  }

  /** Origins exactly as a browser serialises them (RFC 6454 6.2). */
  static Set<String> origins(String value) {
    Set<String> origins = list(value);
    for (String origin : origins) {
      URI uri = uri(origin);
      boolean exact =
          isHttp(uri)
              && uri.getHost() != null
              && origin.equals(originOf(uri))
              && uri.getRawUserInfo() == null;
      if (!exact) {
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

  /** An absolute http or https URL, without a slash at its end. */
  static String url(String value) {
    URI uri = uri(value);
    boolean plain =
        isHttp(uri)
            && uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!plain) {
      throw new IllegalArgumentException(
          "Write an absolute URL such as https://api.example.com/x.");
    }
    return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
  }

  /** An absolute http or https URL as it is written, which may have a query. */
  static String address(String value) {
    URI uri = uri(value);
    if (!isHttp(uri) || uri.getHost() == null || hasExtras(uri)) {
      throw new IllegalArgumentException(
          "Write an absolute URL such as https://idp.example.com/x.");
    }
    return value;
  }

  /** An issuer is compared to the letter: no slash comes or goes (RFC 8414 2, RFC 9207 2.4). */
  static String issuer(String value) {
    URI uri = uri(value);
    if (!isHttp(uri) || uri.getHost() == null || hasExtras(uri) || uri.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "Write the issuer exactly as it stands in tokens, such as https://idp.example.com/realm.");
    }
    return value;
  }

  private static boolean hasExtras(URI uri) {
    return uri.getRawUserInfo() != null || uri.getRawFragment() != null;
  }

  /** Whether nobody else can listen: TLS, or this machine itself. */
  static boolean isHttpsOrLocal(String address) {
    URI uri = uri(address);
    return "https".equals(uri.getScheme()) || Loopback.isHost(String.valueOf(uri.getHost()));
  }

  static Set<String> algorithms(String value) {
    Set<String> names = list(value);
    for (String name : names) {
      if (!ALGORITHMS.contains(name)) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is none of " + String.join(", ", ALGORITHMS) + ".");
      }
    }
    return names;
  }

  static List<SecretReference> references(String value) {
    List<SecretReference> references = new ArrayList<>();
    list(value).forEach(each -> references.add(SecretReference.parse(each)));
    return Collections.unmodifiableList(references);
  }

  static String urlReference(String value) {
    URI uri = uri(value);
    if (uri.isAbsolute() && !isHttp(uri) || value.startsWith("//") || value.startsWith("/")) {
      throw new IllegalArgumentException(
          "Write a URL relative to the context path, such as token, or an absolute http(s) one.");
    }
    return value;
  }

  /** As {@link #urlReference}, and with scheme and host. */
  static String absoluteUrl(String value) {
    if (uri(urlReference(value)).getHost() == null) {
      throw new IllegalArgumentException("Write an absolute URL, with https:// and a host.");
    }
    return value;
  }

  private static boolean isHttp(URI uri) {
    return "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
  }

  private static URI uri(String value) {
    try {
      return new URI(value);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("\"" + value + "\" is no URL; mend it.", e);
    }
  }
}
