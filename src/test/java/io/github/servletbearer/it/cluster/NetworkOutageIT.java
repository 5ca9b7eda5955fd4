// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.Answer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The way to the database: slow, or cut without a word. Here the driver has a timeout, as the docs
 * advise: a pool that opens or checks a connection waits for ever otherwise.
 */
class NetworkOutageIT extends OutageCase {
  @Override
  SharedDatabase database(int port) {
    return super.database(port).with("socketTimeout=10");
  }

  @Test
  @DisplayName("cut off without a word: 503 in time, and new connections work after it")
  void cutOff() throws Exception {
    List<Before> all = before();
    cable.cut();
    try {
      assertUnavailable(all);
      assertNoTokenIsRefusedAtOnce();
    } finally {
      cable.join();
    }
    assertRecovered(all);
  }

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
