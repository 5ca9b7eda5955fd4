// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.security;

import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.SchemeSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The addresses in the document. Relative ones are right under any context path and behind any
 * proxy, and no header of a request is trusted for them; with {@code publicUrl} all are absolute.
 */
public final class ServerUrls {
  private final Settings settings;

  public ServerUrls(Settings settings) {
    this.settings = settings;
  }

  /** The context root, without a slash at its end (Server Object, OAS 3.0.3 4.7.5). */
  String root() {
    String publicUrl = settings.find(Setting.PUBLIC_URL);
    if (publicUrl != null) {
      return publicUrl;
    }
    String document = settings.endpoints().path(Endpoint.OPENAPI);
    int folders = document == null ? 0 : folders(document);
    StringBuilder root = new StringBuilder(folders == 0 ? "." : "..");
    for (int i = 1; i < folders; i++) {
      root.append("/..");
    }
    return root.toString();
  }

  /** Our Server Objects (OAS 3.0.3 4.7.5): the context root alone. */
  public List<Object> servers() {
    return Collections.singletonList(Collections.singletonMap("url", root()));
  }

  /** The number of folders between the context root and a path. */
  public static int folders(String path) {
    int folders = -1;
    for (int i = 0; i < path.length(); i++) {
      folders += path.charAt(i) == '/' ? 1 : 0;
    }
    return Math.max(folders, 0);
  }

  /** The address of a scheme, which tools resolve against the server (OAS 3.0.3 4.7.5). */
  String resolve(String reference) {
    String publicUrl = settings.find(Setting.PUBLIC_URL);
    return publicUrl == null
        ? reference
        : URI.create(publicUrl + "/").resolve(reference).toString();
  }

  /** The other origins that the page must be able to call (RFC 6454 4). */
  public Set<String> foreignOrigins() {
    Set<String> origins = new TreeSet<>();
    addOrigin(origins, settings.find(Setting.PUBLIC_URL));
    for (SchemeSettings scheme : settings.schemes().values()) {
      addOrigin(origins, scheme.find(Setting.TOKEN_URL));
      addOrigin(origins, scheme.find(Setting.REFRESH_URL));
    }
    return origins;
  }

  private static void addOrigin(Set<String> origins, @Nullable String url) {
    URI uri = url == null ? null : URI.create(url);
    if (uri != null && uri.getHost() != null) {
      origins.add(
          uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    }
  }
}
