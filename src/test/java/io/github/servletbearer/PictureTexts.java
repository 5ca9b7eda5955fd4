// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file {@code pictures.txt}: of each picture its name, its SHA-256, and, indented, the texts
 * that it shows. Immutable.
 */
public final class PictureTexts {

  private static final String FILE = "pictures.txt";
  private static final String INDENT = "  ";

  private record Picture(String hash, List<String> texts) {}

  private final Map<String, Picture> pictures;

  private PictureTexts(Map<String, Picture> pictures) {
    this.pictures = pictures;
  }

  public static PictureTexts read(Path docs) throws IOException {
    Map<String, Picture> pictures = new TreeMap<>();
    List<String> texts = new ArrayList<>();
    for (String line : Files.readAllLines(docs.resolve(FILE))) {
      if (line.startsWith(INDENT)) {
        texts.add(line.substring(INDENT.length()));
      } else {
        String[] head = line.split(" ", 2);
        texts = new ArrayList<>();
        pictures.put(head[0], new Picture(head[1], texts));
      }
    }
    return new PictureTexts(pictures);
  }

  public static String hash(Path picture) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(picture);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Set<String> names() {
    return Collections.unmodifiableSet(pictures.keySet());
  }

  String hashOf(String name) {
    return pictures.get(name).hash();
  }

  /** What the picture shows; nothing of one that is not known. */
  public List<String> texts(String name) {
    return pictures.containsKey(name) ? List.copyOf(pictures.get(name).texts()) : List.of();
  }

  public PictureTexts with(String name, String hash, List<String> texts) {
    Map<String, Picture> changed = new TreeMap<>(pictures);
    changed.put(name, new Picture(hash, List.copyOf(texts)));
    return new PictureTexts(changed);
  }

  public void write(Path docs) throws IOException {
    List<String> lines = new ArrayList<>();
    pictures.forEach(
        (name, picture) -> {
          lines.add(name + " " + picture.hash());
          picture.texts().forEach(text -> lines.add(INDENT + text));
        });
    Files.write(docs.resolve(FILE), lines);
  }
}
