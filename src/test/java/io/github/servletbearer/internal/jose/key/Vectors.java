// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose.key;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Test vectors of others, which the project does not carry: {@code -Dvectors=DIR} says where. */
final class Vectors {
  private Vectors() {}

  /**
   * A file in the folder of vectors.
   *
   * @param source what the vectors are, for whoever has none
   */
  static JsonObject read(String file, String source) throws IOException {
    String folder = System.getProperty("vectors", "");
    if (folder.isEmpty()) {
      Assumptions.abort("No vectors: get " + source + " and say -Dvectors=DIR for DIR/" + file);
    }
    // A folder that is named and lacks the file is an error, not a reason to skip.
    return JsonParser.parseString(Files.readString(Path.of(folder, file))).getAsJsonObject();
  }

  static String string(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }
}
