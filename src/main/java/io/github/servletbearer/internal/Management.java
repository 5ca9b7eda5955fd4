// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.token.IssuedTokens;
import io.github.servletbearer.internal.token.store.ValidTokenCache;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** One application's numbers and handles in JMX. Thread-safe. */
final class Management implements BearerMXBean {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  /** Several hosts may have an application at the same path. */
  private static final int MAX_INSTANCES = 100;

  private final Counters counters;
  private final IssuedTokens tokens;
  private final List<ValidTokenCache<?>> remembered;

  Management(Counters counters, IssuedTokens tokens, List<ValidTokenCache<?>> remembered) {
    this.counters = counters;
    this.tokens = tokens;
    this.remembered = new ArrayList<>(remembered);
  }

  /**
   * Registers this in the platform's JMX until what is returned is closed. Where JMX does not work,
   * the application starts without it.
   */
  AutoCloseable register(String contextPath) {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      String name =
          "io.github.servletbearer:type=Application,context=" + ObjectName.quote(contextPath);
      ObjectName registered = register(server, name);
      return () -> server.unregisterMBean(registered);
    } catch (JMException | RuntimeException | LinkageError e) {
      LOG.log(
          Level.WARNING,
          "JMX does not show this application; everything else works",
          Redacted.withoutMessages(e));
      return () -> {};
    }
  }

  private ObjectName register(MBeanServer server, String name) throws JMException {
    ObjectName wanted = new ObjectName(name);
    for (int instance = 2; ; instance++) {
      try {
        server.registerMBean(this, wanted);
        return wanted; // the server's own answer could differ for MBeans that name themselves
      } catch (InstanceAlreadyExistsException e) {
        if (instance > MAX_INSTANCES) {
          throw e;
        }
        wanted = new ObjectName(name + ",instance=" + instance);
      }
    }
  }

  @Override
  public long getAccepted() {
    return counters.number(Counters.Event.ACCEPTED);
  }

  @Override
  public Map<String, Long> getRefusedByReason() {
    return counters.refusals();
  }

  @Override
  public Map<String, Long> getReportedRefusals() {
    return counters.reported();
  }

  @Override
  public long getIssued() {
    return counters.number(Counters.Event.ISSUED);
  }

  @Override
  public long getRefreshed() {
    return counters.number(Counters.Event.REFRESHED);
  }

  @Override
  public long getRevoked() {
    return counters.number(Counters.Event.REVOKED);
  }

  @Override
  public long getThrottled() {
    return counters.number(Counters.Event.THROTTLED);
  }

  @Override
  public long getReused() {
    return counters.number(Counters.Event.REUSED);
  }

  @Override
  public int getLiveTokens() {
    return decided(tokens::accessTokens, "The store cannot be asked now: ");
  }

  @Override
  public int getLiveRefreshTokens() {
    return decided(tokens::refreshTokens, "The store cannot be asked now: ");
  }

  /** Something that the store may be unable to do now. */
  private interface Task {
    int run() throws BearerException;
  }

  private static int decided(Task task, String failure) {
    try {
      return task.run();
    } catch (BearerException e) {
      // The reason is ours, and not as a cause: a console elsewhere does not have its class.
      throw new IllegalStateException(failure + Redacted.line(e.getMessage()) + ".");
    }
  }

  @Override
  public long getCacheHits() {
    return sum(ValidTokenCache::hits);
  }

  @Override
  public long getCacheMisses() {
    return sum(ValidTokenCache::misses);
  }

  private long sum(ToLongFunction<ValidTokenCache<?>> number) {
    return remembered.stream().mapToLong(number).sum();
  }

  @Override
  public int revokeUser(String user) {
    if (user == null || user.isEmpty()) { // a console may send anything
      throw new IllegalArgumentException("Name a user; revokeAll revokes the tokens of all.");
    }
    int ended = decided(() -> tokens.revokeUser(user), "The tokens of this user are not revoked: ");
    Audit.usersRevoked(user, ended);
    return ended;
  }

  @Override
  public int revokeAll() {
    int ended = decided(tokens::revokeAll, "The tokens are not revoked: ");
    Audit.usersRevoked(null, ended);
    return ended;
  }

  @Override
  public int purge() {
    int dropped = decided(tokens::purge, "The store cannot be purged now: ");
    Audit.purged(dropped);
    return dropped;
  }
}
