// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.PasswordGrantClients;
import io.github.servletbearer.internal.settings.value.TokenFormat;

/** What the settings of our own tokens need of each other. Not thread-safe. */
final class IssuingRules {
  private static final String WHERE = "shared settings";

  private final Settings settings;
  private final Problems problems;
  private final Requirements requirements;

  IssuingRules(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
    this.requirements = new Requirements(problems);
  }

  /** Adds everything that does not fit. */
  void check() {
    checkSigning();
    if (settings.get(Setting.PASSWORD_GRANT_CLIENTS) == PasswordGrantClients.AUTHENTICATED) {
      requirements.require(
          WHERE,
          "passwordGrantClients=authenticated",
          Setting.CLIENTS,
          settings.find(Setting.CLIENTS) != null);
    }
  }

  private void checkSigning() {
    boolean hasKeys = !settings.get(Setting.SIGNING_KEY).isEmpty();
    if (settings.get(Setting.TOKEN_FORMAT) == TokenFormat.OPAQUE) {
      if (hasKeys) {
        requirements.warnUnused(
            Setting.SIGNING_KEY, "tokenFormat is opaque, and opaque tokens are not signed");
      }
      return;
    }
    String cause = "tokenFormat=jwt";
    requirements.require(WHERE, cause, Setting.ISSUER, settings.find(Setting.ISSUER) != null);
    if (!hasKeys) {
      problems.error(
          ProblemCode.SETTING_MISSING,
          cause + " needs the setting signingKey, which is not set.",
          "Make a key with \"java -jar servlet-bearer-all.jar genkey -o key.jwk\", and name the"
              + " file by its whole path: signingKey = file:/path/key.jwk.");
    }
  }
}
