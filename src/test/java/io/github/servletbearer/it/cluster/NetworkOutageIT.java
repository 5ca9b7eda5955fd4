// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Answer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The way to the database: slow, or cut without a word. */
class NetworkOutageIT extends OutageCase {
  @Test
  @DisplayName("slow: all works, only later")
  void slow() {
    cable.delay(20);
    try {
      for (String app : APPS) {
        Answer login = login(node.http(app));
        assertThat(login.status()).as(login.toString()).isEqualTo(200);
        assertThat(call(node.http(app), login).status()).isEqualTo(200);
        assertThat(refresh(node.http(app), login).status()).isEqualTo(200);
      }
    } finally {
      cable.delay(0);
    }
  }

  @Test
  @DisplayName("so slow that nothing ends in time: 503, and all works after it")
  void tooSlow() throws Exception {
    List<Before> all = before();
    cable.delay(3_000);
    try {
      assertUnavailable(all);
      assertNoTokenIsRefusedAtOnce();
    } finally {
      cable.delay(0);
    }
    assertRecovered(all);
  }
}
