// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tells a changed file from an unchanged one: size, time of change, and which file it is, so
 * that one that was moved to this place counts as changed. Immutable.
 */
final class FileStamp {
  /** The coarsest clock of a file system in use, that of FAT. */
  private static final long COARSEST_MILLIS = 2_000;

  private final long size;
  private final FileTime modified;
  private final @Nullable Object key; // null where the file system has none
  private final boolean settled;

  private FileStamp(BasicFileAttributes file, long now) {
    this.size = file.size();
    this.modified = file.lastModifiedTime();
    this.key = file.fileKey();
    this.settled = modified.toMillis() + COARSEST_MILLIS < now;
  }

  /** The stamp of the file at this time, in milliseconds. */
  static FileStamp of(Path path, long now) throws IOException {
    return new FileStamp(Files.readAttributes(path, BasicFileAttributes.class), now);
  }

  /**
   * Whether the last change was so long ago that another one would have another time. Until then an
   * equal stamp does not prove an equal file.
   */
  boolean isSettled() {
    return settled;
  }

  /** Whether it is the same, but for the time at which it was taken. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof FileStamp)) {
      return false;
    }
    FileStamp that = (FileStamp) other;
    return size == that.size && modified.equals(that.modified) && Objects.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Objects.hash(size, modified, key);
  }
}
