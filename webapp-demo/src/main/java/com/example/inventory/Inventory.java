// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.ServletContext;

/** The items, in memory and ordered by number; lost when the application stops. Thread-safe. */
public final class Inventory {

  static final int MAX_ITEMS = 1_000;

  private static final String ATTRIBUTE = Inventory.class.getName();

  private final Map<Long, Item> items = new TreeMap<>();
  private long lastId;

  Inventory() {
    add(new ItemData("Hammer", 12, new BigDecimal("19.90")));
    add(new ItemData("Screwdriver", 30, new BigDecimal("7.50")));
    add(new ItemData("Cordless drill", 5, new BigDecimal("129.00")));
  }

  /** The inventory of this application. */
  public static Inventory of(ServletContext context) {
    return (Inventory) context.getAttribute(ATTRIBUTE);
  }

  void publishIn(ServletContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  public synchronized List<Item> list() {
    return new ArrayList<>(items.values());
  }

  /** The items whose name contains the text, in any letter case. */
  List<Item> search(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    List<Item> found = new ArrayList<>();
    for (Item item : list()) {
      if (item.getName().toLowerCase(Locale.ROOT).contains(wanted)) {
        found.add(item);
      }
    }
    return found;
  }

  /** The item, or null if there is none. */
  synchronized Item find(long id) {
    return items.get(id);
  }

  /** The new item, or null if the inventory is full. */
  synchronized Item add(ItemData data) {
    if (items.size() >= MAX_ITEMS) {
      return null;
    }
    Item item = new Item(++lastId, data);
    items.put(item.getId(), item);
    return item;
  }

  /** The item as it is now, or null if there is none. */
  synchronized Item replace(long id, ItemData data) {
    if (!items.containsKey(id)) {
      return null;
    }
    Item item = new Item(id, data);
    items.put(id, item);
    return item;
  }

  /** Whether there was such an item. */
  synchronized boolean remove(long id) {
    return items.remove(id) != null;
  }
}
