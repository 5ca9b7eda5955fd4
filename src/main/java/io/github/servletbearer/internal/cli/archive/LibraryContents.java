// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli.archive;

import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Unpacked files of libraries, kept while memory allows, since a library within an archive can only
 * be read from its beginning. Not thread-safe.
 */
final class LibraryContents {
  /** Of one library, in bytes. */
  private static final int MAX_KEPT = 64 << 20;

  private final Map<Path, SoftReference<Map<String, byte[]>>> byLibrary = new HashMap<>();

  /** The files of the library as far as they are kept, by name, or null. */
  @Nullable Map<String, byte[]> of(Path library) {
    SoftReference<Map<String, byte[]>> kept = byLibrary.get(library);
    return kept == null ? null : kept.get();
  }

  /** Begins to keep files of a library. */
  Keeper keeper(Path library) {
    return new Keeper(library);
  }

  /** Keeps files of one library, the first ones if they are too large. */
  final class Keeper {
    private final Map<String, byte[]> files = new HashMap<>();
    private int bytes;

    private Keeper(Path library) {
      byLibrary.put(library, new SoftReference<>(files));
    }

    /** Whether there is place for more. */
    boolean hasPlace() {
      return bytes < MAX_KEPT;
    }

    void keep(String name, byte[] content) {
      bytes += content.length;
      files.putIfAbsent(name, content);
    }
  }
}
