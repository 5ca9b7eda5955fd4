// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.app.docs;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A model with a field of each kind that is hard to describe. */
class Book implements Serializable {

  private static final long serialVersionUID = 1L;

  /** An enum with a constant that has a body. */
  enum Kind {
    NOVEL {
      @Override
      boolean sells() {
        return true;
      }
    },
    DICTIONARY;

    boolean sells() {
      return false;
    }
  }

  @Schema(
      description = "ISBN",
      example = "978-3-16-148410-0",
      requiredMode = Schema.RequiredMode.REQUIRED)
  String isbn;

  @Schema(description = "\"Titel\" & <b>Untertitel</b>, größer als \\ € 5", example = "Émile ✓")
  String title;

  @Schema(name = "Büchersorte (kind)", description = "What it is")
  Kind kind;

  @Schema(allowableValues = {"1", "2", "3"})
  int volume;

  @Schema(type = "string", example = "007")
  int shelfMark;

  char initial;
  byte[] cover;
  boolean lent;
  Boolean maybeLent;
  BigDecimal price;
  Date printed;
  LocalDate bought;
  UUID id;
  URI home;
  Object anything;
  int[][] matrix;
  Optional<String> subtitle;
  EnumMap<Kind, Integer> copies;
  Map<String, Map<String, List<Book>>> relatives;
  Set<? extends Book> sequels;
  Book original;

  @Schema(description = "Where it stands", nullable = true)
  Shelf shelf;

  @Hidden String secret;

  @Schema(hidden = true)
  String alsoSecret;

  transient String notWritten;
}
