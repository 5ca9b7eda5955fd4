// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.users;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.internal.bytes.Words;
import io.github.servletbearer.internal.crypto.PasswordHash;
import io.github.servletbearer.internal.file.AccountTable;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of a users file: {@code name:hash:role,role}. Roles, and the colon before them, may be
 * omitted; roles may contain colons, as scopes do. An exclamation mark before the hash, or instead
 * of it, disables the user. Immutable; {@code toString} shows the name alone.
 */
final class UserEntry implements AccountTable.Account {
  private final AuthenticatedUser user;
  private final @Nullable PasswordHash hash;
  private final boolean enabled;

  private UserEntry(AuthenticatedUser user, @Nullable PasswordHash hash, boolean enabled) {
    this.user = user;
    this.hash = hash;
    this.enabled = enabled;
  }

  /** Parses a line; its exception names the cure, and nothing of the line. */
  static UserEntry parse(String line) {
    int afterName = line.indexOf(':');
    if (afterName < 0) {
      throw new IllegalArgumentException("there is no colon in it: write name:hash:role,role");
    }
    int afterHash = line.indexOf(':', afterName + 1);
    int hashEnd = afterHash < 0 ? line.length() : afterHash;
    String name = name(line.substring(0, afterName));
    String hash = line.substring(afterName + 1, hashEnd);
    Set<String> roles = roles(afterHash < 0 ? "" : line.substring(afterHash + 1));
    boolean enabled = !hash.startsWith("!");
    String rest = enabled ? hash : hash.substring(1);
    boolean without = !enabled && rest.isEmpty();
    return new UserEntry(
        AuthenticatedUser.of(name, roles), without ? null : PasswordHash.parse(rest), enabled);
  }

  private static String name(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the user has no name: write one before the first colon");
    }
    if (isBlank(name.charAt(0)) || isBlank(name.charAt(name.length() - 1))) {
      throw new IllegalArgumentException(
          "the name begins or ends with a blank, which users would not type: remove it");
    }
    return withoutControls(name, "the name");
  }

  private static Set<String> roles(String text) {
    Set<String> roles = new LinkedHashSet<>();
    if (text.isEmpty()) {
      return roles;
    }
    for (String word : Words.split(text, ',')) {
      String role = word.trim();
      if (role.isEmpty()) {
        throw new IllegalArgumentException(
            "a role is empty: write roles with one comma between them, or none");
      }
      roles.add(withoutControls(role, "a role"));
    }
    return roles;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static String withoutControls(String text, String what) {
    if (Words.hasControl(text)) {
      throw new IllegalArgumentException(what + " has a control character: remove it");
    }
    return text;
  }

  @Override
  public String name() {
    return user.name();
  }

  AuthenticatedUser user() {
    return user;
  }

  @Override
  public @Nullable PasswordHash hash() {
    return hash;
  }

  boolean isEnabled() {
    return enabled;
  }

  @Override
  public String toString() {
    return "UserEntry[" + name() + "]";
  }
}
