// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.classfile;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.log.Redacted;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes of the application by what their files name, without loading any. Only so many are
 * looked at, and only for so long. Not thread-safe.
 */
public final class ClassSearch {
  private static final Logger LOGGER = Logger.getLogger(ClassSearch.class.getName());

  /** How many class files are opened in all. */
  private static final int MAX_OPENED = 200_000;

  private static final long MAX_NANOS = 20_000_000_000L;

  /** How many characters of names patterns look at, which takes some seconds. */
  private static final long MAX_LOOKS = 200_000_000;

  private final ApplicationFiles files;
  private final ClassIndex index;
  private final int maxOpened;
  private final BoundedMatcher matcher = new BoundedMatcher(MAX_LOOKS);
  private final long begunAt = System.nanoTime();
  private int opened;
  private boolean stopped;
  private @Nullable List<String> ownNames;
  private @Nullable List<String> libraryNames;

  public ClassSearch(ApplicationFiles files, ClassIndex index) {
    this(files, index, MAX_OPENED);
  }

  ClassSearch(ApplicationFiles files, ClassIndex index, int maxOpened) {
    this.files = files;
    this.index = index;
    this.maxOpened = maxOpened;
  }

  /** The files in which it looks. */
  public ApplicationFiles files() {
    return files;
  }

  /** What matches names with the patterns of the application. */
  public BoundedMatcher matcher() {
    return matcher;
  }

  /** The classes as they are read. */
  public ClassIndex index() {
    return index;
  }

  /**
   * The classes in WEB-INF/classes whose files hold this text, sorted by name.
   *
   * @param text in ASCII, as {@code javax/ws/rs/}
   */
  public List<ClassInfo> own(String text) {
    return holding(text, ownNames());
  }

  /**
   * The classes of these packages and of those below them, in WEB-INF/classes and in libraries,
   * whose files hold this text, sorted by name.
   */
  public List<ClassInfo> inPackages(Collection<String> packages, String text) {
    Set<String> names =
        Stream.concat(ownNames().stream(), libraryNames().stream())
            .filter(name -> isIn(packages, name))
            .collect(Collectors.toCollection(TreeSet::new));
    return holding(text, names);
  }

  /** What a class names in its code, or null where it cannot be read. */
  public @Nullable ClassReferences references(String className) {
    return read(className, ClassReferences::read);
  }

  /**
   * The methods that the code of a class calls, of classes whose names begin so; none where it
   * cannot be read.
   *
   * @param owners as {@code org/example/}
   */
  public List<MethodCall> calls(String className, String owners) {
    List<MethodCall> calls = read(className, content -> MethodCall.read(content, owners));
    return calls == null ? Collections.emptyList() : calls;
  }

  /** Reads a class file. */
  private interface Reading<T> {
    T read(byte[] classFile) throws IOException;
  }

  private <T> @Nullable T read(String className, Reading<T> reading) {
    try (InputStream file = files.open(className)) {
      return file == null ? null : reading.read(Streams.readAll(file));
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.FINE, Redacted.line(className), Redacted.withoutMessages(e));
      return null;
    }
  }

  private static boolean isIn(Collection<String> packages, String className) {
    return packages.stream().anyMatch(each -> each.isEmpty() || className.startsWith(each + "."));
  }

  private List<ClassInfo> holding(String text, Collection<String> names) {
    List<ClassInfo> found = new ArrayList<>();
    for (String name : names) {
      if (opened++ >= maxOpened || System.nanoTime() - begunAt > MAX_NANOS) {
        stop();
        break;
      }
      ClassInfo type = index.findIfNames(name, text);
      if (type != null) {
        found.add(type);
      }
    }
    return found;
  }

  private void stop() {
    if (!stopped) {
      stopped = true;
      LOGGER.warning(
          "The application has too many classes to look at them all: its document may lack"
              + " operations. openapiFile describes them");
    }
  }

  private List<String> ownNames() {
    if (ownNames == null) {
      ownNames = list(files::ownClasses);
    }
    return ownNames;
  }

  private List<String> libraryNames() {
    if (libraryNames == null) {
      libraryNames = list(files::libraryClasses);
    }
    return libraryNames;
  }

  /** Lists names, and may fail. */
  private interface Listing {
    List<String> names() throws IOException;
  }

  private static List<String> list(Listing listing) {
    try {
      return listing.names();
    } catch (IOException | RuntimeException e) {
      LOGGER.log(
          Level.WARNING,
          "The classes of the application cannot be listed, the document goes without them",
          Redacted.withoutMessages(e));
      return Collections.emptyList();
    }
  }
}
