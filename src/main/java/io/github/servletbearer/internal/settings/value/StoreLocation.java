// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import org.jspecify.annotations.Nullable;

/** Where tokens and failed logins are kept: in memory, or in a database. Immutable. */
public final class StoreLocation {
  private static final String MEMORY = "memory";
  private static final String JDBC = "jdbc:";
  private static final String JAVA = "java:";

  public static final ValueParser<StoreLocation> PARSER =
      new Parser("store", "`memory`, or `jdbc:` and the JNDI name of a DataSource");

  private final @Nullable String jndiName;

  private StoreLocation(@Nullable String jndiName) {
    this.jndiName = jndiName;
  }

  private static StoreLocation read(String value) {
    if (value.equals(MEMORY)) {
      return new StoreLocation(null);
    }
    String name = value.startsWith(JDBC) ? value.substring(JDBC.length()) : "";
    if (!isLocal(name.startsWith(JAVA) ? name.substring(JAVA.length()) : name)) {
      throw new IllegalArgumentException(
          "Write memory, or jdbc: and the JNDI name under which the container has the DataSource:"
              + " jdbc:java:comp/env/jdbc/shop. The address and the password of the database belong"
              + " to the DataSource.");
    }
    return new StoreLocation(name);
  }

  /** A name with another scheme would make the lookup ask another server. */
  private static boolean isLocal(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!isLetter && !(c >= '0' && c <= '9') && "/_-.".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty() && !name.startsWith("//");
  }

  /** The name of the DataSource, or null where tokens are kept in memory. */
  public @Nullable String jndiName() {
    return jndiName;
  }

  /** The value as it is written. */
  @Override
  public String toString() {
    return jndiName == null ? MEMORY : JDBC + jndiName;
  }

  private static final class Parser extends ValueParser<StoreLocation> {
    Parser(String name, String form) {
      super(name, form);
    }

    /** What is no such name may be the address of a database, with its password. */
    @Override
    public boolean isSecret() {
      return true;
    }

    @Override
    public StoreLocation parse(String value) {
      return read(value);
    }
  }
}
