// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.servletbearer.BearerError;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.BearerToken;
import io.github.servletbearer.CapturedLog;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tokens of real providers, under the settings that {@code identity-provider.md} proposes. */
@Timeout(120)
@DisplayName("tokens, keys and answers as real providers have them")
class ProviderShapesTest {
  static List<ProviderShape> shapes() {
    return ProviderShape.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void shapeIsAnsweredAsItsRowSays(ProviderShape shape) throws Exception {
    try (CapturedLog log = new CapturedLog("io.github.servletbearer");
        ShapedProvider provider = new ShapedProvider(shape)) {
      if (shape.isAccepted()) {
        BearerToken token = provider.verify();
        assertThat(token.subject()).isEqualTo(shape.text("user", ""));
        assertThat(token.scopes()).containsExactlyInAnyOrderElementsOf(shape.words("scopes"));
        assertThat(token.roles()).containsExactlyInAnyOrderElementsOf(shape.words("roles"));
      } else {
        BearerException refused =
            catchThrowableOfType(BearerException.class, () -> provider.verify());
        assertThat(refused).isNotNull();
        assertThat(refused.error() == BearerError.UNAVAILABLE).isEqualTo(shape.isUnavailable());
        assertThat(refused.getMessage().replaceFirst("^127\\.0\\.0\\.1:\\d+", "the provider"))
            .startsWith(shape.reason());
      }
      assertThat(log.lines()).as("log").noneMatch(line -> line.startsWith("SEVERE"));
    }
  }

  @Test
  @DisplayName("each recipe of the page accepts a token here, and refuses one")
  void eachRecipeIsRun() {
    Set<String> recipes = new TreeSet<>(Recipes.ofPage().names());
    assertThat(recipes).hasSize(9).isEqualTo(recipes(ProviderShape::isAccepted));
    assertThat(recipes).isEqualTo(recipes(shape -> !shape.isAccepted()));
  }

  private static Set<String> recipes(Predicate<ProviderShape> which) {
    return shapes().stream()
        .filter(shape -> shape.recipe() != null)
        .filter(which)
        .map(ProviderShape::recipe)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  @DisplayName("each row has a name of its own and one answer")
  void rowsAreWellFormed() {
    assertThat(shapes().stream().map(ProviderShape::toString)).doesNotHaveDuplicates();
    assertThat(shapes()).allMatch(shape -> shape.isAccepted() || shape.reason().length() > 6);
    assertThat(shapes()).noneMatch(shape -> shape.isAccepted() && !shape.reason().isEmpty());
  }
}
