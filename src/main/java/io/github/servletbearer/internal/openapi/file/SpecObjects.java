// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goes through what OpenAPI gives a meaning in a document: not examples and extensions. */
final class SpecObjects {
  private SpecObjects() {}

  /** Takes an object and where it stands. */
  interface Visitor {
    void visit(Place place, Map<?, ?> object);
  }

  /** Visits every object, each before those in it; the reader has bounded the depth. */
  static void forEach(Place place, @Nullable Object value, Visitor visitor) {
    if (place.isData(value)) {
      return;
    }
    if (value instanceof Map) {
      visitor.visit(place, (Map<?, ?>) value);
      for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
        String name = String.valueOf(member.getKey());
        forEach(place.child(name, member.getValue()), member.getValue(), visitor);
      }
    } else if (value instanceof List) {
      int index = 0;
      for (Object element : (List<?>) value) {
        forEach(place.child(String.valueOf(index++), element), element, visitor);
      }
    }
  }

  /** Changes the members of a copy. */
  interface Editor {
    void edit(Place place, Map<String, @Nullable Object> members);
  }

  /** The value with Operation Objects that say nothing of security. */
  static @Nullable Object withoutSecurity(Place place, @Nullable Object value) {
    return edited(
        place,
        value,
        (at, members) -> {
          if (at.isOperation()) {
            members.remove("security");
          }
        });
  }

  /** A copy whose objects are changed, each before those in it. */
  static @Nullable Object edited(Place place, @Nullable Object value, Editor editor) {
    if (place.isData(value)) {
      return value;
    }
    if (value instanceof Map) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((name, content) -> members.put(String.valueOf(name), content));
      editor.edit(place, members);
      members.replaceAll((name, content) -> edited(place.child(name, content), content, editor));
      return members;
    }
    if (value instanceof List) {
      List<@Nullable Object> elements = new ArrayList<>();
      for (Object element : (List<?>) value) {
        elements.add(edited(place.child("", element), element, editor));
      }
      return elements;
    }
    return value;
  }
}
