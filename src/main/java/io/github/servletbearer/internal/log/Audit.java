// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs security events, one line each, with a logger of their own. A line consists of pairs of key
 * and value; foreign text is quoted, and can end neither its quotes nor its line. Names that are
 * not authenticated are logged as hashes: one may be a password in the wrong field.
 *
 * <p>Events that strangers can cause have a limited number of lines a minute ({@link EventLimit});
 * further ones are logged at FINE, and a line of the same event reports their number afterwards.
 */
public final class Audit {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer.audit");

  private static final String LOGIN_FAILED = "login-failed";
  private static final String THROTTLED = "throttled";
  private static final String CLIENT_FAILED = "client-failed";

  /** The limits of the events that strangers can cause. */
  private static final Map<String, EventLimit> LIMITS = new LinkedHashMap<>();

  static {
    reset();
  }

  private Audit() {}

  /**
   * A token was issued for a login.
   *
   * @param client the authenticated client, or null where there is none
   * @param tokenId the first digits of the token's hash
   */
  public static void issued(
      String user, @Nullable String client, @Nullable String address, String tokenId) {
    log(
        Level.INFO,
        "issued",
        text("user", user),
        client == null ? "" : text("client", client),
        text("address", address),
        word("tid", tokenId));
  }

  /** A name or a password was wrong. */
  public static void loginFailed(String userHash, @Nullable String address) {
    log(limited(LOGIN_FAILED), LOGIN_FAILED, word("userHash", userHash), text("address", address));
  }

  /**
   * An attempt was refused because of earlier ones.
   *
   * @param key {@code userHash} or {@code clientHash}
   * @param first whether to log it at INFO; an attacker decides how many follow
   */
  public static void throttled(String key, String hash, @Nullable String address, boolean first) {
    Level level = first ? limited(THROTTLED) : Level.FINE;
    log(level, THROTTLED, word(key, hash), text("address", address));
  }

  /** A client failed to authenticate (RFC 6749 2.3). */
  public static void clientFailed(String clientIdHash, @Nullable String address) {
    Level level = limited(CLIENT_FAILED);
    log(level, CLIENT_FAILED, word("clientHash", clientIdHash), text("address", address));
  }

  /**
   * New tokens were issued for a refresh token.
   *
   * @param tokenId the first digits of the new access token's hash
   */
  public static void refreshed(String user, @Nullable String address, String tokenId) {
    String tid = word("tid", tokenId);
    log(Level.INFO, "refreshed", text("user", user), text("address", address), tid);
  }

  /** A refresh token was used a second time: it may be stolen (RFC 9700 4.14.2). */
  public static void reuse(String user, @Nullable String address) {
    log(Level.WARNING, "reuse", text("user", user), text("address", address));
  }

  /**
   * A token was revoked by its holder (RFC 7009).
   *
   * @param tokenId the first digits of its hash
   */
  public static void revoked(@Nullable String address, String tokenId) {
    log(Level.INFO, "revoked", text("address", address), word("tid", tokenId));
  }

  /**
   * A valid token lacked a scope, or a login with the right password asked for none of the user's.
   *
   * @param tokenId the first digits of the token's hash, or null for a login
   * @param scopes those that the request needs, or asks for, separated by spaces
   */
  public static void denied(
      String user, @Nullable String address, @Nullable String tokenId, String scopes) {
    log(
        Level.INFO,
        "denied",
        text("user", user),
        text("address", address),
        tokenId == null ? "" : word("tid", tokenId),
        text("scope", scopes));
  }

  /**
   * Tokens were revoked through JMX.
   *
   * @param user whose tokens they were, or null for those of all users
   * @param count how many
   */
  public static void usersRevoked(@Nullable String user, int count) {
    // The asterisk has no quotes, so it is no user's name.
    String owner = user == null ? word("user", "*") : text("user", user);
    log(Level.INFO, "users-revoked", owner, word("count", Integer.toString(count)));
  }

  /** Expired tokens were removed through JMX. */
  public static void purged(int count) {
    log(Level.INFO, "purged", word("count", Integer.toString(count)));
  }

  /** A pair with foreign text: no part of it looks like another pair: backslashes are encoded. */
  private static String text(String key, @Nullable String value) {
    return word(key, '"' + Redacted.line(value).replace("\"", "\\u0022") + '"');
  }

  /** A pair whose value needs no quotes. */
  private static String word(String key, String value) {
    return " " + key + "=" + value;
  }

  private static void log(Level level, String event, String... pairs) {
    if (LOG.isLoggable(level)) {
      logWithheld(false);
      LOG.log(level, "event=" + event + String.join("", pairs));
    }
  }

  private static Level limited(String event) {
    EventLimit limit = LIMITS.get(event);
    boolean hasLine = !LOG.isLoggable(Level.INFO) || limit == null || limit.admit();
    return hasLine ? Level.INFO : Level.FINE;
  }

  /** Logs how many events had no line: at the end of an application, where none may follow. */
  public static void logWithheld() {
    logWithheld(true);
  }

  private static void logWithheld(boolean now) {
    LIMITS.forEach(
        (event, limit) -> {
          long withheld = limit.takeWithheld(now);
          if (withheld > 0) {
            LOG.log(Level.INFO, "event=" + event + " withheld=" + withheld);
          }
        });
  }

  /** Resets the limits, for tests. */
  static void reset() {
    for (String event : new String[] {LOGIN_FAILED, THROTTLED, CLIENT_FAILED}) {
      LIMITS.put(event, new EventLimit(System::nanoTime));
    }
  }
}
