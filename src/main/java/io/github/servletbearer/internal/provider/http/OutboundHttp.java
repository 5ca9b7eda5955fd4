// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import io.github.servletbearer.internal.bytes.Utf8;
import io.github.servletbearer.internal.net.HttpClient;
import io.github.servletbearer.internal.net.Loopback;
import io.github.servletbearer.internal.net.NoResponseException;
import io.github.servletbearer.internal.net.Request;
import io.github.servletbearer.internal.net.ResponseReader;
import io.github.servletbearer.internal.net.Timeouts;
import io.github.servletbearer.internal.net.Tls;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one way out to identity providers: over TLS, to the address that is configured and no other,
 * bounded in time and size, keeping nothing. A JVM's proxy settings hold. Thread-safe.
 */
public final class OutboundHttp implements Closeable {
  /** Bytes of an answer; key sets have some kilobytes. */
  public static final int MAX_BODY = 512 * 1024;

  private static final int TOO_MANY_REQUESTS = 429; // RFC 6585 4
  private static final int USUAL_PAUSE_SECONDS = 5;
  private static final int LONGEST_PAUSE_SECONDS = 30;

  private static final String WITHOUT_TLS = "has an address without TLS; use https";

  private final boolean allowHttp;
  private final Timeouts timeouts;
  private final HttpClient http;

  /** A way out; other addresses than this machine's own may be allowed without TLS. */
  public OutboundHttp(boolean allowHttp, Timeouts timeouts, Tls tls) {
    this.allowHttp = allowHttp;
    this.timeouts = timeouts;
    this.http = new HttpClient(timeouts, tls);
  }

  /**
   * What is wrong with an address, as the rest of a sentence that names it; null if it may be
   * asked: a network without TLS is no place for keys and tokens.
   */
  public @Nullable String problem(URI address) {
    String scheme = address.getScheme();
    String host = address.getHost();
    if (scheme == null || host == null) {
      return "is no absolute address; write it as https://host/path";
    }
    if (address.getRawUserInfo() != null) {
      return "has a user name in its address; remove it";
    }
    if (address.getRawFragment() != null) {
      return "has a fragment in its address; remove it";
    }
    if (scheme.equalsIgnoreCase("https")) {
      return null;
    }
    if (!isPlain(address)) {
      return "has an address of another scheme; use https";
    }
    return allowHttp || Loopback.isHost(host) ? null : WITHOUT_TLS;
  }

  /**
   * The same for an address that the answer of another one names: a provider with TLS does not send
   * us to what this machine serves for itself.
   */
  public @Nullable String problem(URI address, URI source) {
    String problem = problem(address);
    boolean isWeaker = "https".equalsIgnoreCase(source.getScheme()) && isPlain(address);
    return problem == null && isWeaker && !allowHttp ? WITHOUT_TLS : problem;
  }

  private static boolean isPlain(URI address) {
    return "http".equalsIgnoreCase(address.getScheme());
  }

  /** The longest time that an answer can take. */
  public Duration longest() {
    return timeouts.total();
  }

  /** Gets a document: the body of the answer 200, without a byte order mark (RFC 8259 8.1). */
  public byte[] get(URI address) throws ProviderException {
    return send(address, null, null);
  }

  /** Posts an encoded form as a client (RFC 6749 2.3.1): the body of the answer 200. */
  public byte[] post(URI address, String form, ClientSecret client) throws ProviderException {
    return send(address, form, client);
  }

  /** Path and query (RFC 9112 3.2.1); what is not ASCII is encoded. */
  private static String target(URI address) {
    URI ascii = URI.create(address.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + '?' + ascii.getRawQuery();
  }

  private static Request request(
      URI address, @Nullable String form, @Nullable ClientSecret client) {
    int port = address.getPort();
    String host = port < 0 ? address.getHost() : address.getHost() + ':' + port;
    String method = form == null ? "GET" : "POST";
    Request request =
        Request.once(method, target(address), host, "servlet-bearer")
            .with("Accept", "application/json");
    if (client != null) {
      request.with("Authorization", client.header());
    }
    return form == null ? request : request.withForm(form);
  }

  private byte[] send(URI address, @Nullable String form, @Nullable ClientSecret client)
      throws ProviderException {
    String problem = problem(address);
    if (problem != null) {
      throw ProviderException.of(address, problem);
    }
    Answer answer;
    try {
      answer = http.send(address, request(address, form, client), Answer::new);
    } catch (NoResponseException e) {
      throw ProviderException.of(address, String.valueOf(e.getMessage()));
    }
    if (answer.status != 200) {
      String reason = "answered " + answer.status + ": " + cure(answer.status, client != null);
      throw ProviderException.of(address, answer.status, answer.pauseSeconds, reason);
    }
    if (answer.isGzip()) {
      throw ProviderException.of(
          address, "answers compressed, unasked; let it answer without Content-Encoding");
    }
    return answer.body;
  }

  /** What is wanted of an answer; the body only of 200. */
  private static final class Answer {
    private final int status;
    private final int pauseSeconds;
    private final byte[] body;

    Answer(ResponseReader reader) throws IOException {
      status = reader.status();
      pauseSeconds = status == TOO_MANY_REQUESTS ? pauseSeconds(reader.header("Retry-After")) : 0;
      body = status == 200 ? Utf8.withoutMark(reader.body(MAX_BODY)) : new byte[0];
    }

    /** By its first bytes (RFC 1952 2.3.1), which no JSON has: the header may say anything. */
    boolean isGzip() {
      return body.length > 1 && body[0] == 0x1f && body[1] == (byte) 0x8b;
    }
  }

  /**
   * The seconds of Retry-After (RFC 9110 10.2.3), within bounds; the usual ones where there is no
   * such number: a date is not heeded, since clocks differ.
   */
  static int pauseSeconds(@Nullable String retryAfter) {
    if (retryAfter == null || retryAfter.isEmpty()) {
      return USUAL_PAUSE_SECONDS;
    }
    int seconds = 0;
    for (int i = 0; i < retryAfter.length(); i++) {
      int digit = retryAfter.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return USUAL_PAUSE_SECONDS;
      }
      seconds = Math.min(LONGEST_PAUSE_SECONDS, seconds * 10 + digit);
    }
    return Math.max(1, seconds);
  }

  private static String cure(int status, boolean asClient) {
    if (status >= 500) {
      return "it has a fault; see its own log";
    }
    if (status >= 300 && status < 400) {
      return "redirects, which is not followed; configure the final address";
    }
    if (status == TOO_MANY_REQUESTS) {
      return "is asked too often; raise its limit for this client";
    }
    if (asClient && status == 401) {
      return "it does not accept the client id and secret; correct them here or there";
    }
    if (asClient && status == 403) {
      return "it refuses this client; give the client the right to introspect";
    }
    return "refuses; compare its address and the client's rights";
  }

  /** Ends what is under way; nothing is asked any more, and no thread is left. */
  @Override
  public void close() {
    http.close();
  }
}
