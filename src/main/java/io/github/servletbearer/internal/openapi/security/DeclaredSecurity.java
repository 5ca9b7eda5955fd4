// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.security;

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
 * What annotations claim of the security of a class or method. A claim locks nothing: the document
 * shows what the filters enforce, and the log tells where a claim differs. Immutable.
 */
public final class DeclaredSecurity {
  /** No claim. */
  public static final DeclaredSecurity NONE = new DeclaredSecurity(false);

  private final boolean open;
  private final Map<String, Set<String>> scopes = new TreeMap<>();

  private DeclaredSecurity(boolean open) {
    this.open = open;
  }

  /** The claim of a declaration, and of its {@code @Operation} if it has one. */
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
    DeclaredSecurity claim = new DeclaredSecurity(requirements.isEmpty());
    for (AnnotationValues requirement : requirements) {
      claim.add(requirement);
      requirement.children("combine").forEach(claim::add);
    }
    return claim;
  }

  private void add(AnnotationValues requirement) {
    String name = requirement.text("name");
    if (!name.isEmpty()) {
      scopes.computeIfAbsent(name, key -> new TreeSet<>()).addAll(requirement.texts("scopes"));
    }
  }

  /** Whether something is claimed at all. */
  public boolean isMade() {
    return open || !scopes.isEmpty();
  }

  /** Where the claim and the lock differ, in sentences without a subject. */
  public Collection<String> contradictions(OperationSecurity lock) {
    List<String> sentences = new ArrayList<>();
    if (open && !lock.isOpen()) {
      sentences.add(
          "is marked @SecurityRequirements({}), but a filter locks it; the document shows the"
              + " lock");
    }
    scopes.forEach(
        (scheme, named) -> {
          if (!lock.schemes().contains(scheme)) {
            sentences.add(
                "requires the scheme "
                    + scheme
                    + " by annotation, but no filter of that scheme is before it; the document"
                    + " does not show it");
            return;
          }
          Set<String> missing = new TreeSet<>(named);
          missing.removeAll(lock.scopesOf(scheme));
          if (!missing.isEmpty()) {
            sentences.add(
                "requires "
                    + String.join(" ", missing)
                    + " of "
                    + scheme
                    + " by annotation, but not by the filter's requiredScopes; the document does"
                    + " not show it");
          }
        });
    return sentences;
  }
}
