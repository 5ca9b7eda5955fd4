// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.file.InvalidFileException;
import io.github.servletbearer.internal.file.WatchedFile;
import io.github.servletbearer.internal.http.ErrorResponseException;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The clients that have a secret of their own, in a file that is read again when it has changed. An
 * unknown id takes as long as a wrong secret. Thread-safe.
 */
public final class Clients {
  private final @Nullable WatchedFile<ClientTable> file;
  private final PasswordHashLimiter work;

  private Clients(@Nullable WatchedFile<ClientTable> file, PasswordHashLimiter work) {
    this.file = file;
    this.work = work;
  }

  /** No clients at all. */
  public static Clients none(PasswordHashLimiter work) {
    return new Clients(null, work);
  }

  /**
   * Reads a file for the first time.
   *
   * @param work where secrets are compared
   * @throws InvalidFileException if the file cannot be used
   */
  public static Clients open(Path path, PasswordHashLimiter work) throws InvalidFileException {
    return open(path, work, Clock.systemUTC(), PasswordHash.ITERATIONS);
  }

  public static Clients open(Path path, PasswordHashLimiter work, Clock clock, int leastIterations)
      throws InvalidFileException {
    return new Clients(
        WatchedFile.open(
            "clients file",
            "No client gets a token",
            path,
            clock,
            content -> ClientTable.parse(content, leastIterations)),
        work);
  }

  /** Whether there can be no client. */
  boolean isEmpty() {
    return file == null;
  }

  /** Whether this id has a secret. */
  boolean isKnown(String id) throws BearerException {
    return file != null && file.content().find(id) != null;
  }

  /**
   * The client whose secret it is.
   *
   * @throws BearerException with {@link BearerError#INVALID_CLIENT} if it is wrong or the id
   *     unknown, with {@link BearerError#UNAVAILABLE} if that cannot be said now
   * @throws ErrorResponseException if too many secrets are being compared
   */
  Client authenticate(String id, String secret, @Nullable String address)
      throws BearerException, ErrorResponseException {
    if (file == null) {
      throw new BearerException(BearerError.INVALID_CLIENT, "there are no clients");
    }
    ClientTable table = file.content();
    Client client = table.find(id);
    PasswordHash hash = table.hashOf(client);
    boolean right = work.matches(hash, secret, Client.SUBJECT_PREFIX + id, address);
    if (client == null || !right) {
      throw new BearerException(BearerError.INVALID_CLIENT, "no such client, or not this secret");
    }
    return client;
  }
}
