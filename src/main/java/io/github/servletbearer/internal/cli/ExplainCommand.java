// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import io.github.servletbearer.internal.jose.JoseException;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.provider.ProviderTokens;
import io.github.servletbearer.internal.settings.FilterSettings;
import io.github.servletbearer.internal.settings.Settings;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Explains what the filters of an application would do with a token. Asks no server. */
final class ExplainCommand {
  private static final String[] PREFIXES = {"Authorization:", "Bearer "};

  private final Arguments arguments;
  private final Terminal terminal;
  private final InputStream in;

  ExplainCommand(Arguments arguments, Terminal terminal, InputStream in) {
    this.arguments = arguments;
    this.terminal = terminal;
    this.in = in;
  }

  ExitCode run(Application application) throws CommandFailedException {
    Settings settings = application.settings();
    Collection<FilterSettings> filters = filters(settings);
    String file = arguments.tokenFile();
    String token = withoutPrefix(file == null ? TokenFiles.token(in) : TokenFiles.token(file));
    Verification verification =
        new Verification(settings, keys(settings), System.currentTimeMillis());
    ExitCode code = ExitCode.OK;
    for (FilterSettings filter : filters) {
      FilterExplanation explanation =
          new FilterExplanation(filter, settings, verification, arguments.method());
      ExitCode one = explanation.explain(token);
      explanation.lines().forEach(terminal::print);
      code = code == ExitCode.PROBLEMS || one == ExitCode.OK ? code : one;
    }
    return code;
  }

  private Collection<FilterSettings> filters(Settings settings) throws CommandFailedException {
    String name = arguments.filter();
    if (settings.filters().isEmpty()) {
      throw CommandFailedException.badArguments(
          Redacted.line(arguments.file()) + " declares no BearerFilter.");
    }
    if (name == null) {
      return settings.filters().values();
    }
    List<FilterSettings> named = settings.filters(Collections.singleton(name));
    if (named.isEmpty()) {
      throw CommandFailedException.badArguments(
          "--filter is one of " + String.join(", ", settings.filters().keySet()) + ".");
    }
    return named;
  }

  /** The scheme is often copied with the token. */
  private String withoutPrefix(String text) {
    String token = text;
    for (String prefix : PREFIXES) {
      if (token.regionMatches(true, 0, prefix, 0, prefix.length())) {
        token = token.substring(prefix.length()).trim();
      }
    }
    if (token.length() < text.length()) {
      terminal.complain(
          "The word Bearer before the token is left out. Where a client sends it twice, the request"
              + " is refused.");
    }
    return token;
  }

  private Verification.Keys keys(Settings settings) throws CommandFailedException {
    String file = arguments.keysFile();
    if (file == null) {
      return Verification.Keys.none();
    }
    byte[] json = TokenFiles.keys(file, ProviderTokens.MAX_KEY_SET);
    List<String> warnings = new ArrayList<>();
    try {
      Verification.Keys keys = Verification.Keys.of(json, settings, warnings);
      warnings.forEach(warning -> terminal.complain(Redacted.line(warning)));
      return keys;
    } catch (JoseException e) {
      throw TokenFiles.badKeys(file, String.valueOf(e.getMessage()));
    }
  }
}
