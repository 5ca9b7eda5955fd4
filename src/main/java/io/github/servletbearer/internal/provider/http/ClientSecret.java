// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import io.github.servletbearer.internal.bytes.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client's name and secret at the provider. Immutable; {@code toString} shows no secret. */
public final class ClientSecret {
  private final String header;

  private ClientSecret(String header) {
    this.header = header;
  }

  /** Credentials for HTTP Basic; both parts are form-encoded first (RFC 6749 2.3.1). */
  public static ClientSecret of(String id, String secret) {
    if (id.isEmpty() || secret.isEmpty()) {
      throw new IllegalArgumentException("introspection needs a client id and its secret");
    }
    byte[] pair =
        (Utf8.formEncoded(id) + ':' + Utf8.formEncoded(secret)).getBytes(StandardCharsets.US_ASCII);
    return new ClientSecret("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** The value of the Authorization header; never log it. */
  public String header() {
    return header;
  }

  @Override
  public String toString() {
    return "ClientSecret[not shown]";
  }
}
