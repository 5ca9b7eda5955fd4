// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.internal.token.store.AttemptKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The statements on the table of the keys of attempts. The row of a key is its lock: who adds
 * attempts of the key has updated or inserted it. Immutable.
 *
 * <p>There may be more keys than the limit for some seconds: an exact bound would put all logins in
 * one queue. Each server counts them every five seconds, when someone logs in, and forgets those
 * that failed longest ago.
 */
final class AttemptKeyTable {
  static final String OF_KEY = " WHERE limit_name = ? AND key_hash = ?";

  /** Far more than there are; some drivers (MySQL's) refuse to be told of very many rows. */
  private static final int MAX_LIMITS = 100;

  private final String lock;
  private final String insert;
  private final String report;
  private final String forgetReport;
  private final String count;
  private final String oldest;
  private final String delete;

  AttemptKeyTable(Schema schema) {
    String keys = schema.attemptKeys();
    lock =
        "UPDATE " + keys + " SET ends_at = CASE WHEN ends_at < ? THEN ? ELSE ends_at END" + OF_KEY;
    insert =
        "INSERT INTO "
            + keys
            + " (limit_name, key_hash, reported_until, ends_at) VALUES (?, ?, ?, ?)";
    forgetReport = "UPDATE " + keys + " SET reported_until = ?" + OF_KEY;
    report = forgetReport + " AND reported_until <= ?";
    count = "SELECT limit_name, COUNT(*) FROM " + keys + " GROUP BY limit_name";
    oldest = "SELECT key_hash, ends_at FROM " + keys + " WHERE limit_name = ? ORDER BY ends_at";
    delete = "DELETE FROM " + keys + OF_KEY + " AND ends_at = ?";
  }

  /** Locks a key that has a row; returns false where there is none. */
  boolean lock(Session session, AttemptKey key, long now) throws SQLException {
    long end = now + key.limit().windowMillis();
    return session.update(lock, end, end, key.limit().name(), key.hash().hex()) == 1;
  }

  /** Adds the rows of keys, which are locked then; where two add one, the other is repeated. */
  void insert(Session session, List<AttemptKey> keys, long now) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    for (AttemptKey key : keys) {
      long end = now + key.limit().windowMillis();
      rows.add(Arrays.asList(key.limit().name(), key.hash().hex(), now, end));
    }
    session.updateAll(insert, rows);
  }

  /** Whether this was not reported within the window; it is from now on. */
  boolean report(Session session, AttemptKey key, long now) throws SQLException {
    long until = now + key.limit().windowMillis();
    return session.update(report, until, key.limit().name(), key.hash().hex(), now) == 1;
  }

  /** What was reported will be reported again. */
  void forgetReport(Session session, AttemptKey key, long now) throws SQLException {
    session.update(forgetReport, now, key.limit().name(), key.hash().hex());
  }

  /** How many keys each limit has, by its name. */
  Map<String, Long> count(Session session) throws SQLException {
    Map<String, Long> numbers = new TreeMap<>();
    session.list(
        row -> numbers.put(row.getString(1), row.getLong(2)),
        MAX_LIMITS,
        count,
        Collections.emptyList());
    return numbers;
  }

  /**
   * The keys of a limit that were used longest ago, each a limit, a hash and its end: those whose
   * attempts have left their window, and more.
   *
   * @param excess how many there are more than allowed
   * @param most how many at most
   */
  List<List<Object>> findOldest(Session session, String limit, long now, long excess, int most)
      throws SQLException {
    List<List<Object>> keys = new ArrayList<>();
    session.list(
        row -> {
          boolean isOld = row.getLong(2) <= now || keys.size() < excess;
          return isOld && keys.add(Arrays.asList(limit, row.getString(1), row.getLong(2)));
        },
        most,
        oldest,
        Collections.singletonList(limit));
    keys.sort(Comparator.comparing(key -> key.get(1).toString())); // one order of locks
    return keys;
  }

  /** Removes a key unless it was used again; returns whether it did. */
  boolean delete(Session session, List<Object> key) throws SQLException {
    return session.update(delete, key) == 1;
  }
}
