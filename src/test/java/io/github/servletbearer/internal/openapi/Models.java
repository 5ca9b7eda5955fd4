// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonObject;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.annotations.SerializedName;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Classes as applications send them over the wire. */
public final class Models {
  private Models() {}

  /** Serves them. */
  static class Shelf extends HttpServlet {
    @Override
    @Operation(summary = "All")
    @ApiResponse(content = @Content(schema = @Schema(implementation = Everything.class)))
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
  }

  /** One field for each rule. */
  public static class Everything {
    Page<Item> items;
    Page<Page<String>> pages;
    ItemPage itemPage;
    Items list;
    Lookup lookup;
    int[][] matrix;
    public List<? extends Item> wild;
    Map<Color, List<Item>> byColor;
    Page<?> unknown;
    Grow<String> grow;
    Date date;
    LocalDate day;

    @Schema(format = "date-time")
    Instant instant;

    @Schema(type = "string", format = "date")
    LocalDate written;

    Optional<String> maybe;
    JsonObject json;

    @JsonAdapter(Object.class)
    public Item adapted;

    @JsonAdapter(Object.class)
    @Schema(type = "integer")
    public Item number;

    @SerializedName("colour")
    public Color color;

    @JsonProperty("two_words")
    String twoWords;

    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    byte[] bytes;

    @JsonIgnore String internal;
    ObjectNode tree;

    @Schema(
        allowableValues = {"1", "2"},
        minimum = "0",
        exclusiveMinimum = true,
        maximum = "2.5")
    int rating;

    @Schema(pattern = "[a-z]+", minLength = 1, maxLength = 9, title = "Slug", deprecated = true)
    String slug;

    @ArraySchema(
        schema = @Schema(description = "A word"),
        arraySchema = @Schema(description = "Words"),
        minItems = 1,
        uniqueItems = true)
    List<String> words;

    @Schema(nullable = true)
    public Item perhaps;

    @Schema(
        nullable = true,
        allowableValues = {"a", "b"})
    String letter;

    @Schema(example = "{\"id\": 3}")
    public Item shown;
  }

  /** Generic. */
  static class Page<T> {
    List<T> content;
    T first;
    Page<T> next;
    int total;
  }

  /** Binds what it inherits. */
  static class ItemPage extends Page<Item> {
    String title;
  }

  /** A bean, with words on its getters. */
  public static class Account {
    private boolean isOpen;
    private boolean isle;
    private boolean issued;
    private String name;
    private String note;
    private String URL;
    private String secret;
    private String password;
    private int total;

    public boolean isOpen() {
      return isOpen;
    }

    public void setOpen(boolean open) {
      isOpen = open;
    }

    public boolean isIsle() {
      return isle;
    }

    @Schema(description = "Whether it was")
    public boolean isIssued() {
      return issued;
    }

    @JsonProperty("full_name")
    @Schema(description = "Both", requiredMode = Schema.RequiredMode.REQUIRED)
    public String getName() {
      return name;
    }

    public String getNote() {
      return note;
    }

    @Schema(example = "Call first")
    public void setNote(String text) {
      note = text;
    }

    public String getURL() {
      return URL;
    }

    @JsonIgnore
    public String getSecret() {
      return secret;
    }

    @JsonIgnore
    public String getPassword() {
      return password;
    }

    @JsonProperty
    public void setPassword(String text) {
      password = text;
    }

    public int getTotal() {
      return total;
    }

    @Schema(description = "Without a field")
    public List<String> getOwners() {
      return List.of();
    }

    @JsonProperty("is_new")
    public boolean isNew() {
      return true;
    }

    @Hidden
    public String getHidden() {
      return name;
    }

    public static String getStatic() {
      return "";
    }

    public String get() {
      return "";
    }

    public String getter() {
      return "";
    }

    @Schema(description = "No getter of a bean")
    public String getBy(int key) {
      return "";
    }
  }

  /** A list in disguise. */
  static class Items extends ArrayList<Item> {}

  /** A map in disguise, with its arguments turned round. */
  static class Lookup extends Turned<Item, String> {}

  /** Turns them. */
  static class Turned<V, K> extends HashMap<K, V> {}

  /** Names ever deeper types of itself. */
  static class Grow<T> {
    Grow<List<T>> next;
  }

  /** A thing. */
  @Schema(description = "A thing", requiredProperties = "id")
  public static class Item {
    long id;
  }

  /** Constants with other names. */
  public enum Color {
    @SerializedName("r")
    RED,
    GREEN
  }

  /** Named by its annotation. */
  @Schema(name = "Better name!")
  public static class Poor {
    int x;
  }
}
