// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.servletbearer.internal.openapi.Application;
import io.github.servletbearer.internal.openapi.HttpExchange;
import io.github.servletbearer.internal.provider.ProviderMetadata;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoginIssuersTest {
  private static final String ONE = "https://one.example";
  private static final String OTHER = "https://other.example/realm";
  private static final Pattern ISSUERS = Pattern.compile("data-issuers=\"([^\"]*)\"");

  private final Application application = new Application().companion();
  private final Map<String, ProviderMetadata> metadata = new HashMap<>();

  private Application jwks(String issuers) {
    return application
        .set("jwksIssuer", issuers)
        .set("jwksAudience", "api")
        .filter("f", "/a", "verify", "jwks");
  }

  private static ProviderMetadata metadata(String issuer, String more) throws Exception {
    String json = "{'issuer':'" + issuer + "','jwks_uri':'https://keys.example'" + more + "}";
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return ProviderMetadata.parse(issuer, URI.create(issuer), bytes);
  }

  private static HttpExchange page(DocsEndpoint endpoint) throws Exception {
    HttpExchange exchange = new HttpExchange("GET", null);
    endpoint.serveDocs(exchange.request(), exchange.response());
    return exchange;
  }

  private static void assertIssuers(HttpExchange page, String expected) {
    Matcher matcher = ISSUERS.matcher(page.text());
    assertThat(matcher.find()).isTrue();
    assertThat(JsonParser.parseString(matcher.group(1).replace("&quot;", "\"")))
        .isEqualTo(JsonParser.parseString(expected));
  }

  @Test
  @DisplayName("RFC 9207 2.4: the page knows of each issuer whether its answers name it")
  void eachIssuerHasItsOwnFacts() throws Exception {
    metadata.put(
        ONE,
        metadata(
            ONE,
            ",'authorization_endpoint':'https://login.example/a',"
                + "'authorization_response_iss_parameter_supported':true"));
    metadata.put(OTHER, metadata(OTHER, ""));
    DocsEndpoint endpoint = jwks(ONE + ", " + OTHER).endpoint(metadata::get);
    assertIssuers(
        page(endpoint),
        "[{'issuer':'https://one.example','authorizationEndpoint':'https://login.example/a',"
            + "'iss':'required'},{'issuer':'https://other.example/realm','iss':'optional'}]");
  }

  @Test
  void pageLearnsWhatIsReadLater() throws Exception {
    DocsEndpoint endpoint = jwks(ONE).endpoint(metadata::get);
    HttpExchange before = page(endpoint);
    assertIssuers(before, "[{'issuer':'https://one.example','iss':'unknown'}]");

    metadata.put(ONE, metadata(ONE, ",'authorization_response_iss_parameter_supported':true"));
    HttpExchange after = page(endpoint);
    assertIssuers(after, "[{'issuer':'https://one.example','iss':'required'}]");
    assertThat(after.headers().get("ETag")).isNotEqualTo(before.headers().get("ETag"));
  }

  @Test
  void nothingIsAwaitedOfMetadataThatAreNotRead() throws Exception {
    application.set("jwksUri", "https://keys.example/k");
    assertIssuers(
        page(jwks(ONE).endpoint(metadata::get)),
        "[{'issuer':'https://one.example','iss':'optional'}]");
  }

  @Test
  void issuersOfOtherVerifiersAreNotAwaited() throws Exception {
    application.set("jwksIssuer", ONE).filter("f", "/a", "verify", "a.Verifier");
    assertIssuers(
        page(application.endpoint(metadata::get)),
        "[{'issuer':'https://one.example','iss':'optional'}]");
  }

  @Test
  void withoutProvidersThereAreNone() throws Exception {
    assertIssuers(page(application.filter("f", "/a").endpoint(metadata::get)), "[]");
  }
}
