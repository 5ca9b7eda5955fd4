// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.jwt;

import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.bytes.Base64Url;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.token.jwt.JwtStep.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says step by step how {@link JwtVerifier} judges a token, and goes on after the first refusal
 * with what can still be read. It calls the steps of that chain, so that both answer alike; it
 * makes no verified token. Not thread-safe.
 */
public final class JwtExplanation {
  private static final int MAX_KEYS_LISTED = 20;

  private final String token;
  private final TrustedIssuers trusted;
  private final @Nullable String noKeys;
  private final long nowMillis;
  private final List<JwtStep> steps = new ArrayList<>();
  private final Map<String, Object> header;
  private @Nullable String refusal;
  private boolean signatureChecked;
  private String user = "";
  private Collection<String> scopes = Collections.emptyList();

  /** A step of the chain. */
  private interface Check<T> {
    T run() throws BearerException;
  }

  private JwtExplanation(
      String token, TrustedIssuers trusted, @Nullable String noKeys, long nowMillis) {
    this.token = token;
    this.trusted = trusted;
    this.noKeys = noKeys;
    this.nowMillis = nowMillis;
    this.header = header(token);
  }

  /**
   * Explains a token.
   *
   * @param trusted those of one filter
   * @param noKeys why the issuers' keys are not known, so that no signature can be checked; null
   *     where they are
   */
  public static JwtExplanation of(
      String token, TrustedIssuers trusted, @Nullable String noKeys, long nowMillis) {
    JwtExplanation explanation = new JwtExplanation(token, trusted, noKeys, nowMillis);
    explanation.run();
    return explanation;
  }

  /** The steps in the order of the chain. */
  public List<JwtStep> steps() {
    return Collections.unmodifiableList(steps);
  }

  /** The reason by which the token is refused, as the log has it, or null. */
  public @Nullable String refusal() {
    return refusal;
  }

  public boolean isSignatureChecked() {
    return signatureChecked;
  }

  /** The user's name in safe form; empty where the token is refused. */
  public String user() {
    return user;
  }

  /** The scopes that the token gives. */
  public Collection<String> scopes() {
    return scopes;
  }

  private void run() {
    UntrustedJwt jwt = step("header", headerText(), () -> UntrustedJwt.parse(token, null));
    Claims claims = claims();
    if (claims == null) {
      return;
    }
    TrustedIssuer issuer =
        step(
            "issuer",
            claim(claims, "iss") + "; " + trusted.setting() + "=" + safe(trusted.names()),
            () -> trusted.require(claims));
    if (jwt != null && issuer != null) {
      checkSignature(jwt, issuer);
    } else {
      add("keys", Outcome.UNVERIFIED, "not looked for; the signature is not checked");
    }
    checkClaims(claims, (issuer == null ? trusted.first() : issuer).rules());
  }

  private void checkSignature(UntrustedJwt jwt, TrustedIssuer issuer) {
    boolean isKnown = noKeys == null;
    if (!isKnown && issuer.keys().mayHaveKeysFor(jwt.jws().algorithm())) {
      add("keys", Outcome.UNKNOWN, String.valueOf(noKeys));
      add("signature", Outcome.UNKNOWN, "not checked");
      return;
    }
    UntrustedJwt.WithKeys keys =
        step(
            "keys",
            isKnown ? keysText(jwt, issuer) : claim(header, "alg"),
            () -> jwt.checkIssuer(trusted).findKeys());
    if (keys == null) {
      add("signature", Outcome.UNVERIFIED, "not checked");
    } else {
      signatureChecked = step("signature", claim(header, "alg"), keys::checkSignature) != null;
    }
  }

  private static String keysText(UntrustedJwt jwt, TrustedIssuer issuer) {
    JwkSet keys;
    try {
      keys = issuer.keys().keys();
    } catch (BearerException e) {
      return "";
    }
    List<String> sentences = keys.explain(jwt.jws());
    StringBuilder text = new StringBuilder();
    text.append(keys.candidates(jwt.jws()).size()).append(" of ").append(keys.size());
    text.append(keys.size() == 1 ? " key may" : " keys may").append(" have signed it");
    sentences.stream()
        .limit(MAX_KEYS_LISTED)
        .forEach(sentence -> text.append('\n').append(sentence));
    if (sentences.size() > MAX_KEYS_LISTED) {
      text.append("\n...");
    }
    boolean asksAgain =
        keys.candidates(jwt.jws()).isEmpty()
            && !issuer.rules().isOwn()
            && issuer.keys().mayHaveKeysFor(jwt.jws().algorithm());
    if (asksAgain) {
      text.append("\nThe running filter fetches newer keys first, and answers 503 until it may.");
    }
    return text.toString();
  }

  private void checkClaims(Claims claims, JwtRules rules) {
    Object type = header.get("typ");
    step(
        "kind",
        claim(header, "typ") + " in the header; claims: " + JwtKind.words(claims),
        () -> {
          rules.checkType(type instanceof String ? (String) type : null, claims);
          return claims;
        });
    step(
        "audience",
        claims(claims, rules.names().audience())
            + "; "
            + rules.audienceSetting()
            + "="
            + safe(String.join(", ", rules.audiences())),
        () -> {
          rules.checkAudience(claims);
          return claims;
        });
    step(
        "binding",
        claims.has("cnf") ? "cnf is there" : "no cnf, so it is a bearer token",
        () -> {
          claims.checkUnbound();
          return claims;
        });
    step(
        "times",
        ReadableTimes.text(claims, rules.skew(), nowMillis),
        () -> rules.checkTimes(claims, nowMillis));
    readToken(claims, rules);
  }

  private void readToken(Claims claims, JwtRules rules) {
    ClaimNames names = rules.names();
    String name =
        step(
            "user",
            read(claims, rules, "userClaims", names.users()),
            () -> claims.user(names.users()));
    Collection<String> found =
        step(
            "scopes",
            read(claims, rules, "scopeClaims", names.scopes()),
            () -> claims.scopes(names));
    step("roles", read(claims, rules, "roleClaims", names.roles()), () -> claims.roles(names));
    if (refusal == null && name != null && found != null) {
      user = safe(name);
      scopes = found;
    }
  }

  private static String read(Claims claims, JwtRules rules, String setting, List<String> paths) {
    String found = claims(claims, paths);
    return rules.isOwn() ? found : found + "; " + setting + "=" + safe(String.join(", ", paths));
  }

  private <T> @Nullable T step(String name, String text, Check<T> check) {
    boolean isLater = refusal != null;
    try {
      T result = check.run();
      add(name, isLater ? Outcome.UNVERIFIED : Outcome.OK, text);
      return result;
    } catch (BearerException e) {
      String reason = safe(String.valueOf(e.getMessage()));
      if (isLater) {
        add(name, Outcome.UNVERIFIED, joined("would be refused, too: " + reason, text));
      } else {
        add(name, Outcome.REFUSED, joined(reason, text));
        refusal = reason;
      }
      return null;
    }
  }

  private void add(String name, Outcome outcome, String text) {
    steps.add(new JwtStep(name, outcome, text));
  }

  private static String joined(String reason, String text) {
    return text.isEmpty() ? reason : reason + ". Found: " + text;
  }

  private String headerText() {
    if (header.isEmpty()) {
      return "";
    }
    List<String> words = new ArrayList<>();
    for (String name : new String[] {"alg", "kid", "typ", "x5t", "x5t#S256"}) {
      if (!name.startsWith("x5t") || header.containsKey(name)) {
        words.add(claim(header, name));
      }
    }
    return String.join(", ", words);
  }

  private static Map<String, Object> header(String token) {
    try {
      return StrictJson.object(Base64Url.decode(part(token, 0)));
    } catch (InvalidJsonException | IllegalArgumentException e) {
      return Collections.emptyMap();
    }
  }

  /** The claims, as far as they can be read, whatever the rest of the token is. */
  private @Nullable Claims claims() {
    try {
      return Claims.parse(Base64Url.decode(part(token, 1)));
    } catch (BearerException | IllegalArgumentException e) {
      return null;
    }
  }

  /** What stands between two dots, or an empty text. */
  private static String part(String token, int index) {
    int start = 0;
    for (int i = 0; i < index && start >= 0; i++) {
      start = token.indexOf('.', start) + 1;
      if (start == 0) {
        return "";
      }
    }
    int end = token.indexOf('.', start);
    return end < 0 ? "" : token.substring(start, end);
  }

  private static String claims(Claims claims, List<String> paths) {
    List<String> words = new ArrayList<>();
    for (String path : paths) {
      words.add(claim(claims, path));
    }
    return String.join(", ", words);
  }

  private static String claim(Claims claims, String path) {
    try {
      return word(path, claims.find(path));
    } catch (BearerException e) {
      return safe(path) + " cannot be read";
    }
  }

  private static String claim(Map<String, Object> members, String name) {
    return word(name, members.get(name));
  }

  private static String word(String name, @Nullable Object value) {
    return value == null ? "no " + safe(name) : safe(name) + "=" + safe(value.toString());
  }

  private static String safe(String text) {
    return Redacted.line(text);
  }
}
