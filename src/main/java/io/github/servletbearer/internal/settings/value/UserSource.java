// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/** Where users are: the container's realm, a file, or a class. Immutable. */
public final class UserSource {
  private static final String CONTAINER = "container";
  private static final String FILE = "file:";
  private static final String IDENTIFIER =
      "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";

  public static final ValueParser<UserSource> PARSER =
      new Parser("users", "`container`, `file:` and an absolute path, or the name of a class");

  private final @Nullable Path file;
  private final @Nullable String className;

  private UserSource(@Nullable Path file, @Nullable String className) {
    this.file = file;
    this.className = className;
  }

  private static UserSource read(String value) {
    if (value.equals(CONTAINER)) {
      return new UserSource(null, null);
    }
    if (value.startsWith(FILE)) {
      return new UserSource(absolute(value.substring(FILE.length())), null);
    }
    if (!value.matches(IDENTIFIER + "(\\." + IDENTIFIER + ")*")) {
      throw new IllegalArgumentException(
          "Write container, file:/etc/demo/users, or the name of a class with its package.");
    }
    return new UserSource(null, value);
  }

  /** A relative path would depend on the folder that the server happened to be started in. */
  private static Path absolute(String text) {
    try {
      Path path = Paths.get(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("This is no path: write file:/etc/demo/users.", e);
    }
    throw new IllegalArgumentException(
        "Write the path from the root of the file system on: file:/etc/demo/users.");
  }

  public boolean isContainer() {
    return file == null && className == null;
  }

  /** The file, or null where users are elsewhere. */
  public @Nullable Path file() {
    return file;
  }

  /** The name of the class, or null where users are elsewhere. */
  public @Nullable String className() {
    return className;
  }

  @Override
  public String toString() {
    return file != null ? FILE + file : className != null ? className : CONTAINER;
  }

  private static final class Parser extends ValueParser<UserSource> {
    Parser(String name, String form) {
      super(name, form);
    }

    @Override
    public UserSource parse(String value) {
      return read(value);
    }
  }
}
