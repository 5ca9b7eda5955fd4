// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.bench;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.http.AuthorizationHeader;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.OpaqueTokens;
import io.github.servletbearer.internal.token.store.MemoryTokenStore;
import io.github.servletbearer.internal.token.store.StoreLimits;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The token taken out of its header, and an opaque one looked up. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
public class HeaderBench {
  /** How many characters the token has. */
  @Param({"43", "540"})
  public int length;

  private List<String> header;
  private OpaqueTokens tokens;
  private char[] opaque;

  /** Makes a header, and a store of 1,000 tokens. */
  @Setup
  public void prepare() throws BearerException {
    header = List.of("Bearer " + "aB3_-.".repeat(100).substring(0, length));
    ServerClock clock = ServerClock.ofThisMachine();
    tokens =
        new OpaqueTokens(
            Duration.ofHours(1), new MemoryTokenStore(new StoreLimits(2_000, 2_000), clock), clock);
    for (int i = 0; i < 1_000; i++) {
      opaque =
          tokens
              .issue(Authorization.of(AuthenticatedUser.of("user" + i, List.of("a")), List.of("a")))
              .text()
              .toCharArray();
    }
  }

  /** From the header to the token. */
  @Benchmark
  public String extract() throws BearerException {
    return AuthorizationHeader.token(Collections.enumeration(header), 8192);
  }

  /** An opaque token, which is a new String in each request. */
  @Benchmark
  public BearerToken lookUp() throws BearerException {
    return tokens.verify(new String(opaque));
  }
}
