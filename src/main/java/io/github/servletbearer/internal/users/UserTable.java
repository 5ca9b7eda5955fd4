// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.file.InvalidFileException;
import io.github.servletbearer.internal.file.LineFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of a users file: UTF-8, one user a line (see {@link UserEntry}), blank lines, and
 * lines that begin with {@code #}. One invalid line makes the whole file invalid: half a file would
 * lock out some users and keep outdated roles for others. Immutable.
 */
final class UserTable {
  private static final int MAX_USERS = 10_000;

  private final Map<String, UserEntry> byName;
  private final PasswordHash decoy;

  private UserTable(Map<String, UserEntry> byName) {
    this.byName = byName;
    this.decoy = PasswordHash.decoy(hashes(byName.values()));
  }

  /**
   * Parses the content of a file.
   *
   * @param leastIterations of each hash
   * @throws InvalidFileException with the number of the first invalid line, or if there is no user
   */
  static UserTable parse(byte[] content, int leastIterations) throws InvalidFileException {
    Map<String, UserEntry> byName = new HashMap<>();
    LineFile.read(content, line -> add(byName, UserEntry.parse(line, leastIterations)));
    if (byName.isEmpty()) { // or an editor has emptied it and is about to write
      throw new InvalidFileException(
          "there is no user in it: write one a line, name:hash:role,role");
    }
    return new UserTable(byName);
  }

  private static void add(Map<String, UserEntry> byName, UserEntry entry) {
    if (byName.put(entry.name(), entry) != null) {
      throw new IllegalArgumentException("the same name is in a line above: remove one of the two");
    }
    if (byName.size() > MAX_USERS) {
      throw new IllegalArgumentException(
          "there are more than "
              + MAX_USERS
              + " users: keep them in a directory or a database, and use it through the container's"
              + " realm or a class");
    }
  }

  private static List<PasswordHash> hashes(Collection<UserEntry> users) {
    List<PasswordHash> hashes = new ArrayList<>();
    for (UserEntry user : users) {
      PasswordHash hash = user.hash();
      if (hash != null) {
        hashes.add(hash);
      }
    }
    return hashes;
  }

  /** The user of this name, exactly; null where there is none. */
  @Nullable UserEntry find(String name) {
    return byName.get(name);
  }

  /** The hash to check a password with: for a user without one, a hash that takes as long. */
  PasswordHash hashOf(@Nullable UserEntry entry) {
    PasswordHash hash = entry == null ? null : entry.hash();
    return hash == null ? decoy : hash;
  }

  /** How many users there are. */
  int size() {
    return byName.size();
  }
}
