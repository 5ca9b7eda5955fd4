// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.Fakes.HandClock;
import io.github.servletbearer.TokenVerifier;
import io.github.servletbearer.WebXmlText;
import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.http.AuthorizationHeader;
import io.github.servletbearer.internal.provider.FakeProvider;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import io.github.servletbearer.internal.settings.reader.SettingsReader;
import io.github.servletbearer.internal.settings.reader.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The provider of a shape on this machine, its names in settings, claims and metadata replaced by
 * its address here, and the application's own parts that verify its tokens.
 */
final class ShapedProvider implements AutoCloseable {
  private static final String SECRET = "env:INTROSPECTION_SECRET";

  private final ProviderShape shape;
  private final FakeProvider provider = new FakeProvider();
  private final HandClock clock = new HandClock();
  private final Problems problems = new Problems();
  private final ManagedInstances instances =
      new ManagedInstances(ShapedProvider.class.getClassLoader(), problems);
  private final Path secret;
  private final Settings settings;
  private final TokenVerifier verifier;

  ShapedProvider(ProviderShape shape) {
    this.shape = shape;
    this.secret = secretFile();
    publish();
    this.settings = readSettings();
    Secrets secrets = new Secrets(problems);
    OwnTokens own =
        OwnTokens.create(
            settings, secrets, Stores.create(settings, instances, clock).tokens(), clock);
    this.verifier =
        new VerifierFactory(settings, own, secrets, instances, clock)
            .create(settings.filters().get("bearer"));
    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
  }

  private static Path secretFile() {
    try {
      Path file = Files.createTempFile("introspection", ".secret"); // its owner's alone
      return Files.writeString(file, "s3cret");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void publish() {
    for (Map.Entry<String, JsonElement> page : members(shape.get("metadata")).entrySet()) {
      provider.on(page.getKey(), here(page.getValue().toString()));
    }
    if (shape.get("keys") != null) {
      String set = ShapeKeys.set(shape.get("keys").getAsJsonArray());
      for (JsonElement path : shape.get("keysAt").getAsJsonArray()) {
        provider.on(path.getAsString(), here(shape.text("before", "") + set));
      }
    }
    if (shape.row().has("answer")) {
      String answer = shape.answer(clock.instant()).toString();
      provider.on(shape.get("introspectionAt").getAsString(), here(answer));
    }
  }

  private static Map<String, JsonElement> members(JsonElement object) {
    return object == null ? Map.of() : object.getAsJsonObject().asMap();
  }

  /** A text with this machine in place of the provider's. */
  private String here(String text) {
    String origin = provider.uri("").toString();
    String here = text;
    for (JsonElement host : shape.get("hosts").getAsJsonArray()) {
      here = here.replace(host.getAsString(), origin);
    }
    return here.replace(SECRET, "file:" + secret);
  }

  private Settings readSettings() {
    JsonObject own = shape.settings();
    String verify = own.has("verify") ? own.remove("verify").getAsString() : "jwks";
    Deployment deployment =
        shape.recipe() == null
            ? WebXmlText.deployment(
                WebXmlText.filter("bearer", "verify", verify),
                WebXmlText.filterMapping("bearer", "/api/*"))
            : WebXmlText.deployment(here(Recipes.ofPage().webXml(shape.recipe())));
    Map<String, String> context = new HashMap<>(deployment.webXml().contextParameters());
    own.asMap().forEach((name, value) -> context.put("bearer." + name, here(value.getAsString())));
    Sources sources = Sources.of(Map.of(), Map.of(), context);
    return SettingsReader.read(deployment, sources, "Application", problems);
  }

  /** Takes the shape's token from a header, and verifies it. */
  BearerToken verify() throws BearerException {
    String header = "Bearer " + token();
    return verifier.verify(
        AuthorizationHeader.token(
            Collections.enumeration(List.of(header)), settings.get(Setting.MAX_TOKEN_LENGTH)));
  }

  private String token() {
    if (shape.row().has("answer") || shape.row().has("text")) {
      return shape.text("text", "opaque");
    }
    JsonObject claims =
        com.google.gson.JsonParser.parseString(here(shape.claims(clock.instant()).toString()))
            .getAsJsonObject();
    return ShapeKeys.token(shape.header(), claims, shape.text("signedBy", "A"));
  }

  @Override
  public void close() throws IOException {
    instances.close();
    provider.close();
    Files.delete(secret);
  }
}
