// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.inventory;

import static javax.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static javax.servlet.http.HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
import static javax.servlet.http.HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.servlet.http.HttpServletRequest;

/** Reads an item from the JSON body of a request and checks every field of it. */
final class ItemReader {

  private static final int MAX_BODY_BYTES = 16 * 1024;
  private static final int MAX_NAME_LENGTH = 100;
  private static final BigDecimal MAX_NUMBER = new BigDecimal(1_000_000);
  private static final Gson STRICT = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  private ItemReader() {}

  static ItemData read(HttpServletRequest request) throws IOException, BadInputException {
    requireJson(request.getContentType());
    JsonObject body = parse(decode(readBody(request)));
    return new ItemData(name(body), quantity(body), price(body));
  }

  private static void requireJson(String contentType) throws BadInputException {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    int parameters = type.indexOf(';');
    String mediaType = parameters < 0 ? type : type.substring(0, parameters);
    if (!mediaType.trim().equals("application/json")) {
      throw new BadInputException(
          SC_UNSUPPORTED_MEDIA_TYPE, "Send the item as Content-Type application/json");
    }
  }

  private static byte[] readBody(HttpServletRequest request) throws IOException, BadInputException {
    InputStream in = request.getInputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      body.write(buffer, 0, count);
      if (body.size() > MAX_BODY_BYTES) {
        throw new BadInputException(
            SC_REQUEST_ENTITY_TOO_LARGE, "The body is longer than " + MAX_BODY_BYTES + " bytes");
      }
    }
    return body.toByteArray();
  }

  private static String decode(byte[] body) throws BadInputException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw badRequest("The body is not valid UTF-8");
    }
  }

  private static JsonObject parse(String text) throws BadInputException {
    try {
      JsonElement json = STRICT.fromJson(text, JsonElement.class);
      if (json != null && json.isJsonObject()) {
        return json.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw badRequest("The body is not valid JSON");
    }
    throw badRequest("The body must be a JSON object");
  }

  private static String name(JsonObject body) throws BadInputException {
    JsonElement value = body.get("name");
    if (!isPrimitive(value) || !value.getAsJsonPrimitive().isString()) {
      throw badRequest("name must be a text");
    }
    String name = value.getAsString().trim();
    if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME_LENGTH) {
      throw badRequest("name must have 1 to " + MAX_NAME_LENGTH + " characters");
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw badRequest("name must not contain control characters");
    }
    return name;
  }

  private static int quantity(JsonObject body) throws BadInputException {
    BigDecimal quantity = number(body, "quantity");
    if (quantity.stripTrailingZeros().scale() > 0) {
      throw badRequest("quantity must be a whole number");
    }
    return quantity.intValueExact();
  }

  private static BigDecimal price(JsonObject body) throws BadInputException {
    BigDecimal price = number(body, "price");
    if (price.stripTrailingZeros().scale() > 2) {
      throw badRequest("price must have at most two decimals");
    }
    return price.setScale(2);
  }

  private static BigDecimal number(JsonObject body, String field) throws BadInputException {
    JsonElement value = body.get(field);
    if (!isPrimitive(value) || !value.getAsJsonPrimitive().isNumber()) {
      throw badRequest(field + " must be a number");
    }
    try {
      BigDecimal number = ((JsonPrimitive) value).getAsBigDecimal();
      if (number.signum() >= 0 && number.compareTo(MAX_NUMBER) <= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // An exponent beyond gson's limit: out of range like any other.
    }
    throw badRequest(field + " must be from 0 to " + MAX_NUMBER);
  }

  private static boolean isPrimitive(JsonElement value) {
    return value != null && value.isJsonPrimitive();
  }

  private static BadInputException badRequest(String message) {
    return new BadInputException(SC_BAD_REQUEST, message);
  }
}
