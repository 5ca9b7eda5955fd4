// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.net.Timeouts;
import io.github.servletbearer.internal.net.Tls;
import io.github.servletbearer.internal.provider.http.OutboundHttp;
import io.github.servletbearer.internal.provider.http.ProviderException;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.it.Await;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ProviderMetadataTest {
  private static final String OPENID = "/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";

  private final FakeProvider provider = new FakeProvider();
  private final OutboundHttp http = new OutboundHttp(false, Timeouts.USUAL, Tls.ofJvm());

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private String metadata(String issuer, String keys) {
    return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}";
  }

  private ProviderException failure(String issuer) {
    return catchThrowableOfType(ProviderException.class, () -> MetadataFetch.fetch(issuer, http));
  }

  @ParameterizedTest
  @DisplayName("JK-1: where metadata are, by OpenID Connect Discovery 4.1 and RFC 8414 3.1")
  @CsvSource({
    "https://idp.example, https://idp.example/.well-known/openid-configuration, "
        + "https://idp.example/.well-known/oauth-authorization-server",
    "https://idp.example/, https://idp.example/.well-known/openid-configuration, "
        + "https://idp.example/.well-known/oauth-authorization-server",
    "https://idp.example:8443/realms/a, "
        + "https://idp.example:8443/realms/a/.well-known/openid-configuration, "
        + "https://idp.example:8443/.well-known/oauth-authorization-server/realms/a",
    "https://idp.example/realms/a/, "
        + "https://idp.example/realms/a/.well-known/openid-configuration, "
        + "https://idp.example/.well-known/oauth-authorization-server/realms/a",
  })
  void addressesFollowFromTheIssuer(String issuer, URI openId, URI oauth) throws Exception {
    assertThat(MetadataFetch.openIdAddress(issuer)).isEqualTo(openId);
    assertThat(MetadataFetch.oauthAddress(issuer)).isEqualTo(oauth);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"idp", "urn:idp", "https://idp.example?a=b", "https://idp.example/#a", "a b"})
  void issuerThatIsNoAddressHasNoMetadata(String issuer) {
    assertThat(failure(issuer)).hasMessageContaining("configure where its keys are");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/realms/a", "/realms/a/"})
  void openIdMetadataNameTheKeys(String path) throws Exception {
    String issuer = provider.origin() + path;
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    provider.on(base + OPENID, metadata(issuer, "https://keys.example/k"));
    assertThat(MetadataFetch.fetch(issuer, http).keysAddress())
        .isEqualTo(URI.create("https://keys.example/k"));
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  void oauthMetadataAreTheSecondTry() throws Exception {
    String issuer = provider.origin() + "/a";
    provider.on(OAUTH + "/a", metadata(issuer, provider.uri("/k").toString()));
    assertThat(MetadataFetch.fetch(issuer, http).keysAddress()).isEqualTo(provider.uri("/k"));
    assertThat(provider.count("/a" + OPENID)).isEqualTo(1);
  }

  @Test
  void noMetadataAtAllIsSaidWithItsCure() {
    assertThat(failure(provider.origin()))
        .hasMessageContaining("answered 404")
        .hasMessageContaining("configure the address of its keys");
    assertThat(provider.asked()).hasSize(2);
  }

  @Test
  @DisplayName("JK-1: a redirect of the metadata is followed nowhere")
  void redirectedMetadataAreNone() {
    try (FakeProvider other = new FakeProvider()) {
      other.on(OPENID, metadata(provider.origin(), other.uri("/k").toString()));
      provider.on(
          OPENID,
          exchange -> {
            exchange.getResponseHeaders().set("Location", other.uri(OPENID).toString());
            FakeProvider.send(exchange, 302, "{}");
          });
      assertThat(failure(provider.origin())).isNotNull();
      assertThat(other.asked()).isEmpty();
    }
  }

  @ParameterizedTest
  @DisplayName("JV-12: metadata of another issuer are not believed, however alike it looks")
  @ValueSource(strings = {"ORIGIN/", "ORIGIN/a", "https://idp.example", "origin", ""})
  void otherIssuerIsNotBelieved(String said) {
    String issuer = said.replace("ORIGIN", provider.origin());
    provider.on(OPENID, metadata(issuer, provider.uri("/k").toString()));
    assertThat(failure(provider.origin()))
        .hasMessageContaining("another issuer")
        .hasMessageContaining("exactly");
  }

  @ParameterizedTest
  @DisplayName("JK-1: keys are fetched over https alone, wherever metadata say they are")
  @ValueSource(
      strings = {
        "http://keys.example/k",
        "file:/etc/passwd",
        "jar:file:/a.jar!/b",
        "/k",
        "",
        "https://u:p@keys.example/k",
        "http s",
      })
  void keysAddressMustBeSafe(String keys) {
    provider.on(OPENID, metadata(provider.origin(), keys));
    assertThat(failure(provider.origin())).hasMessageContaining("has a jwks_uri that");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"issuer\":\"ORIGIN\"}",
        "{\"issuer\":\"ORIGIN\",\"jwks_uri\":null}",
        "{\"issuer\":\"ORIGIN\",\"jwks_uri\":[\"https://keys.example\"]}",
        "{\"issuer\":\"ORIGIN\",\"issuer\":\"ORIGIN\",\"jwks_uri\":\"https://keys.example\"}",
        "{\"issuer\":\"ORIGIN\",\"jwks_uri\":\"https://keys.example\"}x",
        "{\"issuer\":[\"ORIGIN\"],\"jwks_uri\":\"https://keys.example\"}",
      })
  void otherMetadataAreRefused(String metadata) {
    provider.on(OPENID, metadata.replace("ORIGIN", provider.origin()));
    assertThat(failure(provider.origin())).hasMessageContaining("has metadata");
  }

  @ParameterizedTest
  @DisplayName("RFC 9207 3: only a true announces that responses name the issuer")
  @CsvSource(
      delimiter = '|',
      value = {
        "true | true",
        "false | false",
        "null | false",
        "\"true\" | false",
        "1 | false",
        "[true] | false",
      })
  void issuerInResponsesIsAnnounced(String value, boolean announced) throws Exception {
    provider.on(
        OPENID,
        "{\"issuer\":\""
            + provider.origin()
            + "\",\"jwks_uri\":\"https://keys.example/k\","
            + "\"authorization_response_iss_parameter_supported\":"
            + value
            + "}");
    ProviderMetadata metadata = MetadataFetch.fetch(provider.origin(), http);
    assertThat(metadata.issuerInResponses()).isEqualTo(announced);
    assertThat(metadata.authorizationEndpoint()).isNull();
  }

  @Test
  void metadataAreKnownOnceReadAndKeptWhileTheyCannotBe() throws Exception {
    Settings settings = ProviderKeys.settings(provider.origin());
    provider.on("/k", ProviderKeys.set(ProviderKeys.A));
    provider.on(
        OPENID,
        metadata(provider.origin(), provider.uri("/k").toString())
            .replace("{", "{\"authorization_endpoint\":\"https://login.example/a\","));
    try (RemoteJwkSet keys = new RemoteJwkSet(provider.origin(), settings, http, new HandClock())) {
      assertThat(keys.metadata()).isNull();
      JwkSet known = keys.keys();
      assertThat(keys.metadata().authorizationEndpoint()).isEqualTo("https://login.example/a");
      provider.on(OPENID, 503, "");
      assertThatThrownBy(() -> keys.keysAfter(known, -1)).isInstanceOf(BearerException.class);
      assertThat(keys.metadata().authorizationEndpoint()).isEqualTo("https://login.example/a");
    }
  }

  @Test
  void metadataThatCouldNotBeReadAreAskedForAgain() {
    HandClock clock = new HandClock();
    Settings settings = ProviderKeys.settings(provider.origin());
    provider.on("/k", ProviderKeys.set(ProviderKeys.A));
    try (RemoteJwkSet keys = new RemoteJwkSet(provider.origin(), settings, http, clock)) {
      assertThatThrownBy(keys::keys).isInstanceOf(BearerException.class);
      int asked = provider.asked().size();
      assertThat(keys.metadata()).isNull();
      assertThat(provider.asked()).as("during the pause").hasSize(asked);

      provider.on(OPENID, metadata(provider.origin(), provider.uri("/k").toString()));
      clock.advance(Duration.ofMillis(RemoteJwkSet.FIRST_PAUSE_MILLIS));
      Await.until("metadata", Duration.ofSeconds(30), () -> keys.metadata() != null);
    }
  }

  @Test
  void metadataAreNotAskedForWhereTheKeysHaveAnAddress() throws Exception {
    Settings settings = ProviderKeys.settings(provider.origin(), provider.uri("/k"));
    try (RemoteJwkSet keys = new RemoteJwkSet(provider.origin(), settings, http, new HandClock())) {
      assertThat(keys.metadata()).isNull();
      provider.on("/k", ProviderKeys.set(ProviderKeys.A));
      keys.keys();
      assertThat(keys.metadata()).isNull();
    }
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  @DisplayName("JK-5: keys that moved are found again")
  void movedKeysAreFound() throws Exception {
    Settings settings = ProviderKeys.settings(provider.origin());
    provider.on(OPENID, metadata(provider.origin(), provider.uri("/k").toString()));
    provider.on("/k", ProviderKeys.set(ProviderKeys.A));
    HandClock clock = new HandClock();
    try (RemoteJwkSet keys = new RemoteJwkSet(provider.origin(), settings, http, clock)) {
      assertThat(keys.keys().size()).isEqualTo(1);
      provider.on(OPENID, metadata(provider.origin(), provider.uri("/moved").toString()));
      provider.on("/moved", ProviderKeys.set(ProviderKeys.B));
      assertThat(keys.keysAfter(keys.keys(), -1).candidates(ProviderKeys.token(ProviderKeys.B)))
          .isNotEmpty();
    }
  }
}
