// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.file.AccountTable;
import io.github.servletbearer.internal.file.InvalidFileException;
import io.github.servletbearer.internal.file.WatchedFile;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The clients that have a secret, in a file that is read again when it has changed. An unknown id
 * takes as long as a wrong secret. Thread-safe.
 */
public final class Clients {
  private static final int MAX_CLIENTS = 1_000;

  private final @Nullable WatchedFile<AccountTable<Client>> file;
  private final PasswordHashLimiter work;

  private Clients(@Nullable WatchedFile<AccountTable<Client>> file, PasswordHashLimiter work) {
    this.file = file;
    this.work = work;
  }

  public static Clients none(PasswordHashLimiter work) {
    return new Clients(null, work);
  }

  /**
   * Reads a file for the first time.
   *
   * @param work limits how many secrets are checked at once
   * @throws InvalidFileException if the file cannot be used
   */
  public static Clients open(Path path, PasswordHashLimiter work, Clock clock)
      throws InvalidFileException {
    return new Clients(
        WatchedFile.open(
            "clients file",
            "No client gets a token",
            path,
            clock,
            content ->
                AccountTable.parse(content, MAX_CLIENTS, "id:hash:grants:scopes", Client::parse)),
        work);
  }

  boolean isEmpty() {
    return file == null;
  }

  /** Whether a client of this id has a secret. */
  boolean isKnown(String id) throws BearerException {
    return file != null && file.content().find(id) != null;
  }

  /**
   * Checks the secret of a client.
   *
   * @throws BearerException with {@link BearerError#INVALID_CLIENT} if the secret is wrong or the
   *     id unknown, with {@link BearerError#UNAVAILABLE} if that cannot be decided now, with {@link
   *     BearerError#TOO_BUSY} if too many secrets are being checked
   */
  Client authenticate(String id, String secret, @Nullable String address) throws BearerException {
    if (file == null) {
      throw new BearerException(BearerError.INVALID_CLIENT, "there are no clients");
    }
    AccountTable<Client> table = file.content();
    Client client = table.find(id);
    PasswordHash hash = table.hashOf(client);
    boolean right = work.matches(hash, secret, Client.SUBJECT_PREFIX + id, address);
    if (client == null || !right) {
      throw new BearerException(BearerError.INVALID_CLIENT, "unknown client or wrong secret");
    }
    return client;
  }
}
