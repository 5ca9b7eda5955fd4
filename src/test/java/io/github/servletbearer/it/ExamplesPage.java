// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/examples.md} shows, in its sections. */
final class ExamplesPage {
  private static final Pattern SECTION = Pattern.compile("(?m)^## (.*)$");
  private static final Pattern BLOCK =
      Pattern.compile("```(\\S+)(?: (\\S+))?\n(.*?)```", Pattern.DOTALL);

  /** A fenced block: its language, the file that it is or null, and what it says. */
  record Block(String language, String file, String text) {}

  /** What is shown below one heading. */
  record Section(String title, List<Block> blocks) {
    /** What blocks of this language say that are no file of their own. */
    List<String> all(String language) {
      return blocks.stream()
          .filter(block -> block.language().equals(language) && block.file() == null)
          .map(Block::text)
          .toList();
    }

    /** What a file holds, or null. */
    String file(String name) {
      return blocks.stream()
          .filter(block -> name.equals(block.file()))
          .map(Block::text)
          .findFirst()
          .orElse(null);
    }

    @Override
    public String toString() {
      return title;
    }
  }

  private ExamplesPage() {}

  /** The sections by their titles, in the order of the page. */
  static Map<String, Section> sections() {
    String page = Kit.read(Kit.path("project.basedir").resolve("docs/examples.md"));
    Map<String, Section> sections = new LinkedHashMap<>();
    Matcher heading = SECTION.matcher(page);
    List<Integer> starts = new ArrayList<>();
    while (heading.find()) {
      starts.add(heading.start());
    }
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : page.length();
      Section section = section(page.substring(starts.get(i), end));
      sections.put(section.title(), section);
    }
    assertThat(sections).isNotEmpty();
    return sections;
  }

  private static Section section(String text) {
    String title = text.substring("## ".length(), text.indexOf('\n'));
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      blocks.add(new Block(block.group(1), block.group(2), block.group(3)));
    }
    return new Section(title, blocks);
  }
}
