// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.file;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.log.Redacted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A small file whose changes take effect without a restart. When its content is needed, it is read
 * again, at most once a second, and compared with the bytes read before: file times are too coarse
 * to show every change. While the file is missing or invalid there is no content: half a file would
 * serve some users and keep outdated roles for others. Each change is logged. Thread-safe.
 */
public final class WatchedFile<T> {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");
  private static final int MAX_BYTES = 1024 * 1024;
  private static final long INTERVAL_MILLIS = 1_000;
  private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int MAX_READS = 10;

  public interface Parser<T> {
    /** Parses the content, or throws the reason and the cure. */
    T parse(byte[] content) throws InvalidFileException;
  }

  private final String what;
  private final String consequence;
  private final Path path;
  private final Clock clock;
  private final Parser<T> parser;
  private final Runnable pause;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable T content; // null while the file is invalid
  private byte @Nullable [] bytes; // read last, null if that failed; guarded by the lock
  private @Nullable String problem; // logged last; guarded by the lock
  private long readAt; // guarded by the lock

  private WatchedFile(
      String what, String consequence, Path path, Clock clock, Parser<T> parser, Runnable pause) {
    this.what = what;
    this.consequence = consequence;
    this.path = path;
    this.clock = clock;
    this.parser = parser;
    this.pause = pause;
  }

  /**
   * Reads a file for the first time.
   *
   * @param what kind of file it is, for the log: "users file"
   * @param consequence what is true while it is invalid, for the log: "No user can log in"
   * @throws InvalidFileException if the file cannot be used
   */
  public static <T> WatchedFile<T> open(
      String what, String consequence, Path path, Clock clock, Parser<T> parser)
      throws InvalidFileException {
    return open(
        what, consequence, path, clock, parser, () -> LockSupport.parkNanos(SETTLING_NANOS));
  }

  static <T> WatchedFile<T> open(
      String what, String consequence, Path path, Clock clock, Parser<T> parser, Runnable pause)
      throws InvalidFileException {
    WatchedFile<T> file = new WatchedFile<>(what, consequence, path, clock, parser, pause);
    file.readAt = clock.millis();
    byte[] bytes = file.read();
    file.content = parser.parse(bytes);
    file.bytes = bytes;
    file.warnIfOpenToOthers();
    return file;
  }

  /** The content of the file now; {@code UNAVAILABLE} while it cannot be used. */
  public T content() throws BearerException {
    if (reading.tryLock()) { // other threads use the content that is there
      try {
        readAgain();
      } finally {
        reading.unlock();
      }
    }
    T now = content;
    if (now == null) {
      throw new BearerException(BearerError.UNAVAILABLE, "the " + what + " cannot be used");
    }
    return now;
  }

  private void readAgain() {
    long now = clock.millis();
    if (Math.abs(now - readAt) < INTERVAL_MILLIS) { // a clock may be set back
      return;
    }
    readAt = now;
    byte[] before = bytes;
    bytes = null;
    try {
      byte[] found = readWhole(before);
      bytes = found;
      if (Arrays.equals(found, before)) {
        return;
      }
      content = parser.parse(found);
      problem = null;
      LOG.info(() -> "The " + what + " " + name() + " was read again.");
      warnIfOpenToOthers();
    } catch (InvalidFileException e) {
      content = null;
      logProblem(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads a file that has changed until it stays as it is: while it is being written, it may look
   * whole, with users missing, or with the beginning of a role for a role.
   */
  private byte[] readWhole(byte @Nullable [] before) throws InvalidFileException {
    byte[] last = before;
    byte[] found = read();
    for (int reads = 1; !Arrays.equals(found, last); reads++) {
      if (reads == MAX_READS) {
        throw new InvalidFileException(
            "it changes all the time: write a new file beside it, and move that into its place");
      }
      pause.run();
      last = found;
      found = read();
    }
    return found;
  }

  /** Logs once for each change of the file, and once while it cannot be read. */
  private void logProblem(String found) {
    boolean isChange = bytes != null || !found.equals(problem);
    problem = found;
    if (isChange) {
      LOG.severe(
          () ->
              consequence
                  + " until the "
                  + what
                  + " "
                  + name()
                  + " is fixed: "
                  + found
                  + ". See docs/troubleshooting.md#sb107");
    }
  }

  private byte[] read() throws InvalidFileException {
    try {
      // A pipe could keep its reader waiting for ever.
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new InvalidFileException("it is not a regular file: name one");
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] found = Streams.readAtMost(in, MAX_BYTES);
        if (found.length > MAX_BYTES) {
          throw new InvalidFileException("it is larger than 1 MiB: make it smaller");
        }
        return found;
      }
    } catch (NoSuchFileException e) {
      throw new InvalidFileException(
          "there is no such file: create it, or fix the setting that names it");
    } catch (AccessDeniedException e) {
      throw new InvalidFileException("it may not be read: let the container's account read it");
    } catch (IOException e) {
      throw new InvalidFileException(
          "reading it failed with " + e.getClass().getName() + ": check the file system");
    }
  }

  /** Hashes withstand guessing for a while, which is no reason to publish them. */
  private void warnIfOpenToOthers() {
    if (FilePermissions.areOpenToOthers(path)) {
      LOG.warning(
          () ->
              "Every account of this machine may read or change the "
                  + what
                  + " "
                  + name()
                  + ": remove the permissions of others (chmod o= on the file)."
                  + " See docs/troubleshooting.md#sb107");
    }
  }

  private String name() {
    return Redacted.line(path.toString());
  }
}
