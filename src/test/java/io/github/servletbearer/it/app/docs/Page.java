// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app.docs;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** A generic model: its type variable is bound by the subclass that follows. */
class Page<T> {

  List<T> entries;

  Map<String, List<T>> byLetter;

  T[] newest;

  @Schema(description = "Where the next page begins", nullable = true)
  String next;

  /** The one that operations name. */
  static final class OfBooks extends Page<Book> {

    @Schema(description = "Of all pages together", minimum = "0")
    long total;
  }
}
