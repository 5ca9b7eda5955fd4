// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;

/** One line of the inventory. Immutable. */
public final class Item {

  @Schema(description = "Number of the item, given by the inventory", example = "1")
  private final long id;

  @Schema(description = "What it is", example = "Hammer")
  private final String name;

  @Schema(description = "How many are on the shelf", example = "12")
  private final int quantity;

  @Schema(description = "Price of one piece", example = "19.90")
  private final BigDecimal price;

  Item(long id, ItemData data) {
    this.id = id;
    this.name = data.getName();
    this.quantity = data.getQuantity();
    this.price = data.getPrice();
  }

  public long getId() {
    return id;
  }

  public String getName() {
    return name;
  }

  public int getQuantity() {
    return quantity;
  }

  public BigDecimal getPrice() {
    return price;
  }
}
