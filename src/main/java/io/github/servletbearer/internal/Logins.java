// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.UserAuthenticator;
import io.github.servletbearer.internal.config.ProblemCode;
import io.github.servletbearer.internal.config.Problems;
import io.github.servletbearer.internal.config.Settings;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.login.ApplicationLogin;
import io.github.servletbearer.internal.login.BadFileException;
import io.github.servletbearer.internal.login.Clients;
import io.github.servletbearer.internal.login.HashWork;
import io.github.servletbearer.internal.login.Login;
import io.github.servletbearer.internal.login.RealmLogin;
import io.github.servletbearer.internal.login.UsersFile;
import java.nio.file.Path;

/** Finds who checks user names and passwords, by the setting {@code users}. */
final class Logins {
  private Logins() {}

  /** The login of the settings; where it cannot be had, that is a problem, and any other one. */
  static Login of(
      Settings settings,
      Parts parts,
      HashWork hashWork,
      ServletContainer container,
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
    return new RealmLogin(settings.roles(), container);
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
