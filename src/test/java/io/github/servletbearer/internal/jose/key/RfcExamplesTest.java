// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import static io.github.servletbearer.internal.jose.key.Vectors.string;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.Jws;
import io.github.servletbearer.internal.jose.VerificationKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 7515, 7638 and 8037, and those of RFC 7520 from their files. */
class RfcExamplesTest {
  private static final String SOURCE = "ietf-jose/cookbook as jose-cookbook/";

  /** RFC 7515 A.1: the header has a line break in it. */
  private static final String HS256 =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
          + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
          + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String HS256_KEY =
      "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\"}";

  private static boolean verifies(String jwk, String token) throws JoseException {
    SigningKeys keys = SigningKeys.load(List.of(jwk.getBytes(UTF_8)), null);
    Jws jws = Jws.parse(token);
    VerificationKey key = keys.verificationKeys().candidates(jws).get(0);
    return key != null && key.verifies(jws);
  }

  @Test
  @DisplayName("JV-9 RFC 7515 A.1: white space in a header is JSON")
  void hmacOfRfc7515() throws JoseException {
    assertThat(verifies(HS256_KEY, HS256)).isTrue();
    assertThat(verifies(HS256_KEY, HS256.replace(".eyJpc3Mi", ".eyJpc3Mj"))).isFalse();
  }

  @Test
  @DisplayName("JV-2 RFC 7515 A.5: the unsecured token is refused")
  void unsecuredTokenOfRfc7515() {
    String token =
        "eyJhbGciOiJub25lIn0"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
    assertThatThrownBy(() -> Jws.parse(token)).isInstanceOf(JoseException.class);
  }

  @Test
  @DisplayName("RFC 8037 A.2 and A.3: the key's signature and thumbprint are theirs to the letter")
  void ed25519OfRfc8037() throws JoseException {
    String jwk =
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    SigningKeys keys = SigningKeys.load(List.of(jwk.getBytes(UTF_8)), null);
    Jws own = Jws.parse(keys.sign("JWT", Map.of()));
    assertThat(own.keyId()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    Jws token =
        Jws.parse(
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
                + ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    assertThat(keys.verificationKeys().candidates(token).get(0).verifies(token)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jws_4_1.rsa_v15_signature",
        "jws_4_2.rsa-pss_signature",
        "jws_4_3.ecdsa_signature",
        "jws_4_4.hmac-sha2_integrity_protection",
        "curve25519_jws"
      })
  @DisplayName("RFC 7520 4.1 to 4.4 and RFC 8037: tokens and keys of the cookbook")
  void cookbook(String name) throws IOException, JoseException {
    JsonObject example = Vectors.read("jose-cookbook/" + name + ".json", SOURCE);
    JsonObject input = example.getAsJsonObject("input");
    JsonObject key = input.getAsJsonObject("key");
    key.addProperty("alg", string(input, "alg"));
    String token = string(example.getAsJsonObject("output"), "compact");
    assertThat(verifies(key.toString(), token)).isTrue();
    assertThat(Jws.parse(token).payload()).asString(UTF_8).isEqualTo(string(input, "payload"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jws_4_5.signature_with_detached_content",
        "jws_4_6.protecting_specific_header_fields",
        "jws_4_7.protecting_content_only",
        "jws_4_8.multiple_signatures"
      })
  @DisplayName("JV-1 RFC 7520 4.5 to 4.8: detached content and the JSON serialisation are refused")
  void otherSerialisationsAreRefused(String name) throws IOException, JoseException {
    JsonObject output =
        Vectors.read("jose-cookbook/" + name + ".json", SOURCE).getAsJsonObject("output");
    for (String form : output.keySet()) {
      String text = string(output, form);
      if (form.equals("compact")) { // the detached content's: it has three parts, one empty
        assertThat(Jws.parse(text).payload()).isEmpty();
      } else {
        assertThatThrownBy(() -> Jws.parse(text)).isInstanceOf(JoseException.class);
      }
    }
  }

  @Test
  @DisplayName("JV-18 RFC 7520 3: private keys sign, the public and the encryption keys do not")
  void keysOfTheCookbook() throws IOException, JoseException {
    Map<String, Boolean> signs =
        Map.of(
            "jwk_3_1.ec_public_key", false,
            "jwk_3_2.ec_private_key", true,
            "jwk_3_3.rsa_public_key", false,
            "jwk_3_4.rsa_private_key", true,
            "jwk_3_5.symmetric_key_mac_computation", true,
            "jwk_3_6.symmetric_key_encryption", false);
    for (Map.Entry<String, Boolean> entry : signs.entrySet()) {
      byte[] jwk =
          Vectors.read("jose-cookbook/" + entry.getKey() + ".json", SOURCE)
              .toString()
              .getBytes(UTF_8);
      if (entry.getValue()) {
        SigningKeys keys = SigningKeys.load(List.of(jwk), null);
        assertThat(verifiesOwn(keys)).as(entry.getKey()).isTrue();
      } else {
        assertThatThrownBy(() -> SigningKeys.load(List.of(jwk), null))
            .as(entry.getKey())
            .isInstanceOf(JoseException.class);
      }
    }
  }

  private static boolean verifiesOwn(SigningKeys keys) throws JoseException {
    Jws token = Jws.parse(keys.sign("at+jwt", Map.of()));
    return keys.verificationKeys().candidates(token).get(0).verifies(token);
  }
}
