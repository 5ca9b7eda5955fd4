// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Where a secret is to be found, never the secret itself: a file, an environment variable or a JNDI
 * entry. Immutable; it may be printed.
 */
public final class SecretReference {
  /** The kinds of places, each with the word before the colon. */
  public enum Kind {
    /** A file, by its absolute path. */
    FILE,
    /** An environment variable. */
    ENV,
    /** A JNDI entry, below {@code java:comp/env/} unless it begins with {@code java:}. */
    JNDI;

    private String prefix() {
      return name().toLowerCase(Locale.ROOT) + ":";
    }
  }

  public static final ValueParser<SecretReference> PARSER = new One();
  public static final ValueParser<List<SecretReference>> LIST = new Several();

  /** A file, by its absolute path. */
  public static final ValueParser<Path> FILE = new File();

  private final Kind kind;
  private final String name;

  private SecretReference(Kind kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  /**
   * Reads a reference.
   *
   * @throws IllegalArgumentException with the cure, and without a word of the value: it may be the
   *     secret itself
   */
  private static SecretReference read(String value) {
    for (Kind kind : Kind.values()) {
      String prefix = kind.prefix();
      if (value.startsWith(prefix) && value.length() > prefix.length()) {
        return new SecretReference(kind, name(kind, value.substring(prefix.length())));
      }
    }
    throw new IllegalArgumentException(
        "Write where the secret is, never the secret itself: file:/path, env:NAME or jndi:name.");
  }

  private static String name(Kind kind, String name) {
    if (kind == Kind.FILE && !name.matches("/.*|[A-Za-z]:[/\\\\].*")) {
      throw new IllegalArgumentException("Write the whole path of the file, from the root.");
    }
    if (kind == Kind.ENV && !name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException("Write the name of an environment variable after env:.");
    }
    if (kind == Kind.JNDI && !name.matches("(java:)?[A-Za-z0-9_./-]+")) {
      throw new IllegalArgumentException(
          "Write a name of letters, digits and slashes after jndi:, as it stands in env-entry.");
    }
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /** The path, the variable's name, or the JNDI name. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return kind.prefix() + name;
  }

  private static final class One extends ValueParser<SecretReference> {
    One() {
      super("reference", "where a secret is: `file:/path`, `env:NAME` or `jndi:name`");
    }

    @Override
    public SecretReference parse(String value) {
      return read(value);
    }

    @Override
    public boolean isSecret() {
      return true;
    }
  }

  private static final class Several extends ValueParser<List<SecretReference>> {
    Several() {
      super(
          "references",
          "a list of references: `file:/path`, `env:NAME` or `jndi:name`",
          Collections.emptyList());
    }

    @Override
    public List<SecretReference> parse(String value) {
      List<SecretReference> references = new ArrayList<>();
      for (String each : Lists.words(value)) {
        references.add(read(each));
      }
      return Collections.unmodifiableList(references);
    }

    @Override
    public boolean isSecret() {
      return true;
    }
  }

  private static final class File extends ValueParser<Path> {
    File() {
      super("file", "a file: `file:/path`");
    }

    @Override
    public Path parse(String value) {
      SecretReference reference = read(value);
      if (reference.kind != Kind.FILE) {
        throw new IllegalArgumentException("Write file: and the whole path of the file.");
      }
      return Paths.get(reference.name);
    }
  }
}
