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
import java.time.Clock;

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
      Clock clock,
      ServletContainer container,
      Problems problems) {
    Path file = settings.get(Setting.USERS).file();
    if (file != null) {
      try {
        return UsersFile.open(file, hashWork, clock);
      } catch (InvalidFileException e) {
        reportBadFile(Setting.USERS, file, e, problems);
      }
    }
    String className = settings.get(Setting.USERS).className();
    if (className != null) {
      UserAuthenticator users = parts.create(className, UserAuthenticator.class, Setting.USERS);
      if (users != null) {
        return users;
      }
    }
    return new ContainerRealm(settings.roles(), container);
  }

  /** Opens the file of clients. If it cannot be used, that is a problem, and there are none. */
  static Clients createClients(
      Settings settings, PasswordHashLimiter hashWork, Clock clock, Problems problems) {
    Path file = settings.find(Setting.CLIENTS);
    if (file != null) {
      try {
        return Clients.open(file, hashWork, clock);
      } catch (InvalidFileException e) {
        reportBadFile(Setting.CLIENTS, file, e, problems);
      }
    }
    return Clients.none(hashWork);
  }

  private static void reportBadFile(
      Setting<?> setting, Path file, InvalidFileException e, Problems problems) {
    problems.error(
        ProblemCode.BAD_FILE,
        setting + " names the file " + file + ", which cannot be used: " + e.getMessage() + ".",
        "Then start the application again.");
  }
}
