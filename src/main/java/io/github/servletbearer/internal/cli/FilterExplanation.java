// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.internal.http.AuthorizationHeader;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.value.Choices.TokenFormat;
import io.github.servletbearer.internal.settings.value.ScopeRule;
import io.github.servletbearer.internal.token.jwt.JwtExplanation;
import io.github.servletbearer.internal.token.jwt.JwtStep.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Explains what one filter would do with a token: a line for each step. Not thread-safe. */
final class FilterExplanation {
  private final FilterSettings filter;
  private final Settings settings;
  private final Verification verification;
  private final String method;
  private final List<String> lines = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  FilterExplanation(
      FilterSettings filter, Settings settings, Verification verification, String method) {
    this.filter = filter;
    this.settings = settings;
    this.verification = verification;
    this.method = method;
  }

  List<String> lines() {
    return lines;
  }

  /** Explains a token, which appears in no line. */
  ExitCode explain(String token) {
    Set<String> verifiers = filter.get(Setting.VERIFY);
    lines.add(
        "Filter " + Redacted.line(filter.name()) + ", verify " + String.join(", ", verifiers));
    BearerException malformed = checkForm(token);
    if (malformed != null) {
      return answer(malformed.error(), malformed.description());
    }
    if (filter.isPresence()) {
      add("token", Outcome.OK, "any token is accepted, whatever it is");
      return accepted("");
    }
    for (String verifier : verifiers) { // in their order; the first that accepts decides
      if (verifiers.size() > 1) {
        lines.add(" " + verifier);
      }
      JwtExplanation jwt = explainBy(verifier, token);
      if (jwt != null && jwt.refusal() == null) {
        return accepted(jwt, verifier);
      }
    }
    return notAccepted();
  }

  private @Nullable BearerException checkForm(String token) {
    int most = settings.get(Setting.MAX_TOKEN_LENGTH);
    String found = token.length() + " characters; maxTokenLength=" + most;
    try {
      AuthorizationHeader.token(
          Collections.enumeration(Collections.singleton("Bearer " + token)), most);
      add("form", Outcome.OK, found);
      return null;
    } catch (BearerException e) {
      add("form", Outcome.REFUSED, e.getMessage() + ". Found: " + found + hint(token));
      return e;
    }
  }

  private static String hint(String token) {
    if (token.startsWith("{")) {
      return "; it looks like the answer of a token endpoint: take the value of access_token alone";
    }
    return token.indexOf('\n') >= 0 || token.indexOf(' ') >= 0
        ? "; there is white space in it: a token is one line without blanks"
        : "";
  }

  /** The explanation where it is a JWT that is verified here, or null. */
  private @Nullable JwtExplanation explainBy(String verifier, String token) {
    switch (verifier) {
      case FilterSettings.JWKS:
        return add(verification.ofProvider(filter, token));
      case FilterSettings.ISSUED:
        if (settings.get(Setting.TOKEN_FORMAT) == TokenFormat.JWT) {
          return add(verification.own(token));
        }
        unknown(
            "tokenFormat=opaque: only the running application knows its tokens, user and scopes");
        return null;
      case FilterSettings.INTROSPECTION:
        unknown(
            "only the provider knows, at introspectionUri "
                + settings.get(Setting.INTROSPECTION_URI)
                + "; ask it as the client of introspectionClientId (RFC 7662)");
        return null;
      default:
        unknown("the class " + Redacted.line(verifier) + " decides, and is not run here");
        return null;
    }
  }

  private JwtExplanation add(JwtExplanation jwt) {
    jwt.steps().forEach(step -> add(step.name(), step.outcome(), step.text()));
    String refusal = jwt.refusal();
    if (refusal != null) {
      refusals.add(refusal);
    }
    return jwt;
  }

  private void unknown(String reason) {
    add("token", Outcome.UNKNOWN, reason);
    unknown.add(reason);
  }

  private ExitCode accepted(JwtExplanation jwt, String verifier) {
    boolean isOwn = verifier.equals(FilterSettings.ISSUED);
    if (isOwn) {
      add("revoked", Outcome.UNKNOWN, "only the running application knows");
    }
    ScopeRule rule = filter.get(Setting.REQUIRED_SCOPES);
    Set<String> missing = new TreeSet<>(rule.required(method));
    missing.removeAll(jwt.scopes());
    String required = rule.all().isEmpty() ? "none" : rule.toString();
    add(
        "required",
        missing.isEmpty() ? Outcome.OK : Outcome.REFUSED,
        "requiredScopes=" + required + "; the request is " + Redacted.line(method));
    if (!missing.isEmpty()) {
      return answer(
          BearerError.INSUFFICIENT_SCOPE,
          BearerError.INSUFFICIENT_SCOPE.description() + ": " + String.join(" ", missing));
    }
    String proviso = jwt.isSignatureChecked() ? "" : ", if the signature is valid";
    return accepted(", with the user " + jwt.user() + proviso + (isOwn ? ", unless revoked" : ""));
  }

  private ExitCode accepted(String how) {
    lines.add("  answer     the servlet runs" + how);
    return ExitCode.OK;
  }

  private ExitCode notAccepted() {
    if (unknown.isEmpty()) {
      return answer(BearerError.INVALID_TOKEN, String.join("; ", refusals));
    }
    lines.add("  answer     cannot be known here: the servlet runs, or 401, 403, 503");
    return ExitCode.FAILED;
  }

  private ExitCode answer(BearerError error, String text) {
    String instead = filter.isReportOnly() ? "the servlet runs (reportOnly=true), instead of " : "";
    lines.add("  answer     " + instead + error.status() + " " + error.code() + ": " + text);
    return ExitCode.PROBLEMS;
  }

  private void add(String name, Outcome outcome, String text) {
    String indent = String.join("", Collections.nCopies(24, " "));
    lines.add(
        String.format("  %-10s %-10s ", name, outcome.name().toLowerCase(Locale.ROOT))
            + text.replace("\n", "\n" + indent));
  }
}
