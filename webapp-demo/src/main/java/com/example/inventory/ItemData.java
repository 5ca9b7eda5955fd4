// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;

/** What a client says about an item: everything but its number. Immutable. */
final class ItemData {

  @Schema(
      description = "What it is: 1 to 100 characters",
      example = "Spirit level",
      requiredMode = Schema.RequiredMode.REQUIRED)
  private final String name;

  @Schema(
      description = "How many are on the shelf: a whole number from 0 to 1000000",
      example = "5",
      requiredMode = Schema.RequiredMode.REQUIRED)
  private final int quantity;

  @Schema(
      description = "Price of one piece: from 0 to 1000000, at most two decimals",
      example = "24.50",
      requiredMode = Schema.RequiredMode.REQUIRED)
  private final BigDecimal price;

  ItemData(String name, int quantity, BigDecimal price) {
    this.name = name;
    this.quantity = quantity;
    this.price = price;
  }

  String getName() {
    return name;
  }

  int getQuantity() {
    return quantity;
  }

  BigDecimal getPrice() {
    return price;
  }
}
