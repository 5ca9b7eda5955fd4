// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.it.app.EchoServlet;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Requests with a token to the servlet at {@code /api/x}, and what they must be answered. */
final class TokenRequests {

  /** More than anything here may take. */
  static final Duration PATIENCE = Duration.ofSeconds(90);

  /** For a fetch on a machine with other work. */
  static final Duration SLACK = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(10);

  private TokenRequests() {}

  static Answer ask(Http http, String token) {
    return http.getWith(token, "/api/x");
  }

  static void assertOpens(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header(EchoServlet.RAN)).isEqualTo("echo");
  }

  /** Asks until the answer is this one; what comes before must be one of those. */
  static Answer await(int status, Http http, String token, Integer... before) {
    return await(status, PATIENCE, http, token, before);
  }

  /** As above, with another longest time. */
  static Answer await(int status, Duration patience, Http http, String token, Integer... before) {
    long start = System.nanoTime();
    Answer answer = ask(http, token);
    while (answer.status() != status && System.nanoTime() - start < patience.toNanos()) {
      assertThat(answer.status()).as(answer.toString()).isIn((Object[]) before);
      LockSupport.parkNanos(PAUSE.toNanos());
      answer = ask(http, token);
    }
    assertThat(answer.status()).as("after %s: %s", patience, answer).isEqualTo(status);
    return answer;
  }
}
