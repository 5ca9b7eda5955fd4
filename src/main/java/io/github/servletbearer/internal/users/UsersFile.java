// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.UserAuthenticator;
import io.github.servletbearer.internal.file.AccountTable;
import io.github.servletbearer.internal.file.InvalidFileException;
import io.github.servletbearer.internal.file.WatchedFile;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import java.nio.file.Path;
import java.time.Clock;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Users in a file with the hashes of their passwords (see {@link UserEntry}). A changed file is
 * read at the next login; while it is missing or has an invalid line, no user can log in.
 *
 * <p>A login takes the same time whether the user is unknown, disabled, or the password wrong, as
 * long as all hashes of the file have the same number of iterations. Thread-safe.
 */
public final class UsersFile implements UserAuthenticator {
  private static final int MAX_USERS = 10_000;

  private final WatchedFile<AccountTable<UserEntry>> file;
  private final PasswordHashLimiter work;

  private UsersFile(WatchedFile<AccountTable<UserEntry>> file, PasswordHashLimiter work) {
    this.file = file;
    this.work = work;
  }

  /**
   * Reads a file for the first time.
   *
   * @param work limits how many passwords are checked at once
   * @throws InvalidFileException if the file cannot be used
   */
  public static UsersFile open(Path path, PasswordHashLimiter work, Clock clock)
      throws InvalidFileException {
    return new UsersFile(
        WatchedFile.open(
            "users file",
            "No user can log in",
            path,
            clock,
            content ->
                AccountTable.parse(content, MAX_USERS, "name:hash:role,role", UserEntry::parse)),
        work);
  }

  @Override
  public AuthenticatedUser authenticate(
      HttpServletRequest request, String username, String password) throws BearerException {
    return authenticate(username, password, request.getRemoteAddr());
  }

  AuthenticatedUser authenticate(String username, String password, @Nullable String address)
      throws BearerException {
    AccountTable<UserEntry> users = file.content();
    UserEntry entry = users.find(username);
    boolean right = work.matches(users.hashOf(entry), password, username, address);
    if (!right || entry == null || !entry.isEnabled()) {
      throw new BearerException(BearerError.INVALID_GRANT, "unknown user or wrong password");
    }
    return entry.user();
  }

  @Override
  public @Nullable AuthenticatedUser current(AuthenticatedUser user) throws BearerException {
    return find(user.name());
  }

  /** The user of this name as they are in the file now; null if unknown or disabled. */
  public @Nullable AuthenticatedUser find(String name) throws BearerException {
    UserEntry entry = file.content().find(name);
    return entry == null || !entry.isEnabled() ? null : entry.user();
  }
}
