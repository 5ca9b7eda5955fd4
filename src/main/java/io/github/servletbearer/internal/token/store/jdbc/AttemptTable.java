// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.AttemptLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The statements on the tables of attempts. Immutable. */
final class AttemptTable {
  private static final String OF_KEY = " WHERE limit_name = ? AND key_hash = ?";

  private final String lock;
  private final String insertKey;
  private final String report;
  private final String forgetReport;
  private final String deleteOldKeys;
  private final String count;
  private final String failureEnds;
  private final String failures;
  private final String insert;
  private final String makeFailure;
  private final String clear;
  private final String delete;
  private final String old;
  private final String countKeys;

  AttemptTable(Schema schema) {
    String keys = schema.attemptKeys();
    String attempts = schema.attempts();
    lock =
        "UPDATE " + keys + " SET ends_at = CASE WHEN ends_at < ? THEN ? ELSE ends_at END" + OF_KEY;
    insertKey =
        "INSERT INTO "
            + keys
            + " (limit_name, key_hash, reported_until, ends_at)"
            + " VALUES (?, ?, ?, ?)";
    report =
        "UPDATE "
            + keys
            + " SET reported_until = ?, ends_at = ?"
            + OF_KEY
            + " AND reported_until <= ?";
    forgetReport = "UPDATE " + keys + " SET reported_until = ?" + OF_KEY;
    deleteOldKeys = "DELETE FROM " + keys + " WHERE ends_at <= ?";
    count = "SELECT COUNT(*) FROM " + attempts + OF_KEY + " AND ends_at > ?";
    failureEnds =
        "SELECT ends_at FROM "
            + attempts
            + OF_KEY
            + " AND ends_at > ? AND failed = 1"
            + " ORDER BY ends_at";
    failures =
        "SELECT place_id FROM " + attempts + OF_KEY + " AND failed = 1 ORDER BY ends_at DESC";
    insert =
        "INSERT INTO "
            + attempts
            + " (place_id, limit_name, key_hash, failed, ends_at)"
            + " VALUES (?, ?, ?, ?, ?)";
    makeFailure = "UPDATE " + attempts + " SET failed = 1, ends_at = ? WHERE place_id = ?";
    clear = "DELETE FROM " + attempts + OF_KEY + " AND failed = 1";
    delete = "DELETE FROM " + attempts + " WHERE place_id = ?";
    old = "SELECT place_id FROM " + attempts + " WHERE ends_at <= ? ORDER BY ends_at";
    countKeys =
        "SELECT COUNT(*) FROM (SELECT DISTINCT limit_name, key_hash FROM "
            + attempts
            + " WHERE ends_at > ?) live_keys";
  }

  private static List<Object> values(AttemptLimit limit, TokenHash key, Long... more) {
    List<Object> values = new ArrayList<>(Arrays.asList(limit.name(), key.hex()));
    Collections.addAll(values, more);
    return values;
  }

  /** Lets no other transaction add attempts of this key; where two create it, one is repeated. */
  void lock(Connection connection, AttemptLimit limit, TokenHash key, long now, long end)
      throws SQLException {
    int known = Sql.update(connection, lock, Arrays.asList(end, end, limit.name(), key.hex()));
    if (known == 0) {
      Sql.update(connection, insertKey, values(limit, key, now, end));
    }
  }

  /** How many have failed or are under way. */
  long count(Connection connection, AttemptLimit limit, TokenHash key, long now)
      throws SQLException {
    return Sql.number(connection, count, values(limit, key, now));
  }

  /** When failures leave their window, the oldest first. */
  List<Long> failureEnds(Connection connection, AttemptLimit limit, TokenHash key, long now)
      throws SQLException {
    List<Long> ends = new ArrayList<>();
    try (PreparedStatement statement =
            Sql.prepare(connection, failureEnds, values(limit, key, now));
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ends.add(rows.getLong(1));
      }
    }
    return ends;
  }

  /** All failures of a key but for the newest. */
  List<String> oldestFailures(Connection connection, AttemptLimit limit, TokenHash key, int newest)
      throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement statement = Sql.prepare(connection, failures, values(limit, key));
        ResultSet rows = statement.executeQuery()) {
      for (int i = 0; rows.next(); i++) {
        if (i >= newest) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }

  void insert(
      Connection connection,
      String id,
      AttemptLimit limit,
      TokenHash key,
      boolean hasFailed,
      long end)
      throws SQLException {
    Sql.update(
        connection, insert, Arrays.asList(id, limit.name(), key.hex(), hasFailed ? 1L : 0L, end));
  }

  /** Makes a place a failure; returns false if it is not there any longer. */
  boolean makeFailure(Connection connection, String id, long end) throws SQLException {
    return Sql.update(connection, makeFailure, Arrays.asList(end, id)) == 1;
  }

  boolean delete(Connection connection, String id) throws SQLException {
    return Sql.update(connection, delete, Collections.singletonList(id)) == 1;
  }

  /** Forgets failures, and that they were reported; returns how many. */
  int clear(Connection connection, AttemptLimit limit, TokenHash key, long now)
      throws SQLException {
    Sql.update(connection, forgetReport, Arrays.asList(now, limit.name(), key.hex()));
    return Sql.update(connection, clear, values(limit, key));
  }

  /** Whether this was not reported within the window; it is from now on. */
  boolean report(Connection connection, AttemptLimit limit, TokenHash key, long now)
      throws SQLException {
    long until = now + limit.windowMillis();
    return Sql.update(connection, report, Arrays.asList(until, until, limit.name(), key.hex(), now))
        == 1;
  }

  /** Some of those that have left their window. */
  List<String> findOld(Connection connection, long now, int most) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement statement =
        Sql.prepare(connection, old, Collections.singletonList(now))) {
      statement.setMaxRows(most);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }

  int deleteOldKeys(Connection connection, long now) throws SQLException {
    return Sql.update(connection, deleteOldKeys, Collections.singletonList(now));
  }

  int countKeys(Connection connection, long now) throws SQLException {
    return (int) Sql.number(connection, countKeys, Collections.singletonList(now));
  }
}
