// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.UserAuthenticator;
import io.github.servletbearer.internal.config.ProblemCode;
import io.github.servletbearer.internal.config.Problems;
import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.login.ApplicationLogin;
import io.github.servletbearer.internal.login.BadFileException;
import io.github.servletbearer.internal.login.Clients;
import io.github.servletbearer.internal.login.HashWork;
import io.github.servletbearer.internal.login.Login;
import io.github.servletbearer.internal.login.LoginQuirk;
import io.github.servletbearer.internal.login.RealmLogin;
import io.github.servletbearer.internal.login.UsersFile;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds who checks user names and passwords, by the setting {@code users}. */
final class Logins {
  private Logins() {}

  /** The login of the settings; where it cannot be had, that is a problem, and any other one. */
  static Login of(
      Settings settings,
      Parts parts,
      HashWork hashWork,
      @Nullable String serverInfo,
      Problems problems) {
    Path file = settings.users().file();
    if (file != null) {
      try {
        return UsersFile.open(file, hashWork);
      } catch (BadFileException e) {
        problems.error(
            ProblemCode.BAD_FILE,
            "users names the file " + file + ", which cannot be used: " + e.getMessage() + ".",
            "Then start the application again.");
      }
    }
    String className = settings.users().className();
    if (className != null) {
      UserAuthenticator users = parts.create(className, UserAuthenticator.class, "users", null);
      if (users != null) {
        return new ApplicationLogin(users);
      }
    }
    return new RealmLogin(settings.roles(), quirks(serverInfo));
  }

  /** What is known of the container's own login. */
  private static Set<LoginQuirk> quirks(@Nullable String serverInfo) {
    String container = serverInfo == null ? "" : serverInfo.toLowerCase(Locale.ROOT);
    Set<LoginQuirk> quirks = EnumSet.noneOf(LoginQuirk.class);
    if (container.contains("liberty")) {
      quirks.add(LoginQuirk.LOGOUT_ENDS_SESSION);
    }
    if (container.contains("undertow") || container.contains("wildfly")) {
      quirks.add(LoginQuirk.HIDES_SESSION_COOKIE);
    }
    if (container.contains("resin")) {
      quirks.add(LoginQuirk.PREFERS_AUTHORIZATION);
    }
    return quirks;
  }

  /** The clients of the settings; where they cannot be had, that is a problem, and none. */
  static Clients clients(Settings settings, HashWork hashWork, Problems problems) {
    Path file = settings.grants().clients();
    if (file != null) {
      try {
        return Clients.open(file, hashWork);
      } catch (BadFileException e) {
        problems.error(
            ProblemCode.BAD_FILE,
            "clients names the file " + file + ", which cannot be used: " + e.getMessage() + ".",
            "Then start the application again.");
      }
    }
    return Clients.none(hashWork);
  }
}
