// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code on a page of the documentation. */
public final class CodeBlocks {

  private CodeBlocks() {}

  /** The blocks in this language, in their order, without the indentation of a list. */
  public static List<String> of(Path page, String language) throws IOException {
    Pattern block = Pattern.compile("(?ms)^( *)```" + language + "\n(.*?)^\\1```$");
    List<String> found = new ArrayList<>();
    Matcher matcher = block.matcher(Files.readString(page));
    while (matcher.find()) {
      found.add(matcher.group(2).replaceAll("(?m)^" + matcher.group(1), ""));
    }
    return found;
  }

  /** The only block in this language that contains a text. */
  public static String with(String text, Path page, String language) throws IOException {
    List<String> found = of(page, language).stream().filter(block -> block.contains(text)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " blocks of " + page + " contain " + text);
    }
    return found.get(0);
  }
}
