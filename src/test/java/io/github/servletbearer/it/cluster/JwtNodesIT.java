// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.cluster;

import static io.github.servletbearer.it.cluster.Node.HELLO;
import static io.github.servletbearer.it.cluster.Node.SECRET;
import static io.github.servletbearer.it.cluster.Node.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.jose.JwsAlgorithm;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.it.Answer;
import io.github.servletbearer.it.Http;
import io.github.servletbearer.it.Kit;
import io.github.servletbearer.it.Refusals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes that share only a signing key: what they have in common, and what not. */
@Tag("long")
class JwtNodesIT {
  private static Node a;
  private static Node b;

  @BeforeAll
  static void start() throws JoseException {
    Path key = Kit.target("it", "jwt-nodes-key.jwk");
    byte[] jwk = SigningKeys.generate(JwsAlgorithm.ES256);
    Kit.write(key, new String(jwk, StandardCharsets.UTF_8));
    a = node("jwt-nodes-a", key);
    b = node("jwt-nodes-b", key);
  }

  private static Node node(String name, Path key) {
    return Node.named(name)
        .app(
            "/shop",
            "<Context/>",
            "tokenFormat",
            "jwt",
            "signingKey",
            "file:" + key,
            "issuer",
            "https://shop.example.com")
        .start();
  }

  @AfterAll
  static void stop() {
    for (Node node : new Node[] {a, b}) {
      if (node != null) {
        node.close();
      }
    }
  }

  private static Answer login(Http app) {
    Answer login = app.form("/token", "username", user(0), "password", SECRET);
    assertThat(login.status()).as(login.toString()).isEqualTo(200);
    return login;
  }

  private static Answer refresh(Http app, Answer login) {
    return app.form(
        "/token", "grant_type", "refresh_token", "refresh_token", login.json("refresh_token"));
  }

  private static int call(Http app, Answer login) {
    return app.getWith(login.json("access_token"), HELLO).status();
  }

  @Test
  @DisplayName("an access token of one node opens the other")
  void accessTokensAreShared() {
    for (Node node : new Node[] {a, b}) {
      Answer login = login(node.http("/shop"));
      assertThat(call(a.http("/shop"), login)).isEqualTo(200);
      assertThat(call(b.http("/shop"), login)).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("a refresh token is known to its own node alone, where it still works afterwards")
  void refreshTokensAreNot() {
    Answer login = login(a.http("/shop"));
    Refusals.assertTokenError(refresh(b.http("/shop"), login), 400, "invalid_grant");
    assertThat(refresh(a.http("/shop"), login).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("a revocation is known to its own node alone")
  void revocationsAreNot() {
    Answer login = login(a.http("/shop"));
    a.http("/shop").form("/revoke", "token", login.json("access_token"));
    assertThat(call(a.http("/shop"), login)).isEqualTo(401);
    assertThat(call(b.http("/shop"), login)).isEqualTo(200);
  }

  @Test
  @DisplayName("after a restart access tokens live on, refresh tokens and revocations do not")
  void restartForgets() {
    Answer login = login(b.http("/shop"));
    Answer revoked = login(b.http("/shop"));
    b.http("/shop").form("/revoke", "token", revoked.json("access_token"));
    assertThat(call(b.http("/shop"), revoked)).isEqualTo(401);
    b.kill();
    b.restart();
    assertThat(call(b.http("/shop"), login)).isEqualTo(200);
    assertThat(call(b.http("/shop"), revoked)).isEqualTo(200);
    assertThat(refresh(b.http("/shop"), login).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("the start warns that refresh tokens and revocations are each node's own")
  void startWarns() {
    for (Node node : new Node[] {a, b}) {
      assertThat(node.console().has("SB302")).as(node.console().tail()).isTrue();
      assertThat(node.console().has("refresh tokens", "revocations")).isTrue();
    }
  }
}
