// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where annotations declare another security than the filters enforce. One sentence speaks for all
 * operations of a servlet: frameworks have hundreds. Not thread-safe.
 */
final class Contradictions {
  private final Map<String, Map<String, List<String>>> placesByServlet = new TreeMap<>();

  void add(PlacedOperation placed) {
    Set<String> sentences = new LinkedHashSet<>();
    sentences.addAll(
        placed.servlet().annotations().declaredSecurity().contradictions(placed.security()));
    sentences.addAll(placed.operation().declaredSecurity().contradictions(placed.security()));
    for (String sentence : sentences) {
      placesByServlet
          .computeIfAbsent(placed.servlet().entry().name(), key -> new TreeMap<>())
          .computeIfAbsent(sentence, key -> new ArrayList<>())
          .add(placed.httpMethod() + " " + placed.path());
    }
  }

  void addTo(Collection<String> warnings) {
    placesByServlet.forEach(
        (servlet, placesBySentence) ->
            placesBySentence.forEach(
                (sentence, places) -> {
                  int more = places.size() - 1;
                  String rest =
                      more == 0 ? "." : "; so it is with " + more + " more of its operations.";
                  warnings.add("Servlet " + servlet + ", " + places.get(0) + " " + sentence + rest);
                }));
  }
}
