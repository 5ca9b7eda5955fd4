// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.value;

import io.github.servletbearer.internal.settings.problem.DidYouMean;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which scopes a token needs, by HTTP method. Immutable. */
public final class ScopeRule {
  /** A rule that asks for nothing beyond a valid token. */
  public static final ScopeRule NONE = of(Collections.emptySet());

  private static final String ANY_METHOD = "*";

  public static final ValueParser<ScopeRule> PARSER =
      new Parser("scope rule", "a list of scopes, or `METHOD: scopes; *: scopes`");

  private static final Set<String> METHODS =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  ("GET HEAD POST PUT PATCH DELETE OPTIONS TRACE PROPFIND PROPPATCH MKCOL COPY"
                          + " MOVE LOCK UNLOCK REPORT SEARCH")
                      .split(" ", -1))));

  private final Map<String, Set<String>> byMethod;
  private final Set<String> otherwise;

  private ScopeRule(Map<String, Set<String>> byMethod, Set<String> otherwise) {
    this.byMethod = byMethod;
    this.otherwise = otherwise;
  }

  /** The same scopes for every method. */
  private static ScopeRule of(Collection<String> scopes) {
    return new ScopeRule(
        Collections.emptyMap(), Collections.unmodifiableSet(new LinkedHashSet<>(scopes)));
  }

  /** Either a list of scopes, or {@code METHOD: scopes; *: scopes}. */
  private static ScopeRule read(String value) {
    Map<String, Set<String>> byMethod = new LinkedHashMap<>();
    List<String> parts = Lists.parts(value);
    for (String part : parts) {
      int colon = part.indexOf(':');
      String method = colon < 0 ? "" : part.substring(0, colon).trim();
      if (!method.matches("[A-Z]+|\\*")) {
        if (parts.size() > 1) {
          throw new IllegalArgumentException("Begin each part with \"METHOD:\" or \"*:\".");
        }
        return of(scopes(part));
      }
      if (!method.equals(ANY_METHOD) && !METHODS.contains(method)) {
        throw new IllegalArgumentException(
            "\"" + method + "\" is no HTTP method." + DidYouMean.forName(method, METHODS));
      }
      if (byMethod.put(method, scopes(part.substring(colon + 1).trim())) != null) {
        throw new IllegalArgumentException("\"" + method + "\" is given twice; leave one.");
      }
    }
    return of(byMethod);
  }

  /** A method among them is one whose colon was forgotten. */
  private static Set<String> scopes(String text) {
    Set<String> scopes = Scopes.list(text);
    for (String scope : scopes) {
      if (METHODS.contains(scope) || scope.equals(ANY_METHOD)) {
        throw new IllegalArgumentException(
            "\"" + scope + "\" stands for a method. Write \"METHOD: scopes; *: scopes\".");
      }
    }
    return scopes;
  }

  private static ScopeRule of(Map<String, Set<String>> byMethod) {
    Map<String, Set<String>> named = new LinkedHashMap<>(byMethod);
    Set<String> otherwise = named.remove(ANY_METHOD);
    if (otherwise == null) {
      throw new IllegalArgumentException(
          "Add \"*: scopes\" for all other methods: a method without a rule would be open.");
    }
    Set<String> get = named.get("GET");
    if (get != null) {
      named.putIfAbsent("HEAD", get); // HEAD runs doGet
    }
    return new ScopeRule(named, otherwise);
  }

  /**
   * The scopes that a request by this method needs, all of them; unmodifiable. Methods are
   * distinguished apart by case (RFC 9110 9.1), but not by every application: {@code delete} needs
   * all the scopes of the rule where {@code DELETE} is named.
   */
  public Set<String> required(String method) {
    Set<String> named = byMethod.get(method);
    if (named != null) {
      return named;
    }
    for (String other : byMethod.keySet()) {
      if (other.equalsIgnoreCase(method)) {
        return Collections.unmodifiableSet(all());
      }
    }
    return otherwise;
  }

  /** Whether methods need different scopes. */
  public boolean isByMethod() {
    return !byMethod.isEmpty();
  }

  public Set<String> all() {
    Set<String> all = new LinkedHashSet<>(otherwise);
    byMethod.values().forEach(all::addAll);
    return all;
  }

  /** The rule in words, for the start-up report; empty where nothing is needed. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    byMethod.forEach(
        (method, scopes) -> text.append(method).append(": ").append(join(scopes)).append("; "));
    if (text.length() > 0) {
      text.append(ANY_METHOD).append(": ");
    }
    return text.append(join(otherwise)).toString();
  }

  private static String join(Set<String> scopes) {
    return String.join(" ", scopes);
  }

  private static final class Parser extends ValueParser<ScopeRule> {
    Parser(String name, String form) {
      super(name, form, NONE);
    }

    @Override
    public ScopeRule parse(String value) {
      return read(value);
    }
  }
}
