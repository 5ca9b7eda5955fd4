// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.deployment.webxml.SecureXml;
import io.github.servletbearer.internal.deployment.webxml.XmlElement;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The files in which Spring declares beans, and those that they import. Not thread-safe. */
public final class SpringFiles {
  private static final Logger LOGGER = Logger.getLogger(SpringFiles.class.getName());
  private static final String CLASSPATH = "classpath:";
  private static final String EVERY_CLASSPATH = "classpath*:";
  private static final String CLASSES = "/WEB-INF/classes/";

  /** Of locations that are looked at. */
  private static final int MAX_LOCATIONS = 1_000;

  /** Of asterisks in a pattern, which a file that nobody wrote may have thousands of. */
  private static final int MAX_WILDCARDS = 12;

  private final ApplicationFiles files;
  private final UnaryOperator<String> resolver;
  private final Set<String> seen = new HashSet<>();
  private int looked = 0;

  /**
   * @param resolver puts values in place of placeholders
   */
  public SpringFiles(ApplicationFiles files, UnaryOperator<String> resolver) {
    this.files = files;
    this.resolver = resolver;
  }

  /** The words of a list: locations, packages or class names. */
  public static List<String> words(@Nullable String list) {
    List<String> words = new ArrayList<>();
    if (list != null) {
      words.addAll(Arrays.asList(list.trim().split("[\\s,;]+", -1)));
      words.removeIf(String::isEmpty);
    }
    return words;
  }

  /**
   * Reads files, and what they import.
   *
   * @return the root elements of those that are new and can be read
   */
  public List<XmlElement> read(Collection<String> locations) {
    List<XmlElement> found = new ArrayList<>();
    for (String location : locations) {
      if (++looked > MAX_LOCATIONS) {
        break;
      }
      for (String path : paths(resolver.apply(location))) {
        boolean isNew = seen.size() < MAX_LOCATIONS && seen.add(path);
        XmlElement root = isNew ? root(path) : null;
        if (root != null) {
          found.add(root);
          found.addAll(read(imports(root, path)));
        }
      }
    }
    return found;
  }

  /** The imported locations; without a slash or a prefix they are beside the file. */
  private static List<String> imports(XmlElement root, String path) {
    List<String> locations = new ArrayList<>();
    for (XmlElement each : root.all("*", "import")) {
      String location = each.attribute("resource");
      boolean isAbsolute = location.startsWith("/") || location.contains(":");
      boolean isValue = location.startsWith("${");
      String folder = path.substring(0, path.lastIndexOf('/') + 1);
      String beside = folder.isEmpty() ? CLASSPATH + location : folder + location;
      locations.add(isAbsolute || isValue ? location : beside);
    }
    return locations;
  }

  /** The locations of files that locations, perhaps with wildcards, stand for. */
  public List<String> paths(Collection<String> locations) {
    List<String> paths = new ArrayList<>();
    locations.forEach(location -> paths.addAll(paths(resolver.apply(location))));
    return paths;
  }

  /** Paths below the root with a slash before them, or of the class path with its prefix. */
  private List<String> paths(String location) {
    boolean ofClassPath = location.startsWith(CLASSPATH) || location.startsWith(EVERY_CLASSPATH);
    String name = location.substring(location.indexOf(':') + 1).replaceAll("^/+", "");
    String path = normal(ofClassPath ? CLASSPATH + name : "/" + name);
    List<String> matching = new ArrayList<>();
    if (location.contains(":") && !ofClassPath) {
      return matching; // a file of the machine, or an address
    }
    if (path.indexOf('*') < 0 && path.indexOf('?') < 0) {
      matching.add(path);
      return matching;
    }
    String pattern = ofClassPath ? CLASSES + name : path;
    String expression = expression(pattern);
    String folder = pattern.substring(0, pattern.split("[*?]", 2)[0].lastIndexOf('/') + 1);
    for (String file : list(folder)) {
      if (file.matches(expression)) {
        matching.add(ofClassPath ? CLASSPATH + file.substring(CLASSES.length()) : file);
      }
    }
    return matching;
  }

  private List<String> list(String folder) {
    try {
      return files.ownFiles(folder);
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.FINE, Redacted.line(folder), Redacted.withoutMessages(e));
      return Collections.emptyList();
    }
  }

  /** The regular expression for an Ant pattern, by segments of slashes or of dots. */
  public static String expression(String pattern) {
    if (pattern.chars().filter(c -> c == '*').count() > MAX_WILDCARDS) {
      return "(?!)"; // it would take too long
    }
    char separator = pattern.indexOf('/') >= 0 ? '/' : '.';
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean two = pattern.startsWith("**", i);
      if (two && i + 2 < pattern.length() && pattern.charAt(i + 2) == separator) {
        expression.append("(?:.*").append(quoted(separator)).append(")?");
        i += 2;
      } else if (two) {
        expression.append(".*");
        i++;
      } else if (c == '*') {
        expression.append("[^").append(separator).append("]*");
      } else {
        expression.append(c == '?' ? "[^" + separator + "]" : quoted(c));
      }
    }
    return expression.toString().replaceAll("(?:\\.\\*){2,}", ".*");
  }

  private static String quoted(char c) {
    return Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c;
  }

  /** Without dot segments. */
  private static String normal(String path) {
    String before;
    String after = path.replace("/./", "/");
    do {
      before = after;
      after = before.replaceFirst("/[^/:]+/\\.\\./|(?<=:)[^/]+/\\.\\./", "/");
    } while (!after.equals(before));
    return after.replace("//", "/").replaceFirst("^" + CLASSPATH + "/", CLASSPATH);
  }

  /** The root element of a file, or null where there is none that can be read. */
  private @Nullable XmlElement root(String path) {
    try (InputStream file = open(path)) {
      return file == null ? null : SecureXml.parse(file).root();
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.FINE, Redacted.line(path), Redacted.withoutMessages(e));
      return null;
    }
  }

  /** Opens a file of a location without wildcards, or null where there is none. */
  public @Nullable InputStream open(String location) throws IOException {
    for (String path : paths(location)) {
      return path.startsWith(CLASSPATH)
          ? files.resource(path.substring(CLASSPATH.length()))
          : files.file(path);
    }
    return null;
  }
}
