// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.bench;

import io.github.servletbearer.AuthenticatedUser;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.Authorization;
import io.github.servletbearer.internal.token.OpaqueTokens;
import io.github.servletbearer.internal.token.store.MemoryTokenStore;
import io.github.servletbearer.internal.token.store.StoreLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

/**
 * Opaque tokens looked up at random among few and among many: what remains is the cache's misses.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-Xmx3g"})
public class StoreBench {
  private static final int LENGTH = 43;

  /** How many tokens the memory has. */
  @Param({"1000", "1000000"})
  public int tokens;

  private OpaqueTokens verifier;
  private byte[] texts; // side by side: a million Strings would be looked for, too
  private int next;

  /** Issues the tokens, each to a user of its own. */
  @Setup
  public void prepare() throws BearerException {
    ServerClock clock = ServerClock.ofThisMachine();
    StoreLimits limits = new StoreLimits(tokens, tokens);
    verifier = new OpaqueTokens(Duration.ofHours(1), new MemoryTokenStore(limits, clock), clock);
    texts = new byte[tokens * LENGTH];
    for (int i = 0; i < tokens; i++) {
      AuthenticatedUser user = AuthenticatedUser.of("user" + i, List.of("a"));
      String text = verifier.issue(Authorization.of(user, List.of("a"))).text();
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(bytes, 0, texts, i * LENGTH, LENGTH);
    }
  }

  private String text() {
    next = (int) ((next * 1_103_515_245L + 12_345) & 0x7fff_ffff);
    int at = (int) ((long) next * tokens >>> 31);
    return new String(texts, at * LENGTH, LENGTH, StandardCharsets.ISO_8859_1);
  }

  /** The picking of a text alone, which is in the other figure, too. */
  @Benchmark
  public String pick() {
    return text();
  }

  /** A token at random. */
  @Benchmark
  public BearerToken lookUp() throws BearerException {
    return verifier.verify(text());
  }
}
