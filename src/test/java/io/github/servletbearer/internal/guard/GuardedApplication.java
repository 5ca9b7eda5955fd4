// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.guard;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.internal.http.TestCors;
import io.github.servletbearer.internal.metrics.Counters;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.TestSettings;
import java.util.Arrays;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** One request to an application behind a guard, and what the application saw of it. */
final class GuardedApplication {
  /** Accepts the token {@code good}, as johndoe with the scopes a and b and the role user. */
  static final TokenVerifier KNOWS_GOOD =
      token -> {
        if (!token.equals("good")) {
          throw new BearerException(BearerError.INVALID_TOKEN, "unknown");
        }
        return BearerToken.builder("johndoe").scopes("a", "b").roles("user").build();
      };

  final Fakes.Request request;
  final Fakes.Response response = new Fakes.Response();
  final Counters counters = new Counters();

  /** The request as the application got it; null where it did not run. */
  @Nullable HttpServletRequest passed;

  GuardedApplication(Fakes.Request request) {
    this.request = request;
    request.method = "GET";
    request.servletPath = "/api";
    request.pathInfo = "/items";
  }

  /** A guard with these init-params. */
  RequestGuard guard(String... parameters) {
    String[] all = Arrays.copyOf(parameters, parameters.length + 2);
    all[parameters.length] = "realm";
    all[parameters.length + 1] = "r";
    return guard(TestSettings.with(all));
  }

  /** The guard of the filter f. */
  RequestGuard guard(Settings settings) {
    return guard(settings, KNOWS_GOOD);
  }

  /** The guard of the filter f, with another verifier. */
  RequestGuard guard(Settings settings, TokenVerifier verifier) {
    return new RequestGuard(
        settings.filters().get("f"),
        settings,
        settings.filters().get("f").isPresence() ? null : verifier,
        TestCors.of("https://app.example.com"),
        counters,
        Fakes.as(ServletContext.class, new RequestGuardTest.Context()),
        new Fakes.HandClock());
  }

  /** Sends the request through the guard. */
  void run(RequestGuard guard) throws Exception {
    run(guard, request.http());
  }

  /** Sends this layer of the request through the guard. */
  void run(RequestGuard guard, HttpServletRequest layer) throws Exception {
    passed = null;
    guard.filter(layer, response.http(), (next, answer) -> passed = (HttpServletRequest) next);
  }
}
