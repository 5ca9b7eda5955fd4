// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables, described once for all databases. Immutable.
 *
 * <p>Hashes are 64 hexadecimal digits, names are percent-encoded: all texts are ASCII, whatever the
 * character set of the database. Times are milliseconds. No token is stored, only hashes.
 */
public final class Schema {
  /** The version of the tables that this release reads and writes. */
  public static final int VERSION = 1;

  /** The most characters of a text. */
  static final int MAX_TEXT = 4_000;

  /** The most characters of a login's id. */
  static final int MAX_FAMILY = 255;

  private static final int HASH = 64;
  private static final int WORD = 16;

  private final String prefix;

  /**
   * Tables whose names begin so.
   *
   * @param prefix letters, digits and underscores: it becomes part of statements as it is
   * @throws IllegalArgumentException if it has other characters
   */
  public Schema(String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      char c = prefix.charAt(i);
      boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      if (!isLetter && !(c >= '0' && c <= '9' && i > 0)) {
        throw new IllegalArgumentException("a table prefix has an invalid character at " + i);
      }
    }
    this.prefix = prefix;
  }

  /** One row: the version of the tables. */
  String versions() {
    return prefix + "schema";
  }

  /** A row for each kind of token: how many there are. Who changes that number locks the row. */
  String kinds() {
    return prefix + "kind";
  }

  /** A row for each token and revocation. */
  String tokens() {
    return prefix + "token";
  }

  /** A row for each key with failed attempts, by which changes of them are put in order. */
  String attemptKeys() {
    return prefix + "attempt_key";
  }

  /** A row for each failed attempt and limit, and for each place of an attempt under way. */
  String attempts() {
    return prefix + "attempt";
  }

  /** The columns of each table that changes, separated by commas. */
  Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put(kinds(), "kind, tokens");
    columns.put(tokens(), TokenRow.COLUMNS);
    columns.put(attemptKeys(), "limit_name, key_hash, reported_until, ends_at");
    columns.put(attempts(), "place_id, limit_name, key_hash, failed, ends_at");
    return columns;
  }

  /** The statements that create the tables and their rows, without semicolons. */
  public List<String> statements(Dialect dialect) {
    List<String> statements = new ArrayList<>();
    String number = dialect.number() + " NOT NULL";
    statements.add(create(dialect, versions(), "version " + number));
    statements.add(
        create(
            dialect, kinds(), "kind " + word(dialect), "tokens " + number, "PRIMARY KEY (kind)"));
    statements.add(tokenTable(dialect, number));
    statements.add(index(tokens(), "ends", "kind, ends_at"));
    statements.add(index(tokens(), "user", "kind, user_hash, use_order"));
    statements.add(
        create(
            dialect,
            attemptKeys(),
            "limit_name " + word(dialect),
            "key_hash " + hash(dialect),
            "reported_until " + number,
            "ends_at " + number,
            "PRIMARY KEY (limit_name, key_hash)"));
    statements.add(index(attemptKeys(), "ends", "limit_name, ends_at"));
    statements.add(
        create(
            dialect,
            attempts(),
            "place_id " + hash(dialect),
            "limit_name " + word(dialect),
            "key_hash " + hash(dialect),
            "failed " + number,
            "ends_at " + number,
            "PRIMARY KEY (place_id, limit_name)"));
    statements.add(index(attempts(), "key", "limit_name, key_hash, ends_at"));
    statements.add(index(attempts(), "ends", "ends_at"));
    for (Kind kind : Kind.values()) {
      statements.add("INSERT INTO " + kinds() + " (kind, tokens) VALUES ('" + kind + "', 0)");
    }
    // Last: where there is a version, all is there.
    statements.add("INSERT INTO " + versions() + " (version) VALUES (" + VERSION + ")");
    return statements;
  }

  private String tokenTable(Dialect dialect, String number) {
    String text = dialect.text(MAX_TEXT);
    return create(
        dialect,
        tokens(),
        "kind " + word(dialect),
        "token_hash " + hash(dialect),
        "newest_hash " + hash(dialect),
        "user_hash " + hash(dialect),
        "subject " + text,
        "roles " + text,
        "scopes " + text,
        "client_id " + text,
        "family " + dialect.text(MAX_FAMILY),
        "issued_at " + number,
        "used_at " + number,
        "expires_at " + number,
        "idle_expires_at " + number,
        "says_until " + number,
        "last_at " + number,
        "ends_at " + number,
        "use_order " + number,
        "PRIMARY KEY (token_hash, kind)");
  }

  /** The same as a script: each statement on lines of its own, with a semicolon. */
  public String script(Dialect dialect) {
    StringBuilder script = new StringBuilder("-- Servlet Bearer, tables of version " + VERSION);
    script.append(", for ").append(dialect.word()).append('\n');
    for (String statement : statements(dialect)) {
      script.append(statement).append(";\n");
    }
    return script.toString();
  }

  private static String hash(Dialect dialect) {
    return dialect.text(HASH) + " NOT NULL";
  }

  private static String word(Dialect dialect) {
    return dialect.text(WORD) + " NOT NULL";
  }

  private static String create(Dialect dialect, String table, String... columns) {
    String lines = String.join(",\n  ", columns);
    return "CREATE TABLE " + table + " (\n  " + lines + "\n)" + dialect.tableOptions();
  }

  /** In some databases an index may not have the name of a table. */
  private static String index(String table, String name, String columns) {
    return "CREATE INDEX " + table + "_by_" + name + " ON " + table + " (" + columns + ")";
  }
}
