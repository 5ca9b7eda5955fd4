// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import io.github.servletbearer.internal.log.Redacted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with a document, in words; the first few are kept. Not thread-safe. */
final class Findings {
  private static final int MOST_NAMED = 5;

  private final List<String> named = new ArrayList<>();
  private int more;

  void add(String finding) {
    if (named.size() < MOST_NAMED) {
      named.add(finding);
    } else {
      more++;
    }
  }

  void add(Place place, String what) {
    add(Redacted.line(place.toString()) + " " + what);
  }

  boolean isEmpty() {
    return named.isEmpty();
  }

  /** Whether the member is missing or of this kind; where it is another, that is a finding. */
  boolean requires(Place owner, Map<?, ?> object, String member, Class<?> kind) {
    boolean fits = !object.containsKey(member) || kind.isInstance(object.get(member));
    if (!fits) {
      add(owner.child(member, null), "is not " + word(kind));
    }
    return fits;
  }

  /** The same for an array and for all that is in it. */
  void requiresAll(Place owner, Map<?, ?> object, String member, Class<?> kind) {
    if (!requires(owner, object, member, List.class) || !object.containsKey(member)) {
      return;
    }
    Place place = owner.child(member, null);
    int index = 0;
    for (Object element : (List<?>) object.get(member)) {
      if (!kind.isInstance(element)) {
        add(place.child(String.valueOf(index), null), "is not " + word(kind));
      }
      index++;
    }
  }

  /** The same for an object of objects, but for its extensions. */
  void requireObjects(Place owner, Map<?, ?> object, String member) {
    for (String name : Members.object(object.get(member)).keySet()) {
      if (!name.startsWith("x-")) {
        requires(owner.child(member, null), Members.object(object.get(member)), name, Map.class);
      }
    }
    requires(owner, object, member, Map.class);
  }

  private static String word(Class<?> kind) {
    return kind == Map.class ? "an object" : kind == List.class ? "an array" : "a text";
  }

  /** All in one sentence without its end. */
  @Override
  public String toString() {
    return String.join("; ", named) + (more > 0 ? "; and " + more + " more" : "");
  }
}
