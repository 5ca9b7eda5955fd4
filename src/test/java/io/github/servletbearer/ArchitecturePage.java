// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/architecture.md says, as {@link ArchitectureTest} needs it. */
final class ArchitecturePage {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z.]+)` \\| [^|]+ \\| ([^|]*)\\|$", Pattern.MULTILINE);
  private static final Pattern PICTURE = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);
  private static final Pattern FLOOR = Pattern.compile("^ ?(\\d+)? +(.*)$", Pattern.MULTILINE);
  private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)*[A-Z]\\w+)`");

  private final String text;

  private ArchitecturePage(String text) {
    this.text = text;
  }

  static ArchitecturePage read() throws IOException {
    return new ArchitecturePage(Files.readString(Path.of("docs/architecture.md")));
  }

  /** What each package may import; without the package {@code internal}, which may all. */
  Map<String, Set<String>> imports() {
    Map<String, Set<String>> imports = new TreeMap<>();
    Matcher row = ROW.matcher(text);
    while (row.find()) {
      if (!row.group(1).equals("internal")) {
        Set<String> names = new TreeSet<>(Set.of(row.group(2).trim().split(", *", -1)));
        names.remove("");
        imports.put(row.group(1), names);
      }
    }
    return imports;
  }

  /** The floor of each package in the picture, but for {@code internal}, which is on top. */
  Map<String, Integer> floors() {
    Matcher picture = PICTURE.matcher(text);
    if (!picture.find()) {
      throw new IllegalStateException("the page has no picture");
    }
    Map<String, Integer> floors = new TreeMap<>();
    String[] lines = picture.group(1).split("\n", -1);
    int floor = 0;
    for (int i = 1; i < lines.length; i++) { // the first line names the columns
      if (lines[i].isEmpty()) {
        continue; // after the last
      }
      Matcher line = FLOOR.matcher(lines[i]);
      if (!line.matches()) {
        throw new IllegalStateException("no floor: " + lines[i]);
      }
      floor = line.group(1) == null ? floor : Integer.parseInt(line.group(1));
      for (String name : line.group(2).trim().split(" +", -1)) {
        if (!name.equals("internal") && floors.put(name, floor) != null) {
          throw new IllegalStateException(name + " is on two floors");
        }
      }
    }
    return floors;
  }

  /** The classes that the page names, without {@code io.github.servletbearer.internal}. */
  Set<String> classNames() {
    Set<String> names = new TreeSet<>();
    Matcher name = CLASS.matcher(text);
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }
}
