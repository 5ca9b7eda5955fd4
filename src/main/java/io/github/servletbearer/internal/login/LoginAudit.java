// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.token.TokenHash;
import io.github.servletbearer.internal.token.UserKey;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes security events, one line each, to a logger of their own. Only a name that has logged in
 * is written: a failed one may be a password in the wrong field, so it stands as a hash.
 */
final class LoginAudit {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer.audit");

  private LoginAudit() {}

  static void ok(String user, @Nullable String address, String tokenId) {
    write(Level.INFO, "login ok", "user=" + quoted(user), address, " tid=" + tokenId);
  }

  static void issued(
      String user, @Nullable Client client, @Nullable String address, String tokenId) {
    ok(user, address, tokenId + (client == null ? "" : " client=" + client.id()));
  }

  static void refreshed(String user, @Nullable String address, String tokenId) {
    write(Level.INFO, "refreshed", "user=" + quoted(user), address, " tid=" + tokenId);
  }

  static void reuse(String user, @Nullable String address) {
    write(Level.WARNING, "reuse", "user=" + quoted(user), address, "");
  }

  static void revoked(String tokenId, @Nullable String address) {
    write(Level.INFO, "revoked", "tid=" + tokenId, address, "");
  }

  static void clientFailed(String clientHash, @Nullable String address) {
    write(Level.INFO, "client-failed", "clientHash=" + clientHash, address, "");
  }

  static void failed(String typedName, @Nullable String address) {
    write(Level.INFO, "login failed", hash(typedName), address, "");
  }

  /** At FINE: whoever guesses decides how many of these there are. */
  static void throttled(String typedName, @Nullable String address) {
    write(Level.FINE, "login throttled", hash(typedName), address, "");
  }

  private static void write(
      Level level, String event, String who, @Nullable String address, String more) {
    if (LOG.isLoggable(level)) {
      String line = "event=\"" + event + "\" " + who + " address=" + quoted(address) + more;
      LOG.log(level, line);
    }
  }

  private static String hash(String typedName) {
    return "userHash=" + TokenHash.of(UserKey.of(typedName)).shortText();
  }

  /** No text of others can look like a further pair: a backslash is encoded already. */
  private static String quoted(@Nullable String text) {
    return '"' + Redacted.line(text).replace("\"", "\\u0022") + '"';
  }
}
