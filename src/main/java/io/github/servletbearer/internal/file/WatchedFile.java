// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.file;

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
import org.jspecify.annotations.Nullable;

/**
 * A file that is read again when it has changed, which is looked for when somebody asks, at most
 * once a second. While it is missing or bad there is no content: half a file would serve some and
 * leave others what they had. The log says why, once for each change. Thread-safe.
 */
public final class WatchedFile<T> {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final int MAX_BYTES = 1024 * 1024;
  private static final long LOOK_MILLIS = 1_000;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

  /** Makes sense of the bytes. */
  public interface Parser<T> {
    T parse(byte[] content) throws InvalidFileException;
  }

  private final String what;
  private final String consequence;
  private final Path path;
  private final Clock clock;
  private final Parser<T> parser;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable T content; // null while the file is bad
  private @Nullable FileStamp stamp; // this and the following are guarded by the lock
  private @Nullable String told;
  private long lookedAt;

  private WatchedFile(String what, String consequence, Path path, Clock clock, Parser<T> parser) {
    this.what = what;
    this.consequence = consequence;
    this.path = path;
    this.clock = clock;
    this.parser = parser;
  }

  /**
   * Reads a file for the first time.
   *
   * @param what kind of file it is, for the log: "users file"
   * @param consequence what is so while it is bad: "Nobody logs in"
   * @throws InvalidFileException if the file cannot be used
   */
  public static <T> WatchedFile<T> open(
      String what, String consequence, Path path, Clock clock, Parser<T> parser)
      throws InvalidFileException {
    WatchedFile<T> file = new WatchedFile<>(what, consequence, path, clock, parser);
    file.lookedAt = clock.millis();
    file.load(file.stamp());
    file.warnOfOthers();
    return file;
  }

  /**
   * What stands in the file now.
   *
   * @throws BearerException with {@code UNAVAILABLE} while it cannot be used
   */
  public T content() throws BearerException {
    if (looking.tryLock()) { // who comes while another one looks, takes what is there
      try {
        lookAgain();
      } finally {
        looking.unlock();
      }
    }
    T now = content;
    if (now == null) {
      throw new BearerException(BearerError.UNAVAILABLE, "the " + what + " cannot be used");
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
          LOG.info(() -> "The " + what + " " + name() + " was read again.");
          warnOfOthers();
        }
        told = null;
      }
    } catch (InvalidFileException e) {
      content = null;
      String problem = String.valueOf(e.getMessage());
      boolean changed = stamp != null && !stamp.equals(before);
      if (changed || !problem.equals(told)) {
        LOG.severe(
            () ->
                consequence
                    + " until the "
                    + what
                    + " "
                    + name()
                    + " is mended: "
                    + problem
                    + ". See docs/troubleshooting.md#sb107");
      }
      told = problem;
    }
  }

  private FileStamp stamp() throws InvalidFileException {
    try {
      FileStamp found = FileStamp.of(path, clock.millis());
      if (!Files.isRegularFile(path)) { // a pipe, say, could be waited for without end
        throw new InvalidFileException("it is no regular file: name one");
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
  private void load(FileStamp found) throws InvalidFileException {
    stamp = null;
    byte[] bytes;
    try {
      bytes = read();
    } catch (IOException e) {
      throw unreadable(e);
    }
    stamp = found;
    content = parser.parse(bytes);
  }

  private byte[] read() throws IOException, InvalidFileException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        content.write(buffer, 0, n);
        if (content.size() > MAX_BYTES) {
          throw new InvalidFileException("it is larger than 1 MiB: make it smaller");
        }
      }
    }
    return content.toByteArray();
  }

  private static InvalidFileException unreadable(IOException e) {
    if (e instanceof NoSuchFileException) {
      return new InvalidFileException(
          "there is no such file: create it, or mend the setting that names it");
    }
    if (e instanceof AccessDeniedException) {
      return new InvalidFileException("it may not be read: let the container's account read it");
    }
    return new InvalidFileException(
        "reading it failed with " + e.getClass().getName() + ": mend the file system's trouble");
  }

  /** Hashes are made to withstand guessing for a while, not to be shown. */
  private void warnOfOthers() {
    try {
      PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      if (posix != null && !Collections.disjoint(OTHERS, posix.readAttributes().permissions())) {
        LOG.warning(
            () ->
                "Every account of this machine may read or change the "
                    + what
                    + " "
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
