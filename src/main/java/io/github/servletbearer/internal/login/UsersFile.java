// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.login;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.log.Redacted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Users who stand in a file with the hashes of their passwords (see {@link UserTable}). The file is
 * read again when it has changed, which a login looks for, at most once a second. While it is
 * missing or has a bad line, nobody logs in: the log says why, once for each change.
 *
 * <p>A login takes the same time whether the user is unknown, disabled, or the password wrong, as
 * long as all hashes of the file have the same number of iterations. Thread-safe.
 */
public final class UsersFile implements Login {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final int MAX_BYTES = 1024 * 1024;
  private static final long LOOK_MILLIS = 1_000;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

  private final Path path;
  private final HashWork work;
  private final Clock clock;
  private final int leastIterations;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable UserTable table; // null while the file is bad
  private @Nullable FileStamp stamp; // this and the following are guarded by the lock
  private @Nullable String told;
  private long lookedAt;

  private UsersFile(Path path, HashWork work, Clock clock, int leastIterations) {
    this.path = path;
    this.work = work;
    this.clock = clock;
    this.leastIterations = leastIterations;
  }

  /**
   * Reads a file for the first time.
   *
   * @param work where passwords are compared
   * @throws UsersFileException if the file cannot be used
   */
  public static UsersFile open(Path path, HashWork work) throws UsersFileException {
    return open(path, work, Clock.systemUTC(), PasswordHash.ITERATIONS);
  }

  static UsersFile open(Path path, HashWork work, Clock clock, int leastIterations)
      throws UsersFileException {
    UsersFile file = new UsersFile(path, work, clock, leastIterations);
    file.lookedAt = clock.millis();
    file.load(file.stamp());
    file.warnOfOthers();
    return file;
  }

  @Override
  public AuthenticatedUser login(HttpServletRequest request, String username, String password)
      throws BearerException {
    return login(username, password);
  }

  AuthenticatedUser login(String username, String password) throws BearerException {
    UserTable users = table();
    UserEntry entry = users.find(username);
    boolean right = work.matches(users.hashOf(entry), password);
    if (!right || entry == null || !entry.isEnabled()) {
      throw new BearerException(BearerError.INVALID_GRANT, "no such user, or not this password");
    }
    return entry.user();
  }

  @Override
  public @Nullable AuthenticatedUser current(AuthenticatedUser user) throws BearerException {
    return find(user.name());
  }

  /**
   * The user of this name as the file has them now; null if they are unknown or disabled.
   *
   * @throws BearerException if the file cannot be used
   */
  public @Nullable AuthenticatedUser find(String name) throws BearerException {
    UserEntry entry = table().find(name);
    return entry == null || !entry.isEnabled() ? null : entry.user();
  }

  private UserTable table() throws BearerException {
    if (looking.tryLock()) { // who comes while another one looks, takes what is there
      try {
        lookAgain();
      } finally {
        looking.unlock();
      }
    }
    UserTable now = table;
    if (now == null) {
      throw new BearerException(BearerError.UNAVAILABLE, "the users file cannot be used");
    }
    return now;
  }

  private void lookAgain() {
    long now = clock.millis();
    if (Math.abs(now - lookedAt) < LOOK_MILLIS) { // a clock may be set back
      return;
    }
    lookedAt = now;
    FileStamp before = stamp;
    try {
      FileStamp found = stamp();
      if (before == null || !before.isSettled() || !before.equals(found)) {
        load(found);
        if (told != null || !found.equals(before)) {
          LOG.info(() -> "The users file " + name() + " was read again.");
          warnOfOthers();
        }
        told = null;
      }
    } catch (UsersFileException e) {
      table = null;
      String problem = String.valueOf(e.getMessage());
      boolean changed = stamp != null && !stamp.equals(before);
      if (changed || !problem.equals(told)) {
        LOG.severe(
            () ->
                "Nobody logs in until the users file "
                    + name()
                    + " is mended: "
                    + problem
                    + ". See docs/troubleshooting.md#sb107");
      }
      told = problem;
    }
  }

  private FileStamp stamp() throws UsersFileException {
    try {
      FileStamp found = FileStamp.of(path, clock.millis());
      if (!Files.isRegularFile(path)) { // a pipe, say, could be waited for without end
        throw new UsersFileException("it is no regular file: name one");
      }
      if (!Files.isReadable(path)) {
        throw new AccessDeniedException(null);
      }
      return found;
    } catch (IOException e) {
      stamp = null; // once it is there again, it is read in any case
      throw unreadable(e);
    }
  }

  /** Reads the file; its stamp was taken before, so what is written meanwhile changes it again. */
  private void load(FileStamp found) throws UsersFileException {
    stamp = null;
    byte[] content;
    try {
      content = read();
    } catch (IOException e) {
      throw unreadable(e);
    }
    stamp = found;
    table = UserTable.parse(content, leastIterations);
  }

  private byte[] read() throws IOException, UsersFileException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        content.write(buffer, 0, n);
        if (content.size() > MAX_BYTES) {
          throw new UsersFileException("it is larger than 1 MiB: make it smaller");
        }
      }
    }
    return content.toByteArray();
  }

  private static UsersFileException unreadable(IOException e) {
    if (e instanceof NoSuchFileException) {
      return new UsersFileException("there is no such file: create it, or mend the setting users");
    }
    if (e instanceof AccessDeniedException) {
      return new UsersFileException("it may not be read: let the container's account read it");
    }
    return new UsersFileException(
        "reading it failed with " + e.getClass().getName() + ": mend the file system's trouble");
  }

  /** Hashes are made to withstand guessing for a while, not to be shown. */
  private void warnOfOthers() {
    try {
      PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      if (posix != null && !Collections.disjoint(OTHERS, posix.readAttributes().permissions())) {
        LOG.warning(
            () ->
                "Every account of this machine may read or change the users file "
                    + name()
                    + ": take that right from others (chmod o= on the file)."
                    + " See docs/troubleshooting.md#sb107");
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "permissions cannot be read", Redacted.withoutMessages(e));
    }
  }

  private String name() {
    return Redacted.line(path.toString());
  }
}
