// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.clients;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.file.InvalidFileException;
import io.github.servletbearer.internal.file.LineFile;
import io.github.servletbearer.internal.file.WatchedFile;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clients that have a secret, in a file that is read again when it has changed. An unknown id
 * takes as long as a wrong secret. Thread-safe.
 */
public final class Clients {
  private static final int MAX_CLIENTS = 1_000;

  private final @Nullable WatchedFile<Map<String, Client>> file;
  private final PasswordHashLimiter work;
  private final PasswordHash nobody;

  private Clients(
      @Nullable WatchedFile<Map<String, Client>> file,
      PasswordHashLimiter work,
      int leastIterations) {
    this.file = file;
    this.work = work;
    this.nobody = PasswordHash.ofNobody(leastIterations);
  }

  /** No clients. */
  public static Clients none(PasswordHashLimiter work) {
    return new Clients(null, work, PasswordHash.ITERATIONS);
  }

  /**
   * Reads a file for the first time.
   *
   * @param work limits how many secrets are checked at once
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
            content -> parse(content, leastIterations)),
        work,
        leastIterations);
  }

  private static Map<String, Client> parse(byte[] content, int leastIterations)
      throws InvalidFileException {
    Map<String, Client> byId = new HashMap<>();
    LineFile.read(content, line -> add(byId, Client.parse(line, leastIterations)));
    if (byId.isEmpty()) {
      throw new InvalidFileException("there is no client in it: write id:hash:grants:scopes");
    }
    return byId;
  }

  private static void add(Map<String, Client> byId, Client client) {
    if (byId.put(client.id(), client) != null) {
      throw new IllegalArgumentException("the same id is in a line above: remove one of the two");
    }
    if (byId.size() > MAX_CLIENTS) {
      throw new IllegalArgumentException(
          "there are more than " + MAX_CLIENTS + " clients: use an identity provider for so many");
    }
  }

  /** Whether no clients are configured. */
  boolean isEmpty() {
    return file == null;
  }

  /** Whether a client of this id has a secret. */
  boolean isKnown(String id) throws BearerException {
    return file != null && file.content().containsKey(id);
  }

  /**
   * Checks the secret of a client.
   *
   * @throws BearerException with {@link BearerError#INVALID_CLIENT} if the secret is wrong or the
   *     id unknown, with {@link BearerError#UNAVAILABLE} if that cannot be decided now, with {@link
   *     BearerError#TOO_BUSY} if too many secrets are being checked
   */
  Client authenticate(String id, String secret, @Nullable String address) throws BearerException {
    Client client = file == null ? null : file.content().get(id);
    PasswordHash hash = client == null ? nobody : client.hash();
    boolean right = work.matches(hash, secret, Client.SUBJECT_PREFIX + id, address);
    if (client == null || !right) {
      throw new BearerException(BearerError.INVALID_CLIENT, "unknown client or wrong secret");
    }
    return client;
  }
}
