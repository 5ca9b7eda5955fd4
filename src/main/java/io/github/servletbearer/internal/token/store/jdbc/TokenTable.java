// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the tables of tokens. The number of tokens of a kind stands in its row, so that
 * it need not be counted. Immutable.
 *
 * <p>It is counted and locked by one statement, so the limits are exact over all servers; kinds are
 * locked in the order of the enum, so no two transactions wait for each other.
 */
final class TokenTable {
  private final String lock;
  private final String count;
  private final String countUp;
  private final String addToCount;
  private final String insert;
  private final String find;
  private final String delete;
  private final String replace;
  private final String countUser;
  private final String leastRecentlyUsed;
  private final String expired;
  private final String countLive;
  private final String findWhere;

  TokenTable(Schema schema) {
    String tokens = schema.tokens();
    String kinds = schema.kinds();
    lock = "UPDATE " + kinds + " SET tokens = tokens WHERE kind = ?";
    count = "SELECT tokens FROM " + kinds + " WHERE kind = ?";
    countUp = "UPDATE " + kinds + " SET tokens = tokens + 1 WHERE kind = ? AND tokens < ?";
    addToCount = "UPDATE " + kinds + " SET tokens = tokens + ? WHERE kind = ?";
    String columns = TokenRow.COLUMNS;
    insert = "INSERT INTO " + tokens + " (" + columns + ") VALUES (" + TokenRow.PLACEHOLDERS + ")";
    find = "SELECT " + columns + " FROM " + tokens + " WHERE token_hash = ? AND kind = ?";
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
    findWhere = "SELECT " + TokenEnd.COLUMNS + " FROM " + tokens + " WHERE kind = ?";
    expired = findWhere + " AND ends_at <= ? AND expires_at <= ? ORDER BY ends_at";
    countLive = "SELECT COUNT(*) FROM " + tokens + " WHERE kind = ? AND ends_at > ?";
  }

  /**
   * Lets no other transaction change the number of tokens of this kind.
   *
   * @throws SQLException if there is no such row
   */
  void lock(Session session, Kind kind) throws SQLException {
    if (session.update(lock, kind.name()) != 1) {
      throw new SQLException("the row of kind " + kind + " is missing", SqlState.NO_DATA);
    }
  }

  /** How many there are, those that have expired included. */
  long count(Session session, Kind kind) throws SQLException {
    return session.number(count, kind.name());
  }

  /** Counts one more unless there are so many; where it does, the kind is locked. */
  boolean countUp(Session session, Kind kind, long max) throws SQLException {
    return session.update(countUp, kind.name(), max) == 1;
  }

  /** The kind is locked. */
  void addToCount(Session session, Kind kind, long number) throws SQLException {
    if (number != 0) {
      session.update(addToCount, number, kind.name());
    }
  }

  /** Adds a token, which was counted. */
  void insert(Session session, StoredToken token, long useOrder)
      throws SQLException, BearerException {
    session.update(insert, TokenRow.values(token, session.now(), useOrder));
  }

  @Nullable TokenRow find(Session session, Kind kind, TokenHash hash) throws SQLException {
    List<TokenRow> found =
        session.list(TokenRow::read, 1, find, Arrays.asList(hash.hex(), kind.name()));
    return found.isEmpty() ? null : found.get(0);
  }

  /** Removes a token and counts; returns how many there were. */
  int delete(Session session, Kind kind, String hash) throws SQLException {
    int deleted = session.update(delete, hash, kind.name());
    addToCount(session, kind, -deleted);
    return deleted;
  }

  /** Removes tokens and counts; the kind is locked, so all of them are there. */
  void deleteAll(Session session, Kind kind, List<TokenEnd> tokens) throws SQLException {
    List<List<Object>> values = new ArrayList<>();
    for (TokenEnd token : tokens) {
      values.add(Arrays.asList(token.hash(), kind.name()));
    }
    session.updateAll(delete, values);
    addToCount(session, kind, -tokens.size());
  }

  /**
   * One statement that compares and sets; it locks the row of the token alone.
   *
   * @param date at which the token must not have expired either
   */
  boolean replace(Session session, StoredToken expected, StoredToken next, long date, long useOrder)
      throws SQLException {
    long now = session.now();
    long idleEnd = TokenRow.idleEndsAt(next, now);
    int replaced =
        session.update(
            replace,
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
            date);
    return replaced == 1;
  }

  /** How many tokens of the kind and the user of this one there are. */
  long countUser(Session session, StoredToken token) throws SQLException {
    return session.number(countUser, token.kind().name(), TokenRow.userHash(token.userKey()));
  }

  /** Removes one token of the kind and the user of this one; returns whether there was one. */
  boolean deleteLeastRecentlyUsed(Session session, StoredToken token) throws SQLException {
    List<Object> user = Arrays.asList(token.kind().name(), TokenRow.userHash(token.userKey()));
    List<String> hashes = session.list(row -> row.getString(1), 1, leastRecentlyUsed, user);
    return !hashes.isEmpty() && delete(session, token.kind(), hashes.get(0)) > 0;
  }

  /** Those that ended first, by the shared time and by the date. */
  List<TokenEnd> findExpired(Session session, Kind kind, long date, int most) throws SQLException {
    return session.list(
        TokenEnd::read, most, expired, Arrays.asList(kind.name(), session.now(), date));
  }

  /**
   * Some tokens of a kind.
   *
   * @param condition empty, or a further one with its values
   */
  List<TokenEnd> findWhere(
      Session session, Kind kind, String condition, List<String> values, int most)
      throws SQLException {
    List<Object> all = new ArrayList<>(Collections.singletonList(kind.name()));
    all.addAll(values);
    return session.list(TokenEnd::read, most, findWhere + condition, all);
  }

  /** How many have not expired by the shared time. */
  long countLive(Session session, Kind kind) throws SQLException {
    return session.number(countLive, kind.name(), session.now());
  }
}
