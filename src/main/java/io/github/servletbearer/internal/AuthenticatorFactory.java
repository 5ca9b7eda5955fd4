// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.UserAuthenticator;
import io.github.servletbearer.internal.clients.Clients;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.file.InvalidFileException;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import io.github.servletbearer.internal.users.ApplicationAuthenticator;
import io.github.servletbearer.internal.users.Authenticator;
import io.github.servletbearer.internal.users.ContainerRealm;
import io.github.servletbearer.internal.users.UsersFile;
import java.nio.file.Path;

/** Finds who checks user names and passwords, by the setting {@code users}. */
final class AuthenticatorFactory {
  private AuthenticatorFactory() {}

  /** The login of the settings; where it cannot be had, that is a problem, and any other one. */
  static Authenticator of(
      Settings settings,
      ManagedInstances parts,
      PasswordHashLimiter hashWork,
      ServletContainer container,
      Problems problems) {
    Path file = settings.users().file();
    if (file != null) {
      try {
        return UsersFile.open(file, hashWork);
      } catch (InvalidFileException e) {
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
        return new ApplicationAuthenticator(users);
      }
    }
    return new ContainerRealm(settings.roles(), container);
  }

  /** The clients of the settings; where they cannot be had, that is a problem, and none. */
  static Clients clients(Settings settings, PasswordHashLimiter hashWork, Problems problems) {
    Path file = settings.grants().clients();
    if (file != null) {
      try {
        return Clients.open(file, hashWork);
      } catch (InvalidFileException e) {
        problems.error(
            ProblemCode.BAD_FILE,
            "clients names the file " + file + ", which cannot be used: " + e.getMessage() + ".",
            "Then start the application again.");
      }
    }
    return Clients.none(hashWork);
  }
}
