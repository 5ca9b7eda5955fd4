// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.RandomToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.Admission;
import io.github.servletbearer.internal.token.store.AttemptKey;
import io.github.servletbearer.internal.token.store.AttemptPlaces;
import io.github.servletbearer.internal.token.store.AttemptStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps failed attempts in a database that several servers share: a row for each and each limit,
 * and for each place of an attempt under way. Windows last by the clock of the database.
 * Thread-safe.
 *
 * <p>Who adds rows of keys locks the rows of these keys first, in the order of the limits' names. A
 * server that is killed leaves places behind; they are free after the window. Each server counts
 * the keys once in some seconds, so there may be more of them for as long.
 */
public final class JdbcAttemptStore implements AttemptStore {
  /** How many rows one step of a purge removes. */
  private static final int STEP = 500;

  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final RandomToken random = new RandomToken();
  private final PurgeInterval purges = new PurgeInterval();
  private final Database database;
  private final AttemptTable table;
  private final AttemptKeyTable keyTable;
  private final int maxKeys;

  /** A store in the tables of a schema. */
  public JdbcAttemptStore(Database database, Schema schema) {
    this(database, schema, MAX_KEYS);
  }

  JdbcAttemptStore(Database database, Schema schema, int maxKeys) {
    this.database = database;
    this.table = new AttemptTable(schema);
    this.keyTable = new AttemptKeyTable(schema);
    this.maxKeys = maxKeys;
  }

  @Override
  public Admission begin(int guesses, List<AttemptKey> keys, AttemptKey asked)
      throws BearerException {
    Admission admission = database.change(session -> begin(session, guesses, keys, asked));
    purgeIfDue();
    return admission;
  }

  private Admission begin(Session session, int guesses, List<AttemptKey> keys, AttemptKey asked)
      throws SQLException {
    List<AttemptKey> unknown = lock(session, keys);
    long now = session.now();
    List<AttemptKey> all = new ArrayList<>(keys);
    all.add(asked);
    List<KeyAttempts> attempts = table.load(session, all, now);
    long wait = 0;
    boolean hasPlaces = true;
    boolean isNews = false;
    for (int i = 0; i < keys.size(); i++) {
      long ofFailures = attempts.get(i).waitMillis(guesses);
      wait = Math.max(wait, ofFailures);
      hasPlaces &= attempts.get(i).hasPlaces(guesses);
      isNews |= ofFailures > 0 && keyTable.report(session, keys.get(i), now);
    }
    long askedWait = attempts.get(keys.size()).waitMillis(1);
    isNews |= askedWait > 0 && keyTable.report(session, asked, now);
    if (!hasPlaces || askedWait > 0) {
      return Admission.refused(wait, askedWait, isNews); // and leaves no new key
    }
    keyTable.insert(session, unknown, now);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < guesses; i++) {
      ids.add(nextId());
    }
    table.insert(session, ids, keys, false, now);
    return Admission.of(new JdbcPlaces(keys, ids));
  }

  /** Locks keys, in one order; returns those that have no row, which must be inserted. */
  private List<AttemptKey> lock(Session session, List<AttemptKey> keys) throws SQLException {
    List<AttemptKey> inOrder = new ArrayList<>(keys);
    inOrder.sort(Comparator.comparing(key -> key.limit().name()));
    List<AttemptKey> unknown = new ArrayList<>();
    long now = session.now();
    for (AttemptKey key : inOrder) {
      if (!keyTable.lock(session, key, now)) {
        unknown.add(key);
      }
    }
    return unknown;
  }

  private String nextId() {
    return TokenHash.of(random.next(RandomToken.BYTES)).hex();
  }

  @Override
  public void fail(AttemptKey key) throws BearerException {
    database.change(session -> fail(session, key));
    purgeIfDue();
  }

  private boolean fail(Session session, AttemptKey key) throws SQLException {
    List<AttemptKey> keys = Collections.singletonList(key);
    List<AttemptKey> unknown = lock(session, keys);
    long now = session.now();
    keyTable.insert(session, unknown, now);
    if (!table.load(session, keys, now).get(0).hasPlaces(1)) {
      table.makePlace(session, key);
    }
    table.insert(session, Collections.singletonList(nextId()), keys, true, now);
    return true;
  }

  /** The attempt has been decided before; where this fails, the next one does it. */
  private void purgeIfDue() {
    try {
      if (purges.isDue(database.date()) && purge()) {
        purges.again();
      }
    } catch (BearerException e) {
      LOG.log(Level.FINE, "old attempts are removed later: {0}", e.getMessage());
    }
  }

  /** Returns whether there is more to remove. */
  private boolean purge() throws BearerException {
    boolean isMore = database.change(session -> table.purge(session, session.now(), STEP)) == STEP;
    for (Map.Entry<String, Long> limit : database.read(keyTable::count).entrySet()) {
      long excess = limit.getValue() - maxKeys;
      String name = limit.getKey();
      isMore |= database.change(session -> purgeKeys(session, name, excess)) == STEP;
    }
    return isMore;
  }

  private int purgeKeys(Session session, String limit, long excess) throws SQLException {
    long now = session.now();
    List<List<Object>> keys = keyTable.findOldest(session, limit, now, excess, STEP);
    List<List<Object>> forgotten = new ArrayList<>();
    for (List<Object> key : keys) {
      boolean isGone = keyTable.delete(session, key); // not where it was used again meanwhile
      if (isGone && (Long) key.get(2) > now) { // its failures are in their window
        forgotten.add(key.subList(0, 2));
      }
    }
    table.clearAll(session, forgotten);
    return keys.size();
  }

  private final class JdbcPlaces implements AttemptPlaces {
    private final List<AttemptKey> keys;
    private List<String> left;

    JdbcPlaces(List<AttemptKey> keys, List<String> ids) {
      this.keys = keys;
      this.left = ids;
    }

    @Override
    public void fail(int guesses) throws BearerException {
      int first = Math.max(0, left.size() - guesses);
      List<String> failed = left.subList(first, left.size());
      database.change(
          session -> {
            for (int i = 0; i < guesses; i++) {
              for (AttemptKey key : keys) {
                boolean isMade =
                    i < failed.size()
                        && table.makeFailure(session, failed.get(i), key, session.now());
                if (!isMade) { // it was purged
                  JdbcAttemptStore.this.fail(session, key);
                }
              }
            }
            return true;
          });
      left = left.subList(0, first);
    }

    @Override
    public void succeed(AttemptKey key) throws BearerException {
      database.change(
          session -> {
            table.end(session, left);
            if (table.clear(session, key, session.now()) > 0) {
              keyTable.forgetReport(session, key, session.now());
            }
            return true;
          });
      left = Collections.emptyList();
    }

    @Override
    public void end() {
      if (left.isEmpty()) {
        return;
      }
      try {
        database.change(
            session -> {
              table.end(session, left);
              return true;
            });
      } catch (BearerException e) {
        LOG.log(Level.FINE, "a place is free after the window only: {0}", e.getMessage());
      }
      left = Collections.emptyList();
    }
  }
}
