// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.mapping;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The set of paths that a url-pattern stands for (Servlet 3.0 12.2), or the common part of several.
 *
 * <p>Either one exact path, or all paths below a folder, if wanted only those with an extension.
 * This form is closed under intersection, so that coverage is plain set arithmetic. Paths are
 * {@code servletPath + pathInfo}: decoded, and beginning with a slash. Immutable.
 */
public final class UrlPattern implements Comparable<UrlPattern> {
  /** Every path. */
  public static final UrlPattern ALL = new UrlPattern("/*", null, "", null);

  private static final Pattern FOR_FILTERS =
      Pattern.compile("/[^*]*|(/[^*]*)?/\\*|\\*\\.[^./*]+", Pattern.DOTALL);

  private final String text;
  private final @Nullable String exact;
  private final String folder;
  private final @Nullable String extension;

  private UrlPattern(
      String text, @Nullable String exact, String folder, @Nullable String extension) {
    this.text = text;
    this.exact = exact;
    this.folder = folder;
    this.extension = extension;
  }

  /** A servlet's pattern: {@code /} is the default servlet's, the empty one the context root. */
  public static UrlPattern ofServlet(String pattern) {
    return pattern.equals("/") ? new UrlPattern("/", null, "", null) : parse(pattern);
  }

  /** A filter's or constraint's pattern: here {@code /} is the root path alone. */
  public static UrlPattern ofFilter(String pattern) {
    return pattern.equals("*") ? new UrlPattern("*", null, "", null) : parse(pattern);
  }

  /** One path and no other, whatever characters are in it. */
  public static UrlPattern exactly(String path) {
    return new UrlPattern(path, path, path, null);
  }

  /** Patterns may be percent-encoded in web.xml; containers compare them decoded. */
  public static String decoded(String pattern) {
    if (pattern.indexOf('%') < 0) {
      return pattern;
    }
    try {
      return URLDecoder.decode(pattern.replace("+", "%2B"), "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException e) {
      return pattern; // no encoding after all
    }
  }

  private static UrlPattern parse(String pattern) {
    if (pattern.equals("/*")) {
      return ALL;
    }
    if (pattern.startsWith("*.")) {
      return new UrlPattern(pattern, null, "", pattern.substring(2));
    }
    if (pattern.startsWith("/") && pattern.endsWith("/*")) {
      return new UrlPattern(pattern, null, pattern.substring(0, pattern.length() - 2), null);
    }
    String path = pattern.startsWith("/") ? pattern : "/" + pattern;
    return new UrlPattern(pattern, path, path, null);
  }

  /** The pattern as it was written; for a common part, in the same style. */
  public String text() {
    return text;
  }

  /** Whether this is a single path. */
  public boolean isExact() {
    return exact != null;
  }

  /** The folder (without a slash at its end, empty for the whole application) or exact path. */
  public String base() {
    return folder;
  }

  /** The extension that paths must have, without its dot, or null for any. */
  public @Nullable String extension() {
    return extension;
  }

  /**
   * Whether containers read it in different ways as a filter's pattern: the specification does not
   * know it, or, as {@code *.tar.gz}, Tomcat asks for the last extension alone and Jetty does not.
   * By {@code *.} Tomcat finds servlets and never a filter; {@code /api*} is one path, or refused.
   */
  public boolean isOdd() {
    return !FOR_FILTERS.matcher(text).matches();
  }

  /** Whether this is the default servlet's {@code /}. */
  public boolean isDefault() {
    return exact == null && text.equals("/");
  }

  /**
   * Whether a container prefers this one where both match (Servlet 3.0 12.1): exact before the
   * longest prefix, before an extension, before the default servlet.
   */
  public boolean goesBefore(UrlPattern other) {
    int difference = rank() - other.rank();
    return difference < 0
        || difference == 0 && rank() == 1 && folder.length() > other.folder.length();
  }

  private int rank() {
    if (exact != null) {
      return 0;
    }
    return isDefault() ? 3 : extension != null ? 2 : 1;
  }

  /** Whether the path belongs to this set. */
  public boolean matches(String path) {
    if (exact != null) {
      return exact.equals(path);
    }
    return isBelow(path, folder) && (extension == null || hasExtension(path, extension));
  }

  /** Whether every path of the other set belongs to this one. */
  public boolean covers(UrlPattern other) {
    if (other.exact != null) {
      return matches(other.exact);
    }
    return exact == null
        && isBelow(other.folder, folder)
        && (extension == null || extension.equals(other.extension));
  }

  /** The paths that belong to both sets, or null where there are none. */
  public @Nullable UrlPattern intersect(UrlPattern other) {
    if (covers(other)) {
      return other;
    }
    if (other.covers(this)) {
      return this;
    }
    boolean folderAgainstExtension =
        exact == null && other.exact == null && (extension == null) != (other.extension == null);
    if (!folderAgainstExtension) {
      return null; // two folders side by side, two extensions, or an exact path outside
    }
    String common = extension == null ? other.extension : extension;
    String deeper = isBelow(folder, other.folder) ? folder : other.folder;
    String upper = deeper.equals(folder) ? other.folder : folder;
    return isBelow(deeper, upper)
        ? new UrlPattern(deeper + "/*." + common, null, deeper, common)
        : null;
  }

  private static boolean isBelow(String path, String folder) {
    return path.startsWith(folder)
        && (path.length() == folder.length() || path.charAt(folder.length()) == '/');
  }

  private static boolean hasExtension(String path, String extension) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') && path.substring(dot + 1).equals(extension);
  }

  /** By text; the default servlet's "/" comes before the root path's. */
  @Override
  public int compareTo(UrlPattern other) {
    int byText = text.compareTo(other.text);
    return byText != 0 ? byText : Boolean.compare(isExact(), other.isExact());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UrlPattern && compareTo((UrlPattern) other) == 0;
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
