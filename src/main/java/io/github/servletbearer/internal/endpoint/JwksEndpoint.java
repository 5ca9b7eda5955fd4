// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.endpoint;

import io.github.servletbearer.internal.http.JsonResponse;
import java.io.IOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Publishes the keys with which other servers verify the application's JWTs: a JWK Set of public
 * members (RFC 7517 5, 9.2). It needs no credentials, so every origin may read it. Immutable.
 */
public final class JwksEndpoint {
  private final byte[] publicJwks;

  /**
   * @param publicJwks the JWK Set; one without keys where tokens are opaque
   */
  public JwksEndpoint(byte[] publicJwks) {
    this.publicJwks = publicJwks.clone();
  }

  public void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (MetadataEndpoint.admits(request, response)) {
      JsonResponse.send(
          request, response, "application/jwk-set+json", publicJwks); // RFC 7517 8.5.2
    }
  }
}
