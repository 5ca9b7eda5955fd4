// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import static io.github.servletbearer.internal.provider.BoundedWait.unavailable;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.net.DaemonThreads;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.provider.http.ProviderException;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.jwt.KeySource;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one identity provider, fetched when they are first needed and anew when they are old,
 * by one thread at a time. Keys are used further while newer ones are fetched, from half of their
 * age on; where nobody asked until they were too old, for newer ones is waited. While these cannot
 * be fetched, the known ones are used for a bounded time; then the answer is unknown. Thread-safe.
 *
 * <p>A key that is not among them makes it ask again, once in 30 seconds for all requests together,
 * whatever strangers write into their tokens (RFC 8725 3.10). One request waits for that answer;
 * the others are answered with 503. In the half minute after it the answer is unknown on a token
 * with an unknown key either, unless the token is older than the known keys: its key is gone, and
 * its holder has to log in again.
 */
public final class RemoteJwkSet implements KeySource, AutoCloseable {
  static final long MISS_MILLIS = 30_000;

  /**
   * How much later than its first token a key may be published, the clocks' difference included.
   */
  static final long PUBLISHED_MILLIS = 120_000;

  static final long FIRST_PAUSE_MILLIS = 5_000;
  static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final ServerClock clock;
  private final Set<JwsAlgorithm> algorithms;
  private final JwkSetFetch source;
  private final long maxAgeMillis;
  private final long lastAgeMillis;
  private final BoundedWait waiting;
  private final DaemonThreads workers = new DaemonThreads();

  private volatile @Nullable Fetched current;

  // Guarded by this.
  private final JwkSetLog log;
  private final Backoff afterFailure = new Backoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
  private final Backoff afterMiss = new Backoff(MISS_MILLIS, MISS_MILLIS);
  private @Nullable Refresh underWay;
  private boolean lastFailed;
  private boolean closed;

  /**
   * Fetches nothing yet: an application must start while its provider is down.
   *
   * @param issuer of the keys
   * @param settings those that begin with {@code jwks}
   * @param http closed by its owner, after this
   */
  public RemoteJwkSet(String issuer, Settings settings, OutboundHttp http, ServerClock clock) {
    Duration maxAge = settings.get(Setting.JWKS_MAX_AGE);
    this.clock = clock;
    this.algorithms = settings.get(Setting.JWKS_ALGORITHMS);
    this.source = new JwkSetFetch(issuer, settings, http);
    this.maxAgeMillis = maxAge.toMillis();
    this.lastAgeMillis = maxAge.plus(settings.get(Setting.JWKS_STALE_IF_ERROR)).toMillis();
    this.waiting = new BoundedWait(http.longest());
    this.log = new JwkSetLog(issuer);
  }

  /** Asks for the keys in the background, so that the log says early what is there or wrong. */
  public void prefetch() {
    startRefresh();
  }

  /**
   * The issuer's metadata as last read; null where {@code jwksUri} replaces them, and as long as
   * they could not be read: then they are asked for in the background, as seldom as the keys are.
   */
  public @Nullable ProviderMetadata metadata() {
    ProviderMetadata read = source.metadata();
    if (read == null && source.readsMetadata()) {
      startRefresh();
    }
    return read;
  }

  @Override
  public JwkSet keys() throws BearerException {
    Fetched known = current;
    if (known != null && !known.isOlder(maxAgeMillis / 2)) {
      return known.keys; // as nearly every request finds them
    }
    if (known == null || known.isOlder(lastAgeMillis)) {
      return fetched();
    }
    if (known.isOlder(maxAgeMillis)) {
      return newerThan(known);
    }
    startRefresh();
    return known.keys;
  }

  /** After a time without requests: the provider may have removed keys. In an outage they serve. */
  private JwkSet newerThan(Fetched known) throws BearerException {
    Refresh refresh;
    synchronized (this) {
      Fetched now = current;
      if (now != null && now != known) {
        return now.keys; // fetched in this very moment
      }
      startRefresh();
      refresh = underWay;
      if (refresh == null || lastFailed) {
        return known.keys;
      }
    }
    return waiting.await(refresh, known.keys);
  }

  private JwkSet fetched() throws BearerException {
    Refresh refresh;
    synchronized (this) {
      Fetched now = current;
      if (now != null && !now.isOlder(lastAgeMillis)) {
        return now.keys; // fetched in this very moment
      }
      refresh = refreshOrRefuse();
    }
    return waiting.await(refresh);
  }

  @Override
  public JwkSet keysAfter(JwkSet known, long issuedAtMillis) throws BearerException {
    JwkSet now = keys();
    return now == known ? afterMiss(known, issuedAtMillis) : now;
  }

  @Override
  public boolean mayHaveKeysFor(JwsAlgorithm algorithm) {
    return algorithms.contains(algorithm);
  }

  private JwkSet afterMiss(JwkSet known, long issuedAtMillis) throws BearerException {
    Refresh refresh;
    synchronized (this) {
      Fetched now = current;
      if (now != null && now.keys != known) {
        return now.keys; // fetched in this very moment
      }
      if (underWay == null && !mayAskAfterMiss()) {
        if (lastFailed) {
          throw unavailable("the issuer's keys could not be fetched a moment ago");
        }
        if (now != null && now.isNewerThan(issuedAtMillis)) {
          return known;
        }
        throw unavailable("the issuer was asked for another key a moment ago, without success");
      }
      refresh = refreshOrRefuse();
      if (refresh.isAwaited) {
        throw unavailable("the issuer is being asked for the token's key");
      }
      refresh.isAwaited = true;
      afterMiss.begin(clock.millis());
    }
    return waiting.await(refresh);
  }

  private boolean mayAskAfterMiss() {
    long now = clock.millis();
    return afterMiss.hasEnded(now) && afterFailure.hasEnded(now);
  }

  /** The refresh under way, or a new one. */
  private synchronized Refresh refreshOrRefuse() throws BearerException {
    startRefresh();
    if (underWay == null) {
      throw unavailable("the issuer's keys could not be fetched a moment ago");
    }
    return underWay;
  }

  /** Does nothing if one is under way, or if it is too early for one, or too late. */
  private synchronized void startRefresh() {
    if (underWay == null && afterFailure.hasEnded(clock.millis())) {
      Refresh refresh = new Refresh();
      if (workers.start("servlet-bearer-keys", refresh)) {
        underWay = refresh;
      }
    }
  }

  private JwkSet fetch() throws ProviderException {
    try {
      long asked = clock.millis();
      long askedElapsed = clock.elapsedMillis();
      JwkSet keys = source.fetch();
      succeeded(new Fetched(keys, asked, askedElapsed));
      return keys;
    } catch (ProviderException e) {
      failed(String.valueOf(e.getMessage()));
      throw e;
    } catch (RuntimeException | Error e) {
      // A message of others may quote what they read.
      ProviderException failure =
          ProviderException.of(URI.create(""), "could not be asked: " + e.getClass().getName());
      failed(String.valueOf(failure.getMessage()));
      throw failure;
    }
  }

  private synchronized void succeeded(Fetched fetched) {
    current = fetched;
    underWay = null;
    lastFailed = false;
    afterFailure.clear();
    log.succeeded(fetched.keys);
  }

  private synchronized void failed(String reason) {
    Fetched known = current;
    underWay = null;
    lastFailed = true;
    afterFailure.begin(clock.millis());
    if (!closed) {
      log.failed(reason, known != null && !known.isOlder(lastAgeMillis));
    }
  }

  /** Ends a fetch that is under way and leaves no thread. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    workers.end();
  }

  private final class Refresh extends FutureTask<JwkSet> {
    /** Whether a request waits for it that knows no key for its token. Guarded by the keys. */
    private boolean isAwaited;

    Refresh() {
      super(RemoteJwkSet.this::fetch);
    }
  }

  private final class Fetched {
    private final JwkSet keys;
    private final long at;
    private final long atElapsed;

    /** Keys that were asked for at a moment: what came after it they need not know. */
    Fetched(JwkSet keys, long at, long atElapsed) {
      this.keys = keys;
      this.at = at;
      this.atElapsed = atElapsed;
    }

    /** Whether the key of a token of that time, if the token has one, must be among these. */
    boolean isNewerThan(long issuedAtMillis) {
      return issuedAtMillis >= 0 && issuedAtMillis < at - PUBLISHED_MILLIS;
    }

    /**
     * By the time that passes, since a date that is set back makes no keys young again, or by the
     * date, since no time passes while the machine is suspended.
     */
    boolean isOlder(long millis) {
      return clock.elapsedMillis() - atElapsed > millis || clock.millis() - at > millis;
    }
  }
}
