// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings;

import org.jspecify.annotations.Nullable;

/** What the companion servlet offers, each known by how its mapping ends. */
public enum Endpoint {
  /** The token endpoint (RFC 6749 3.2). */
  TOKEN("token"),
  /** The revocation endpoint (RFC 7009 2). */
  REVOKE("revoke"),
  /** The public keys of our own tokens, as a JWK Set (RFC 7517 5). */
  JWKS("jwks.json"),
  /** The metadata of the protected resource (RFC 9728 3). */
  RESOURCE_METADATA(".well-known/oauth-protected-resource"),
  /** The metadata of our own token endpoint (RFC 8414 3). */
  SERVER_METADATA(".well-known/oauth-authorization-server"),
  /** The OpenAPI document. */
  OPENAPI("openapi.json"),
  /** The docs page and its assets: a prefix mapping. */
  DOCS("docs");

  private final String segment;

  Endpoint(String segment) {
    this.segment = segment;
  }

  public String segment() {
    return segment;
  }

  /** Whether it may be mapped with everything below: pages, or metadata of single paths. */
  boolean mayBePrefix() {
    return this == DOCS || this == RESOURCE_METADATA;
  }

  /** The url-pattern to write, in the root of the application. */
  String pattern() {
    return "/" + segment + (this == DOCS ? "/*" : "");
  }

  /** The endpoint at a path, or null. */
  static @Nullable Endpoint at(String path) {
    for (Endpoint endpoint : values()) {
      if (path.endsWith("/" + endpoint.segment)) {
        return endpoint;
      }
    }
    return null;
  }
}
