// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.report;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.value.GrantType;

/**
 * Whether a login can find the user's roles: the Servlet API lists none, so a realm is queried for
 * those that are declared.
 */
final class UnknownRoles {
  private UnknownRoles() {}

  /** Adds a warning where users log in here, and neither web.xml nor a setting names roles. */
  static void warn(Problems problems, Settings settings, Deployment deployment) {
    boolean asksRealm =
        settings.endpoints().path(Endpoint.TOKEN) != null
            && settings.offeredGrants().contains(GrantType.PASSWORD)
            && settings.isVerifiedBy(FilterSettings.ISSUED)
            && settings.get(Setting.USERS).isContainer();
    if (!asksRealm
        || settings.find(Setting.ROLES) != null
        || !deployment.webXml().roles().isEmpty()) {
      return;
    }
    String known = String.join(", ", settings.roles());
    problems.warning(
        ProblemCode.ROLES_UNKNOWN,
        String.format(
            "web.xml declares no <security-role>, and roles is not set: isUserInRole answers"
                + " false for every role%s, even for a role that the container's realm grants.",
            known.isEmpty() ? "" : " but " + known),
        "Name the application's roles in the setting roles, or each in a <security-role>.");
  }
}
