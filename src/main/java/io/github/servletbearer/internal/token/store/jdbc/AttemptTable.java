// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.token.store.AttemptKey;
import io.github.servletbearer.internal.token.store.AttemptLimit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The statements on the tables of attempts. Immutable. */
final class AttemptTable {
  /** More than one key has: as many failures as the limit, and no more places. */
  private static final int MAX_ROWS = 2 * AttemptLimit.MAX_FAILURES;

  private static final String OF_KEY = " WHERE limit_name = ? AND key_hash = ?";

  private final String lock;
  private final String insertKey;
  private final String report;
  private final String forgetReport;
  private final String load;
  private final String failures;
  private final String insert;
  private final String makeFailure;
  private final String clear;
  private final String end;
  private final String delete;
  private final String old;
  private final String countKeys;
  private final String limits;
  private final String oldestKeys;
  private final String deleteKey;
  private final String deleteFailures;

  AttemptTable(Schema schema) {
    String keys = schema.attemptKeys();
    String attempts = schema.attempts();
    lock =
        "UPDATE " + keys + " SET ends_at = CASE WHEN ends_at < ? THEN ? ELSE ends_at END" + OF_KEY;
    insertKey =
        "INSERT INTO "
            + keys
            + " (limit_name, key_hash, reported_until, ends_at) VALUES (?, ?, ?, ?)";
    report = "UPDATE " + keys + " SET reported_until = ?" + OF_KEY + " AND reported_until <= ?";
    forgetReport = "UPDATE " + keys + " SET reported_until = ?" + OF_KEY;
    load = "SELECT limit_name, failed, ends_at FROM " + attempts + OF_KEY + " AND ends_at > ?";
    failures =
        "SELECT place_id FROM " + attempts + OF_KEY + " AND failed = 1 ORDER BY ends_at DESC";
    insert =
        "INSERT INTO "
            + attempts
            + " (place_id, limit_name, key_hash, failed, ends_at) VALUES (?, ?, ?, ?, ?)";
    String ofPlace = " WHERE place_id = ? AND limit_name = ?";
    makeFailure = "UPDATE " + attempts + " SET failed = 1, ends_at = ?" + ofPlace;
    clear = "DELETE FROM " + attempts + OF_KEY + " AND failed = 1 AND ends_at > ?";
    end = "DELETE FROM " + attempts + " WHERE place_id = ?";
    delete = "DELETE FROM " + attempts + ofPlace;
    old =
        "SELECT place_id, limit_name FROM "
            + attempts
            + " WHERE ends_at <= ? ORDER BY ends_at, place_id";
    countKeys =
        "SELECT COUNT(*) FROM (SELECT DISTINCT limit_name, key_hash FROM "
            + attempts
            + " WHERE ends_at > ?) live_keys";
    limits = "SELECT limit_name, COUNT(*) FROM " + keys + " GROUP BY limit_name";
    oldestKeys = "SELECT key_hash, ends_at FROM " + keys + " WHERE limit_name = ? ORDER BY ends_at";
    deleteKey = "DELETE FROM " + keys + OF_KEY + " AND ends_at = ?";
    deleteFailures = "DELETE FROM " + attempts + OF_KEY + " AND failed = 1";
  }

  /** Lets no other transaction add attempts of this key; where two create it, one is repeated. */
  void lock(Session session, AttemptKey key, long now) throws SQLException {
    String limit = key.limit().name();
    long end = now + key.limit().windowMillis();
    if (session.update(lock, end, end, limit, key.hash().hex()) == 0) {
      session.update(insertKey, limit, key.hash().hex(), now, end);
    }
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

  /** Removes places. */
  void end(Session session, List<String> ids) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    ids.forEach(id -> rows.add(Collections.singletonList(id)));
    session.updateAll(end, rows);
  }

  /** Forgets failures, and that they were reported. */
  void clear(Session session, AttemptKey key, long now) throws SQLException {
    String limit = key.limit().name();
    if (session.update(clear, limit, key.hash().hex(), now) > 0) {
      session.update(forgetReport, now, limit, key.hash().hex());
    }
  }

  /** Whether this was not reported within the window; it is from now on. */
  boolean report(Session session, AttemptKey key, long now) throws SQLException {
    long until = now + key.limit().windowMillis();
    return session.update(report, until, key.limit().name(), key.hash().hex(), now) == 1;
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

  /** How many keys each limit has. */
  Map<String, Long> countByLimit(Session session) throws SQLException {
    Map<String, Long> numbers = new TreeMap<>();
    session.list(
        row -> numbers.put(row.getString(1), row.getLong(2)),
        Integer.MAX_VALUE,
        limits,
        Collections.emptyList());
    return numbers;
  }

  /**
   * Removes keys whose attempts have all left their window, and of the others those that were used
   * longest ago, with their failures.
   *
   * @param excess how many of the others
   * @return how many
   */
  int purgeKeys(Session session, String limit, long now, long excess, int most)
      throws SQLException {
    List<List<Object>> keys = new ArrayList<>();
    session.list(
        row -> {
          boolean isOld = row.getLong(2) <= now || keys.size() < excess;
          return isOld && keys.add(Arrays.asList(limit, row.getString(1), row.getLong(2)));
        },
        most,
        oldestKeys,
        Collections.singletonList(limit));
    List<List<Object>> forgotten = new ArrayList<>();
    for (List<Object> key : keys) {
      if ((Long) key.get(2) > now) {
        forgotten.add(key.subList(0, 2));
      }
    }
    keys.sort(Comparator.comparing(key -> key.get(1).toString())); // one order of locks
    session.updateAll(deleteKey, keys);
    session.updateAll(deleteFailures, forgotten);
    return keys.size();
  }

  int countKeys(Session session, long now) throws SQLException {
    return (int) session.number(countKeys, now);
  }
}
