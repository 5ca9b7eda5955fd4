// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.token.store.AttemptKey;
import io.github.servletbearer.internal.token.store.AttemptLimit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The statements on the table of attempts, those that failed and those under way. Immutable. */
final class AttemptTable {
  /** More than one key has: as many failures as the limit, and no more places. */
  private static final int MAX_ROWS = 2 * AttemptLimit.MAX_FAILURES;

  private final String load;
  private final String failures;
  private final String insert;
  private final String makeFailure;
  private final String clear;
  private final String clearAll;
  private final String end;
  private final String delete;
  private final String old;

  AttemptTable(Schema schema) {
    String from = " FROM " + schema.attempts();
    String ofKey = AttemptKeyTable.OF_KEY;
    String ofPlace = " WHERE place_id = ? AND limit_name = ?";
    load = "SELECT limit_name, failed, ends_at" + from + ofKey + " AND ends_at > ?";
    failures = "SELECT place_id" + from + ofKey + " AND failed = 1 ORDER BY ends_at DESC";
    insert =
        "INSERT INTO "
            + schema.attempts()
            + " (place_id, limit_name, key_hash, failed, ends_at) VALUES (?, ?, ?, ?, ?)";
    makeFailure = "UPDATE " + schema.attempts() + " SET failed = 1, ends_at = ?" + ofPlace;
    clearAll = "DELETE" + from + ofKey + " AND failed = 1";
    clear = clearAll + " AND ends_at > ?";
    end = "DELETE" + from + " WHERE place_id = ? AND failed = 0";
    delete = "DELETE" + from + ofPlace;
    old = "SELECT place_id, limit_name" + from + " WHERE ends_at <= ? ORDER BY ends_at, place_id";
  }

  /** The attempts that failed or are under way, of each key. */
  List<KeyAttempts> load(Session session, List<AttemptKey> keys, long now) throws SQLException {
    List<KeyAttempts> attempts = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (AttemptKey key : keys) {
      attempts.add(new KeyAttempts(key.limit(), now));
      Collections.addAll(values, key.limit().name(), key.hash().hex(), now);
    }
    session.list(
        row -> {
          String limit = row.getString(1);
          boolean hasFailed = row.getLong(2) == 1;
          long end = row.getLong(3);
          attempts.forEach(ofKey -> ofKey.add(limit, hasFailed, end));
          return limit;
        },
        MAX_ROWS * keys.size(),
        String.join(" UNION ALL ", Collections.nCopies(keys.size(), load)),
        values);
    return attempts;
  }

  /** Adds places, or a failure. */
  void insert(Session session, List<String> ids, List<AttemptKey> keys, boolean hasFailed, long now)
      throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    for (String id : ids) {
      for (AttemptKey key : keys) {
        long end = now + key.limit().windowMillis();
        rows.add(Arrays.asList(id, key.limit().name(), key.hash().hex(), hasFailed ? 1L : 0L, end));
      }
    }
    session.updateAll(insert, rows);
  }

  /** Makes a place a failure; returns false if it is not there any longer. */
  boolean makeFailure(Session session, String id, AttemptKey key, long now) throws SQLException {
    long end = now + key.limit().windowMillis();
    return session.update(makeFailure, end, id, key.limit().name()) == 1;
  }

  /** Removes the oldest failures of a key, so that one more is within the limit. */
  void makePlace(Session session, AttemptKey key) throws SQLException {
    String limit = key.limit().name();
    int kept = key.limit().failures() - 1;
    List<String> ids =
        session.list(
            row -> row.getString(1), MAX_ROWS, failures, Arrays.asList(limit, key.hash().hex()));
    List<List<Object>> rows = new ArrayList<>();
    for (int i = kept; i < ids.size(); i++) {
      rows.add(Arrays.asList(ids.get(i), limit));
    }
    session.updateAll(delete, rows);
  }

  /** Removes places, and none that became a failure. */
  void end(Session session, List<String> ids) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    ids.forEach(id -> rows.add(Collections.singletonList(id)));
    session.updateAll(end, rows);
  }

  /** Removes the failures of a key that are in their window; returns how many. */
  int clear(Session session, AttemptKey key, long now) throws SQLException {
    return session.update(clear, key.limit().name(), key.hash().hex(), now);
  }

  /** Removes the failures of keys, each a limit and a hash. */
  void clearAll(Session session, List<List<Object>> keys) throws SQLException {
    session.updateAll(clearAll, keys);
  }

  /** Removes some of those that have left their window; returns how many. */
  int purge(Session session, long now, int most) throws SQLException {
    List<List<Object>> rows =
        session.list(
            row -> Arrays.<Object>asList(row.getString(1), row.getString(2)),
            most,
            old,
            Collections.singletonList(now));
    session.updateAll(delete, rows);
    return rows.size();
  }
}
