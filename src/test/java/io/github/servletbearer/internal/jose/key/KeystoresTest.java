// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keystores as the JDK's own tool makes them. */
class KeystoresTest {
  private static final char[] PASSWORD = "changeit-now".toCharArray();

  @TempDir private Path directory;

  /** Adds a key pair with a certificate of its own. */
  private Path keytool(String type, String alias, String... algorithm)
      throws IOException, InterruptedException {
    Path file = directory.resolve("store." + type);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                type,
                "-storepass",
                new String(PASSWORD),
                "-keypass", // which it would ask for
                new String(PASSWORD),
                "-alias",
                alias,
                "-dname",
                "CN=test"));
    command.addAll(List.of(algorithm));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return file;
  }

  private static SigningKeys load(byte[] content, char[] password) throws JoseException {
    return SigningKeys.load(List.of(content), password);
  }

  private static Jws sign(SigningKeys keys) throws JoseException {
    return Jws.parse(keys.sign("at+jwt", Map.of()));
  }

  private static KeyStore open(Path file, String type)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(type);
    store.load(new ByteArrayInputStream(Files.readAllBytes(file)), PASSWORD);
    return store;
  }

  private static byte[] bytes(KeyStore store) throws IOException, GeneralSecurityException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, PASSWORD);
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
  void entriesAreReadInTheOrderOfTheirAliases(String type) throws Exception {
    keytool(type, "b-2025", "-keyalg", "RSA", "-keysize", "2048");
    Path file = keytool(type, "a-2026", "-keyalg", "EC", "-groupname", "secp256r1");
    SigningKeys keys = load(Files.readAllBytes(file), PASSWORD);
    assertThat(SigningKeysTest.algorithm(keys)).isEqualTo(JwsAlgorithm.ES256);
    assertThat(sign(keys).keyId()).isEqualTo("a-2026");
    assertThat(keys.verificationKeys().size()).isEqualTo(2);
    assertThat(keys.toString()).isEqualTo("signing with ES256 key a-2026, 2 in all");
  }

  @Test
  void ed25519IsRead() throws Exception {
    Path file = keytool("PKCS12", "ed", "-keyalg", "Ed25519");
    assertThat(SigningKeysTest.algorithm(load(Files.readAllBytes(file), PASSWORD)))
        .isEqualTo(JwsAlgorithm.EDDSA);
  }

  @Test
  void passwordIsNeededAndMustBeRight() throws Exception {
    Path file = keytool("PKCS12", "a", "-keyalg", "EC", "-groupname", "secp384r1");
    byte[] content = Files.readAllBytes(file);
    assertThatThrownBy(() -> load(content, null)).hasMessageContaining("needs its password");
    assertThatThrownBy(() -> load(content, "wrong".toCharArray()))
        .isInstanceOf(JoseException.class)
        .hasMessageContaining("cannot be opened")
        .hasNoCause();
    content[content.length / 2] ^= 1;
    assertThatThrownBy(() -> load(content, PASSWORD)).isInstanceOf(JoseException.class);
    assertThatThrownBy(() -> load(new byte[] {0x30, (byte) 0x82, 1, 1}, PASSWORD))
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void otherEntriesAreNoKeyPairs() throws Exception {
    Path file = keytool("PKCS12", "a", "-keyalg", "EC", "-groupname", "secp256r1");
    KeyStore store = open(file, "PKCS12");
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("ca", store.getCertificate("a"));
    assertThatThrownBy(() -> load(bytes(certificates), PASSWORD))
        .hasMessageContaining("without a private key");
    store.setCertificateEntry("ca", store.getCertificate("a"));
    assertThat(load(bytes(store), PASSWORD).verificationKeys().size()).isEqualTo(1);
    store.setEntry(
        "secret",
        new KeyStore.SecretKeyEntry(new SecretKeySpec(TestKeys.SECRET, "HmacSHA256")),
        new KeyStore.PasswordProtection(PASSWORD));
    assertThatThrownBy(() -> load(bytes(store), PASSWORD))
        .hasMessage("entry secret: it is not a key pair; write a secret as a JWK");
  }

  @Test
  void weakKeyIsNamedByItsAlias() throws Exception {
    Path file = keytool("PKCS12", "weak", "-keyalg", "RSA", "-keysize", "1024");
    assertThatThrownBy(() -> load(Files.readAllBytes(file), PASSWORD))
        .hasMessageStartingWith("entry weak: ")
        .hasMessageContaining("2048 to 8192 bits");
    Path blank = keytool("JKS", "two words", "-keyalg", "EC", "-groupname", "secp256r1");
    assertThatThrownBy(() -> load(Files.readAllBytes(blank), PASSWORD))
        .hasMessageContaining("visible characters");
  }

  @Test
  void certificateBehindAPrivateKeyInPemTellsThePublicKey() throws Exception {
    Path file = keytool("PKCS12", "a", "-keyalg", "EC", "-groupname", "secp521r1");
    KeyStore store = open(file, "PKCS12");
    String certificate = SigningKeysTest.pem("CERTIFICATE", store.getCertificate("a").getEncoded());
    String pem =
        SigningKeysTest.pem("PRIVATE KEY", store.getKey("a", PASSWORD).getEncoded()) + certificate;
    SigningKeys keys = load(pem.getBytes(UTF_8), null);
    assertThat(SigningKeysTest.algorithm(keys)).isEqualTo(JwsAlgorithm.ES512);
    assertThatThrownBy(
            () ->
                load(
                    (SigningKeysTest.pem(
                                "PRIVATE KEY", TestKeys.ec("P-521").getPrivate().getEncoded())
                            + certificate)
                        .getBytes(UTF_8),
                    null))
        .hasMessageContaining("not a pair");
  }
}
