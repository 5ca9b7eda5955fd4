// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.token.store.StoredToken;
import io.github.servletbearer.internal.token.store.StoredToken.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token as a row: its columns, in one order, and back. Immutable. */
final class TokenRow {
  static final String COLUMNS =
      "kind, token_hash, newest_hash, user_hash, subject, roles, scopes, client_id, family,"
          + " issued_at, used_at, expires_at, idle_expires_at, says_until, last_at, ends_at,"
          + " use_order";

  /** A placeholder for each column. */
  static final String PLACEHOLDERS = COLUMNS.replaceAll("\\w+", "?");

  private static final long NO_END = Long.MAX_VALUE;

  private final StoredToken token;
  private final long endsAt;

  private TokenRow(StoredToken token, long endsAt) {
    this.token = token;
    this.endsAt = endsAt;
  }

  /** When a token ends however it is used, by the shared time. */
  static long lastAt(StoredToken token, long now) {
    return now + token.expiresAt() - token.issuedAt();
  }

  /** When a token ends that is used at this moment of the shared time, apart from its last end. */
  static long idleEndsAt(StoredToken token, long now) {
    return now + token.idleExpiresAt() - token.usedAt();
  }

  /** The values of a new row, in the order of the columns. */
  static List<@Nullable Object> values(StoredToken token, long now, long useOrder)
      throws BearerException {
    boolean grants = !token.kind().isRevocation();
    BearerToken granted = grants ? token.token() : null;
    Instant end = granted == null ? null : granted.expiresAt();
    String clientId = token.clientId();
    return Arrays.asList(
        token.kind().name(),
        token.hash().hex(),
        token.newest().hex(),
        userHash(token.userKey()),
        Names.encode(granted == null ? token.userKey() : granted.subject()),
        granted == null ? "" : Names.encodeAll(granted.roles()),
        granted == null ? "" : Names.encodeAll(granted.scopes()),
        clientId == null ? null : Names.encode(clientId),
        Names.encode(token.family()),
        token.issuedAt(),
        token.usedAt(),
        token.expiresAt(),
        token.idleExpiresAt(),
        end == null ? NO_END : end.toEpochMilli(),
        lastAt(token, now),
        Math.min(lastAt(token, now), idleEndsAt(token, now)),
        useOrder);
  }

  /** How a user is found: of one length, whatever the name is. */
  static String userHash(String userKey) {
    return TokenHash.of(userKey).hex();
  }

  /** The row on which the cursor stands. */
  static TokenRow read(ResultSet row) throws SQLException {
    Kind kind = Kind.valueOf(row.getString("kind"));
    return new TokenRow(
        kind.isRevocation() ? revocation(kind, row) : granting(kind, row), row.getLong("ends_at"));
  }

  private static StoredToken revocation(Kind kind, ResultSet row) throws SQLException {
    return StoredToken.revocation(
        kind,
        TokenHash.parse(row.getString("token_hash")),
        Names.decode(text(row, "subject")),
        row.getLong("issued_at"),
        row.getLong("expires_at"));
  }

  private static StoredToken granting(Kind kind, ResultSet row) throws SQLException {
    BearerToken.Builder granted =
        BearerToken.builder(Names.decode(text(row, "subject")))
            .roles(Names.decodeAll(text(row, "roles")))
            .scopes(Names.decodeAll(text(row, "scopes")));
    long end = row.getLong("says_until");
    if (end != NO_END) {
      granted.expiresAt(Instant.ofEpochMilli(end));
    }
    TokenHash hash = TokenHash.parse(row.getString("token_hash"));
    String client = row.getString("client_id");
    String clientId = client == null ? null : Names.decode(client);
    String family = Names.decode(text(row, "family"));
    long issuedAt = row.getLong("issued_at");
    long expiresAt = row.getLong("expires_at");
    if (kind == Kind.ACCESS) {
      return StoredToken.access(hash, granted.build(), clientId, family, issuedAt, expiresAt);
    }
    TokenHash newest = TokenHash.parse(row.getString("newest_hash"));
    long idleExpiresAt = row.getLong("idle_expires_at");
    return StoredToken.refresh(
            hash, newest, granted.build(), clientId, family, issuedAt, expiresAt, idleExpiresAt)
        .rotated(newest, row.getLong("used_at"), idleExpiresAt);
  }

  /** An empty text is null in some databases. */
  private static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  StoredToken token() {
    return token;
  }

  /** Whether it has ended, by the shared time or by the date. */
  boolean hasEnded(long now, long date) {
    return now >= endsAt || date >= Math.min(token.expiresAt(), token.idleExpiresAt());
  }
}
