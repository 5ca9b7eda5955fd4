// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Tag Objects of the document (OAS 3.0.3 4.7.22). */
final class DocumentTags {
  private DocumentTags() {}

  /**
   * The written ones, the definition's, the others by name, the login last; of two with one name
   * the fields of the first go first.
   *
   * @param loginDescription null where there is no login
   */
  static List<Object> of(
      Map<String, Map<String, Object>> written,
      Map<String, Map<String, Object>> defined,
      Map<String, Map<String, Object>> used,
      @Nullable String loginDescription) {
    Map<String, Map<String, Object>> ordered = new LinkedHashMap<>(written);
    defined.forEach((name, tag) -> ordered.merge(name, tag, DocumentTags::joined));
    used.forEach((name, tag) -> ordered.merge(name, tag, (a, b) -> a.size() > 1 ? a : b));
    if (loginDescription != null) {
      Map<String, Object> login = new LinkedHashMap<>();
      login.put("name", OAuthOperations.TAG);
      login.put("description", loginDescription);
      Map<String, Object> own = ordered.remove(OAuthOperations.TAG);
      ordered.put(OAuthOperations.TAG, own == null || own.size() == 1 ? login : own);
    }
    return new ArrayList<>(ordered.values());
  }

  private static Map<String, Object> joined(Map<String, Object> first, Map<String, Object> more) {
    Map<String, Object> joined = new LinkedHashMap<>(more);
    joined.putAll(first);
    return joined;
  }
}
