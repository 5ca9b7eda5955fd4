// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.CapturedLog;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final String NAME = "io.github.servletbearer.audit";
  private static final String HERE = "192.0.2.1";

  private final CapturedLog audit = new CapturedLog(NAME);

  @AfterEach
  void listenNoMore() {
    audit.close();
    Audit.reset();
  }

  private static void everyEvent(String user, String address) {
    Audit.issued(user, null, address, "0000000a");
    Audit.issued(user, "app", address, "0000000b");
    Audit.loginFailed("0000000c", address);
    Audit.throttled("userHash", "0000000d", address, true);
    Audit.throttled("clientHash", "0000000d", address, false);
    Audit.clientFailed("0000000e", address);
    Audit.refreshed(user, address, "0000000f");
    Audit.reuse(user, address);
    Audit.revoked(address, "00000010");
    Audit.denied(user, address, "00000011", "items:read admin");
    Audit.usersRevoked(user, 3);
    Audit.usersRevoked(null, 12);
    Audit.purged(5);
  }

  @Test
  @DisplayName("a flood of strangers is bounded and counted, and hides no event of others")
  void floodIsBounded() {
    for (int i = 0; i < 10_000; i++) {
      Audit.loginFailed("0000000c", HERE);
      Audit.clientFailed("0000000e", HERE);
      Audit.throttled("userHash", "0000000d", HERE, true);
    }
    Audit.issued("johndoe", null, HERE, "0000000a");
    Audit.reuse("johndoe", HERE);
    assertThat(audit.lines())
        .filteredOn(line -> !line.startsWith("FINE"))
        .hasSize(3 * 600 + 2)
        .last()
        .asString()
        .startsWith("WARNING event=reuse");
    Audit.logWithheld();
    assertThat(audit.lines())
        .endsWith(
            "INFO event=login-failed withheld=9400",
            "INFO event=throttled withheld=9400",
            "INFO event=client-failed withheld=9400");
  }

  @Test
  @DisplayName("LG-3: every security event has its line, and a stolen refresh token is a warning")
  void everyEventHasItsLine() {
    everyEvent("johndoe", HERE);
    assertThat(audit.lines())
        .containsExactly(
            "INFO event=issued user=\"johndoe\" address=\"192.0.2.1\" tid=0000000a",
            "INFO event=issued user=\"johndoe\" client=\"app\" address=\"192.0.2.1\" tid=0000000b",
            "INFO event=login-failed userHash=0000000c address=\"192.0.2.1\"",
            "INFO event=throttled userHash=0000000d address=\"192.0.2.1\"",
            "FINE event=throttled clientHash=0000000d address=\"192.0.2.1\"",
            "INFO event=client-failed clientHash=0000000e address=\"192.0.2.1\"",
            "INFO event=refreshed user=\"johndoe\" address=\"192.0.2.1\" tid=0000000f",
            "WARNING event=reuse user=\"johndoe\" address=\"192.0.2.1\"",
            "INFO event=revoked address=\"192.0.2.1\" tid=00000010",
            "INFO event=denied user=\"johndoe\" address=\"192.0.2.1\" tid=00000011"
                + " scope=\"items:read admin\"",
            "INFO event=users-revoked user=\"johndoe\" count=3",
            "INFO event=users-revoked user=* count=12",
            "INFO event=purged count=5");
  }

  @Test
  @DisplayName("LG-2: no name and no address can end its quotes, its line, or format anything")
  void textOfOthersStaysInItsQuotes() {
    everyEvent("a\" tid=ffffffff\r\nevent=issued {0} %s ${jndi:x} \\", "::1\"\n");
    for (String line : audit.lines()) {
      assertThat(line).doesNotContain("\n", "\r", "\" tid=ffffffff", "\\ ", "::1\"");
      assertThat(line.chars().filter(c -> c == '"').count() % 2).as(line).isZero();
    }
    assertThat(audit.lines().get(0))
        .isEqualTo(
            "INFO event=issued user=\"a\\u0022 tid=ffffffff\\u000d\\u000aevent=issued {0} %s"
                + " ${jndi:x} \\u005c\" address=\"::1\\u0022\\u000a\" tid=0000000a");
  }

  @Test
  @DisplayName("LG-2: a user who is called * differs from all users, and no address from a dash")
  void starIsQuotedInAName() {
    Audit.usersRevoked("*", 1);
    Audit.reuse("a", null);
    assertThat(audit.lines())
        .isEqualTo(
            List.of(
                "INFO event=users-revoked user=\"*\" count=1",
                "WARNING event=reuse user=\"a\" address=\"-\""));
  }

  @Test
  void whoWantsWarningsAloneGetsThem() {
    Logger.getLogger(NAME).setLevel(Level.WARNING);
    everyEvent("johndoe", HERE);
    assertThat(audit.lines()).singleElement().asString().startsWith("WARNING event=reuse");
  }
}
