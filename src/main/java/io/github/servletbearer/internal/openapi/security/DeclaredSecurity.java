// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.security;

import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.classfile.AnnotatedElement;
import io.github.servletbearer.internal.openapi.classfile.AnnotationValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What annotations declare of the security of a class or method. It protects nothing: the document
 * shows what the filters enforce, and the log reports where the two differ. Immutable.
 */
public final class DeclaredSecurity {
  /** Nothing is declared. */
  public static final DeclaredSecurity NONE = new DeclaredSecurity(false, "", "");

  private final boolean open;
  private final String openWords;
  private final String by;
  private final Map<String, Set<String>> scopes = new TreeMap<>();

  /**
   * @param openWords how that is declared, and {@code by} how a scheme is
   */
  private DeclaredSecurity(boolean open, String openWords, String by) {
    this.open = open;
    this.openWords = openWords;
    this.by = by;
  }

  /** What Security Requirement Objects (OAS 3.0.3 4.7.30) of another document declare. */
  public static DeclaredSecurity written(List<Map<String, Object>> requirements) {
    boolean open = requirements.stream().allMatch(Map::isEmpty);
    DeclaredSecurity declared = new DeclaredSecurity(open, "has an empty security", "");
    for (Map<String, Object> requirement : requirements) {
      requirement.forEach(
          (name, scopes) -> {
            Set<String> named =
                declared.scopes.computeIfAbsent(Redacted.line(name), key -> new TreeSet<>());
            for (Object scope : scopes instanceof List ? (List<?>) scopes : new ArrayList<>()) {
              named.add(Redacted.line(String.valueOf(scope)));
            }
          });
    }
    return declared;
  }

  /** What a class or method declares, by itself and in its {@code @Operation} if it has one. */
  public static DeclaredSecurity of(
      AnnotatedElement declaration, @Nullable AnnotationValues operation) {
    List<AnnotationValues> requirements = declaration.annotations("security.SecurityRequirement");
    boolean empty =
        declaration.hasAnnotation("security.SecurityRequirements") && requirements.isEmpty();
    if (operation != null) {
      requirements.addAll(operation.children("security"));
    }
    return requirements.isEmpty() && !empty ? NONE : of(requirements);
  }

  private static DeclaredSecurity of(List<AnnotationValues> requirements) {
    DeclaredSecurity declared =
        new DeclaredSecurity(
            requirements.isEmpty(), "is marked @SecurityRequirements({})", " by annotation");
    for (AnnotationValues requirement : requirements) {
      declared.add(requirement);
      requirement.children("combine").forEach(declared::add);
    }
    return declared;
  }

  private void add(AnnotationValues requirement) {
    String name = requirement.text("name");
    if (!name.isEmpty()) {
      scopes.computeIfAbsent(name, key -> new TreeSet<>()).addAll(requirement.texts("scopes"));
    }
  }

  /** Whether anything is declared. */
  public boolean isMade() {
    return open || !scopes.isEmpty();
  }

  /** Where this differs from what is enforced, in sentences without a subject. */
  public Collection<String> contradictions(OperationSecurity enforced) {
    List<String> sentences = new ArrayList<>();
    if (open && !enforced.isOpen()) {
      sentences.add(
          openWords + ", but a filter protects it; the document" + " shows the filter's security");
    }
    scopes.forEach(
        (scheme, named) -> {
          if (!enforced.schemes().contains(scheme)) {
            sentences.add(
                String.format(
                    "requires the scheme %s%s, but no filter of that scheme is"
                        + " before it; the document does not show it",
                    scheme, by));
            return;
          }
          Set<String> missing = new TreeSet<>(named);
          missing.removeAll(enforced.scopesOf(scheme));
          if (!missing.isEmpty()) {
            sentences.add(
                String.format(
                    "requires %s of %s%s, but not by the filter's"
                        + " requiredScopes; the document does not show it",
                    String.join(" ", missing), scheme, by));
          }
        });
    return sentences;
  }
}
