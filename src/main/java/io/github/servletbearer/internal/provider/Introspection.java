// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import static io.github.servletbearer.internal.provider.BoundedWait.unavailable;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.internal.bytes.Utf8;
import io.github.servletbearer.internal.crypto.TokenHash;
import io.github.servletbearer.internal.provider.http.ClientSecret;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.provider.http.ProviderException;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.time.ServerClock;
import io.github.servletbearer.internal.token.HashedTokenVerifier;
import io.github.servletbearer.internal.token.PresentedToken;
import io.github.servletbearer.internal.token.jwt.ClaimNames;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;

/**
 * Asks an identity provider about each token (RFC 7662). Its answer about a valid token is used for
 * some seconds; requests that bring one token at the same time ask once. Whatever is no proper
 * answer means that the answer is unknown, never that a token is valid. Thread-safe.
 */
public final class Introspection implements HashedTokenVerifier, AutoCloseable {
  private final Settings settings;
  private final URI address;
  private final ClientSecret client;
  private final ClaimNames names;
  private final OutboundHttp http;
  private final ServerClock clock;
  private final IntrospectionCache cache;
  private final CircuitBreaker breaker;
  private final BoundedWait waiting;
  private final Map<TokenHash, FutureTask<BearerToken>> underWay = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Asks nothing yet.
   *
   * @param settings those that begin with {@code introspection}; the address must be set
   * @param names where user, scopes and roles are found; the user is {@code sub} in general
   * @param http closed by its owner, after this; that ends calls that are under way
   */
  public Introspection(
      Settings settings,
      ClientSecret client,
      ClaimNames names,
      OutboundHttp http,
      ServerClock clock) {
    this.settings = settings;
    this.address = settings.get(Setting.INTROSPECTION_URI);
    this.client = client;
    this.names = names;
    this.http = http;
    this.clock = clock;
    this.cache = new IntrospectionCache(settings.get(Setting.INTROSPECTION_CACHE_LIFETIME), clock);
    this.breaker = new CircuitBreaker(String.valueOf(address.getHost()), clock);
    this.waiting = new BoundedWait(http.longest());
  }

  @Override
  public BearerToken verify(PresentedToken token) throws BearerException {
    if (cache.isOff()) {
      return ask(token.text(), token.hash());
    }
    BearerToken known = cache.find(token.hash());
    return known == null ? askOnce(token.text(), token.hash()) : known;
  }

  private BearerToken askOnce(String token, TokenHash hash) throws BearerException {
    FutureTask<BearerToken> mine = new FutureTask<>(() -> findOrAsk(token, hash));
    FutureTask<BearerToken> first = underWay.putIfAbsent(hash, mine);
    if (first == null) {
      try {
        mine.run();
      } finally {
        underWay.remove(hash, mine);
      }
    }
    return waiting.await(first == null ? mine : first);
  }

  /** Another request may have asked between the look into the cache and now. */
  private BearerToken findOrAsk(String token, TokenHash hash) throws BearerException {
    BearerToken known = cache.find(hash);
    return known == null ? ask(token, hash) : known;
  }

  private BearerToken ask(String token, TokenHash hash) throws BearerException {
    String form =
        "token=" + Utf8.formEncoded(token) + "&token_type_hint=access_token"; // RFC 7662 2.1
    byte[] body;
    IntrospectionResponse answer;
    IntrospectionCache.Asked asked;
    try (CircuitBreaker.Pass pass = breaker.enter()) {
      try {
        asked = cache.asked();
        body = http.post(address, form, client);
        answer = IntrospectionResponse.parse(body, address);
        pass.answered();
      } catch (ProviderException e) {
        if (!closed) { // an end is no failure
          pass.failed(e);
        }
        throw unavailable(String.valueOf(e.getMessage()));
      }
    }
    BearerToken verified = answer.token(settings, names, clock.millis());
    cache.keep(hash, verified, body.length, asked);
    return verified;
  }

  /** What {@code http} does not answer from now on is no failure of the provider. */
  @Override
  public void close() {
    closed = true;
  }
}
