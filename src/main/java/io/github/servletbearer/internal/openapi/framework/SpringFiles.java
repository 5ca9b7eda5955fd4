// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.framework;

import io.github.servletbearer.internal.deployment.webxml.SecureXml;
import io.github.servletbearer.internal.deployment.webxml.XmlElement;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import io.github.servletbearer.internal.openapi.classfile.BoundedMatcher;
import io.github.servletbearer.internal.openapi.classfile.ClassSearch;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files in which Spring declares beans, and those that they import. Not thread-safe. */
public final class SpringFiles {
  private static final Logger LOGGER = Logger.getLogger(SpringFiles.class.getName());
  private static final String CLASSPATH = "classpath:";
  private static final String EVERY_CLASSPATH = "classpath*:";

  /** Of locations that are looked at. */
  private static final int MAX_LOCATIONS = 1_000;

  /** Of patterns by which all files of libraries are looked at, which are many. */
  private static final int MAX_LIBRARY_PATTERNS = 20;

  private final ApplicationFiles files;
  private final UnaryOperator<String> resolver;
  private final BoundedMatcher matcher;
  private final Set<String> seen = new HashSet<>();
  private int looked = 0;
  private int patternsOfLibraries = 0;
  private @Nullable List<String> libraryFiles;

  /**
   * @param resolver puts values in place of placeholders
   */
  public SpringFiles(ClassSearch search, UnaryOperator<String> resolver) {
    this.files = search.files();
    this.matcher = search.matcher();
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
        for (XmlElement root : isNew ? roots(path) : Collections.<XmlElement>emptyList()) {
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
    boolean isEvery = location.startsWith(EVERY_CLASSPATH);
    boolean ofClassPath = isEvery || location.startsWith(CLASSPATH);
    if (location.contains(":") && !ofClassPath) {
      return Collections.emptyList(); // a file of the machine, or an address
    }
    String prefix = isEvery ? EVERY_CLASSPATH : ofClassPath ? CLASSPATH : "";
    String name = normal("/" + location.substring(location.indexOf(':') + 1));
    if (name.indexOf('*') < 0 && name.indexOf('?') < 0) {
      return Collections.singletonList(ofClassPath ? prefix + name.substring(1) : name);
    }
    String root = ofClassPath ? ApplicationFiles.CLASSES : "/";
    String pattern = root + name.substring(1);
    String folder = pattern.substring(0, pattern.split("[*?]", 2)[0].lastIndexOf('/') + 1);
    Set<String> matching = new LinkedHashSet<>();
    String start = ofClassPath ? prefix : "/";
    for (String file : matching(expression(pattern), () -> files.ownFiles(folder))) {
      matching.add(start + file.substring(root.length()));
    }
    if (isEvery && ++patternsOfLibraries <= MAX_LIBRARY_PATTERNS) {
      for (String file : matching(expression(name.substring(1)), this::libraryFiles)) {
        matching.add(prefix + file);
      }
    }
    return Collections.unmodifiableList(new ArrayList<>(matching));
  }

  private List<String> libraryFiles() throws IOException {
    if (libraryFiles == null) {
      libraryFiles = files.libraryFiles();
    }
    return libraryFiles;
  }

  /** Lists files, and may fail. */
  private interface Listing {
    List<String> files() throws IOException;
  }

  private List<String> matching(String expression, Listing listing) {
    Predicate<String> filter = matcher.compile(expression);
    try {
      return filter == null
          ? Collections.emptyList()
          : listing.files().stream().filter(filter).collect(Collectors.toList());
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.FINE, Redacted.line(expression), Redacted.withoutMessages(e));
      return Collections.emptyList();
    }
  }

  /** The regular expression for an Ant pattern, by segments of slashes or of dots. */
  public static String expression(String pattern) {
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
      after = before.replaceFirst("/[^/]+/\\.\\./", "/");
    } while (!after.equals(before));
    return after.replaceAll("/+", "/");
  }

  /** The root elements of the files that a path stands for, without those that cannot be read. */
  private List<XmlElement> roots(String path) {
    List<XmlElement> roots = new ArrayList<>();
    forEachFile(path, file -> roots.add(SecureXml.parse(file).root()));
    return roots;
  }

  /** Takes a file. */
  public interface Visitor {
    void visit(InputStream file) throws IOException;
  }

  /**
   * Visits the files of a location without wildcards: one, or of every library one. Those that
   * cannot be read are left out.
   */
  public void forEachFile(String location, Visitor visitor) {
    for (String path : paths(location)) {
      try {
        String name = path.substring(path.indexOf(':') + 1);
        if (path.startsWith(EVERY_CLASSPATH)) {
          files.forEachResource(name, file -> visit(file, path, visitor));
          continue;
        }
        boolean ofClassPath = path.startsWith(CLASSPATH);
        try (InputStream file = ofClassPath ? files.resource(name) : files.file(path)) {
          if (file != null) {
            visit(file, path, visitor);
          }
        }
      } catch (IOException | RuntimeException e) {
        LOGGER.log(Level.FINE, Redacted.line(path), Redacted.withoutMessages(e));
      }
    }
  }

  private static void visit(InputStream file, String path, Visitor visitor) {
    try {
      visitor.visit(file);
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.FINE, Redacted.line(path), Redacted.withoutMessages(e));
    }
  }
}
