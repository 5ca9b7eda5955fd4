// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The statements on the tables of tokens. The number of tokens of a kind stands in its row, so that
 * it need not be counted; each insert and delete keeps it right. Immutable.
 */
final class TokenTable {
  private final String lock;
  private final String count;
  private final String addToCount;
  private final String insert;
  private final String find;
  private final String delete;
  private final String replace;
  private final String countUser;
  private final String leastRecentlyUsed;
  private final String expired;
  private final String dateBack;
  private final String countWhere;
  private final String deleteWhere;

  TokenTable(Schema schema) {
    String tokens = schema.tokens();
    String kinds = schema.kinds();
    lock = "UPDATE " + kinds + " SET tokens = tokens WHERE kind = ?";
    count = "SELECT tokens FROM " + kinds + " WHERE kind = ?";
    addToCount = "UPDATE " + kinds + " SET tokens = tokens + ? WHERE kind = ?";
    insert =
        "INSERT INTO "
            + tokens
            + " ("
            + TokenRow.COLUMNS
            + ") VALUES ("
            + TokenRow.PLACEHOLDERS
            + ")";
    find = "SELECT " + TokenRow.COLUMNS + " FROM " + tokens + " WHERE token_hash = ? AND kind = ?";
    delete = "DELETE FROM " + tokens + " WHERE token_hash = ? AND kind = ?";
    replace =
        "UPDATE "
            + tokens
            + " SET newest_hash = ?, used_at = ?, idle_expires_at = ?, use_order = ?,"
            + " ends_at = CASE WHEN last_at < ? THEN last_at ELSE ? END"
            + " WHERE token_hash = ? AND kind = ? AND newest_hash = ?"
            + " AND ends_at > ? AND expires_at > ? AND idle_expires_at > ?";
    countUser = "SELECT COUNT(*) FROM " + tokens + " WHERE kind = ? AND user_hash = ?";
    leastRecentlyUsed =
        "SELECT token_hash FROM " + tokens + " WHERE kind = ? AND user_hash = ? ORDER BY use_order";
    expired =
        "SELECT token_hash, issued_at FROM "
            + tokens
            + " WHERE kind = ? AND ends_at <= ? AND expires_at <= ? ORDER BY ends_at";
    // Some databases use the new value of a column that stands before: issued_at comes last.
    dateBack =
        "UPDATE "
            + tokens
            + " SET expires_at = expires_at - (issued_at - ?),"
            + " idle_expires_at = idle_expires_at - (issued_at - ?),"
            + " used_at = ?, issued_at = ? WHERE kind = ? AND issued_at > ?";
    countWhere =
        "SELECT COUNT(*) FROM "
            + tokens
            + " WHERE ends_at > ? AND expires_at > ? AND idle_expires_at > ? AND ";
    deleteWhere = "DELETE FROM " + tokens + " WHERE ";
  }

  /** Lets no other transaction change the number of tokens of this kind. */
  void lock(Connection connection, Kind kind) throws SQLException {
    if (Sql.update(connection, lock, Collections.singletonList(kind.name())) != 1) {
      throw new SQLException("the row of kind " + kind + " is missing");
    }
  }

  /** How many there are, those that have expired included. */
  long count(Connection connection, Kind kind) throws SQLException {
    return Sql.number(connection, count, Collections.singletonList(kind.name()));
  }

  private void addToCount(Connection connection, Kind kind, long number) throws SQLException {
    if (number != 0) {
      Sql.update(connection, addToCount, Arrays.asList(number, kind.name()));
    }
  }

  void insert(Connection connection, StoredToken token, long now, long useOrder)
      throws SQLException, BearerException {
    Sql.update(connection, insert, TokenRow.values(token, now, useOrder));
    addToCount(connection, token.kind(), 1);
  }

  Optional<TokenRow> find(Connection connection, Kind kind, TokenHash hash) throws SQLException {
    try (PreparedStatement statement =
            Sql.prepare(connection, find, Arrays.asList(hash.hex(), kind.name()));
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(TokenRow.read(rows)) : Optional.empty();
    }
  }

  int delete(Connection connection, Kind kind, TokenHash hash) throws SQLException {
    int deleted = Sql.update(connection, delete, Arrays.asList(hash.hex(), kind.name()));
    addToCount(connection, kind, -deleted);
    return deleted;
  }

  /** One statement that compares and sets; it locks the row of the token alone. */
  boolean replace(
      Connection connection,
      StoredToken expected,
      StoredToken next,
      long now,
      long date,
      long useOrder)
      throws SQLException {
    long idleEnd = TokenRow.idleEndsAt(next, now);
    return Sql.update(
            connection,
            replace,
            Arrays.asList(
                next.newest().hex(),
                next.usedAt(),
                next.idleExpiresAt(),
                useOrder,
                idleEnd,
                idleEnd,
                expected.hash().hex(),
                expected.kind().name(),
                expected.newest().hex(),
                now,
                date,
                date))
        == 1;
  }

  /** How many tokens of the kind and the user of this one there are. */
  long countUser(Connection connection, StoredToken token) throws SQLException {
    return Sql.number(connection, countUser, user(token));
  }

  private static List<String> user(StoredToken token) {
    return Arrays.asList(token.kind().name(), TokenRow.userHash(token.userKey()));
  }

  /** Removes one token of the kind and the user of this one; returns whether there was one. */
  boolean deleteLeastRecentlyUsed(Connection connection, StoredToken token) throws SQLException {
    String hash;
    try (PreparedStatement statement = Sql.prepare(connection, leastRecentlyUsed, user(token))) {
      statement.setMaxRows(1);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return false;
        }
        hash = rows.getString(1);
      }
    }
    return delete(connection, token.kind(), TokenHash.parse(hash)) > 0;
  }

  /** Those that ended first, by the shared time and by the date. */
  List<ExpiredToken> findExpired(Connection connection, Kind kind, long now, long date, int most)
      throws SQLException {
    List<ExpiredToken> found = new ArrayList<>();
    try (PreparedStatement statement =
        Sql.prepare(connection, expired, Arrays.asList(kind.name(), now, date))) {
      statement.setMaxRows(most);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new ExpiredToken(rows.getString(1), rows.getLong(2)));
        }
      }
    }
    return found;
  }

  void deleteAll(Connection connection, Kind kind, List<ExpiredToken> tokens) throws SQLException {
    if (tokens.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        Sql.prepare(connection, delete, Arrays.asList("", kind.name()))) {
      for (ExpiredToken token : tokens) {
        statement.setString(1, token.hash());
        statement.addBatch();
      }
      statement.executeBatch(); // the kind is locked, so all of them are there
    }
    addToCount(connection, kind, -tokens.size());
  }

  int dateBack(Connection connection, Kind kind, long latest) throws SQLException {
    return Sql.update(
        connection, dateBack, Arrays.asList(latest, latest, latest, latest, kind.name(), latest));
  }

  /** How many have not expired. */
  int countLive(Connection connection, String condition, List<String> values, long now, long date)
      throws SQLException {
    List<Object> all = new ArrayList<>(Arrays.asList(now, date, date));
    all.addAll(values);
    return (int) Sql.number(connection, countWhere + condition, all);
  }

  void deleteWhere(Connection connection, Kind kind, String condition, List<String> values)
      throws SQLException {
    int deleted = Sql.update(connection, deleteWhere + condition, values);
    addToCount(connection, kind, -deleted);
  }
}
