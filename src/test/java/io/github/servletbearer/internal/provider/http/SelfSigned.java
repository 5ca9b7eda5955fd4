// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that nobody has signed but itself, made for one test run. */
final class SelfSigned {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore store;

  private SelfSigned(KeyStore store) {
    this.store = store;
  }

  /**
   * Makes one.
   *
   * @param names in keytool's notation, as {@code ip:127.0.0.1}
   */
  static SelfSigned of(Path directory, String names) throws Exception {
    Path file = directory.resolve("self-signed.p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", "a", "-keyalg", "EC", "-validity", "2"));
    command.addAll(List.of("-dname", "CN=test", "-ext", "san=" + names));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
    command.addAll(List.of("-keystore", file.toString()));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    return new SelfSigned(KeyStore.getInstance(file.toFile(), PASSWORD));
  }

  /** A server's view: it has the key. A client's: it trusts the certificate. */
  SSLContext context() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", store.getCertificate("a"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
