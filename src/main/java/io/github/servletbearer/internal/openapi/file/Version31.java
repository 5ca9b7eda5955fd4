// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rewrites a document of 3.0 where Schema Objects of 3.1 say the same in another way. */
final class Version31 {
  private static final String NULLABLE = "nullable";

  private Version31() {}

  /** The document as 3.1 has it (OAS 3.0.3 4.7.24, OAS 3.1.0 4.8.24). */
  static Map<String, Object> of(Map<String, Object> root) {
    return Members.object(
        SpecObjects.edited(
            Place.ROOT,
            root,
            (place, members) -> {
              if (!place.holdsNames()) { // else these are names of the author's choice
                rewriteSchema(members);
              }
            }));
  }

  /** No other object has these fields. */
  private static void rewriteSchema(Map<String, @Nullable Object> schema) {
    if (schema.get(NULLABLE) instanceof Boolean) {
      rewriteNullable(schema);
    }
    rewriteBound("minimum", "exclusiveMinimum", schema);
    rewriteBound("maximum", "exclusiveMaximum", schema);
  }

  /** It adds null to a type, and means nothing where there is none (OAS 3.0.3 4.7.24). */
  private static void rewriteNullable(Map<String, @Nullable Object> schema) {
    boolean nullable = schema.remove(NULLABLE) == Boolean.TRUE;
    Object type = schema.get("type");
    if (nullable && type instanceof String) {
      schema.put("type", Arrays.asList(type, "null"));
      Object values = schema.get("enum");
      if (values instanceof List && !((List<?>) values).contains(null)) {
        List<@Nullable Object> more = new ArrayList<>((List<?>) values);
        more.add(null);
        schema.put("enum", more);
      }
    }
  }

  /** A flag of 3.0 is a bound of its own in 3.1. */
  private static void rewriteBound(
      String bound, String exclusive, Map<String, @Nullable Object> schema) {
    Object flag = schema.get(exclusive);
    if (flag instanceof Boolean) {
      schema.remove(exclusive);
      Object value = flag == Boolean.TRUE ? schema.remove(bound) : null;
      if (value != null) {
        schema.put(exclusive, value);
      }
    }
  }
}
