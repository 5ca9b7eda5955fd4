// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.UserAuthenticator;
import io.github.servletbearer.internal.clients.Clients;
import io.github.servletbearer.internal.deployment.container.ServletContainer;
import io.github.servletbearer.internal.file.InvalidFileException;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.throttle.PasswordHashLimiter;
import io.github.servletbearer.internal.users.ContainerRealm;
import io.github.servletbearer.internal.users.UsersFile;
import java.nio.file.Path;

/** Creates what authenticates users and clients, as the settings say. */
final class AuthenticatorFactory {
  private AuthenticatorFactory() {}

  /**
   * Creates the authenticator of the setting {@code users}. If it cannot be created, that is a
   * problem, and another one stands in for it, since the start fails.
   */
  static UserAuthenticator create(
      Settings settings,
      ManagedInstances parts,
      PasswordHashLimiter hashWork,
      ServletContainer container,
      Problems problems) {
    Path file = settings.get(Setting.USERS).file();
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
    String className = settings.get(Setting.USERS).className();
    if (className != null) {
      UserAuthenticator users = parts.create(className, UserAuthenticator.class, "users", null);
      if (users != null) {
        return users;
      }
    }
    return new ContainerRealm(settings.roles(), container);
  }

  /** Opens the file of clients. If it cannot be used, that is a problem, and there are none. */
  static Clients createClients(Settings settings, PasswordHashLimiter hashWork, Problems problems) {
    Path file = settings.find(Setting.CLIENTS);
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
