// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.page;

import io.github.servletbearer.internal.bytes.Sha256;
import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.http.Representation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The scripts and styles of the docs page: a fixed list of names, so that no request can name
 * another file. They stay under one address for ever, for the address names their version.
 * Immutable.
 */
final class StaticAssets {
  private static final String GZIPPED = ".gz";
  private static final String[][] NAMES_AND_TYPES = {
    {"swagger-ui-bundle.js" + GZIPPED, "text/javascript; charset=utf-8"},
    {"swagger-ui.css" + GZIPPED, "text/css; charset=utf-8"},
    {"swagger-ui-bundle.js.LICENSE.txt", "text/plain; charset=utf-8"},
    {"swagger-ui.LICENSE.txt", "text/plain; charset=utf-8"},
    {"docs.js", "text/javascript; charset=utf-8"},
    {"oauth2-redirect.js", "text/javascript; charset=utf-8"},
    {"answers.js", "text/javascript; charset=utf-8"},
    {"claims.js", "text/javascript; charset=utf-8"},
    {"dialog.js", "text/javascript; charset=utf-8"},
    {"handover.js", "text/javascript; charset=utf-8"},
    {"login-bar.js", "text/javascript; charset=utf-8"},
    {"logins.js", "text/javascript; charset=utf-8"},
    {"marks.js", "text/javascript; charset=utf-8"},
    {"problems.js", "text/javascript; charset=utf-8"},
    {"provider-login.js", "text/javascript; charset=utf-8"},
    {"renewal.js", "text/javascript; charset=utf-8"},
    {"search.js", "text/javascript; charset=utf-8"},
    {"docs.css", "text/css; charset=utf-8"},
    {"favicon.svg", "image/svg+xml"}
  };

  private final String version;
  private final Map<String, Representation> byName;

  private StaticAssets(String version, Map<String, Representation> byName) {
    this.version = version;
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * Reads them from our own JAR.
   *
   * @throws IOException if one is missing there
   */
  static StaticAssets load() throws IOException {
    Map<String, Representation> byName = new LinkedHashMap<>();
    StringBuilder hashes = new StringBuilder();
    for (String[] nameAndType : NAMES_AND_TYPES) {
      String name = nameAndType[0];
      byte[] bytes = resource(name);
      boolean gzipped = name.endsWith(GZIPPED);
      Representation asset =
          gzipped
              ? Representation.ofGzipped(nameAndType[1], bytes)
              : Representation.of(nameAndType[1], bytes);
      byName.put(gzipped ? name.substring(0, name.length() - GZIPPED.length()) : name, asset);
      hashes.append(name).append(asset.hash());
    }
    byte[] all = hashes.toString().getBytes(StandardCharsets.US_ASCII);
    String hash = Representation.hex(Sha256.digest(all)).substring(0, 8);
    return new StaticAssets(swaggerUiVersion() + "-" + hash, byName);
  }

  /** The folder of their addresses: Swagger UI's version and a hash over all of them. */
  String version() {
    return version;
  }

  /** The asset at {@code /version/name}, or null where there is none. */
  @Nullable Representation at(String path) {
    String folder = "/" + version + "/";
    return path.startsWith(folder) ? byName.get(path.substring(folder.length())) : null;
  }

  private static String swaggerUiVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = open("assets.properties")) {
      properties.load(in);
    }
    return properties.getProperty("swagger-ui.version", "0");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = open(name)) {
      return Streams.readAll(in);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = StaticAssets.class.getResourceAsStream("assets/" + name);
    if (in == null) {
      throw new IOException("The JAR is incomplete: " + name + " of the docs page is missing");
    }
    return in;
  }
}
