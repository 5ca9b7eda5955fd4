// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The recipes of {@code docs/identity-provider.md}: a section for each provider. */
public final class Recipes {
  private static final Path PAGE =
      Path.of(System.getProperty("project.basedir"), "docs", "identity-provider.md");

  private final List<String> sections;

  private Recipes(List<String> sections) {
    this.sections = sections;
  }

  public static Recipes ofPage() {
    try {
      String part = Files.readString(PAGE).split("\n## Recipes\n", -1)[1].split("\n## ", -1)[0];
      return new Recipes(Arrays.asList(part.split("\n### ", -1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The providers' names. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    sections.subList(1, sections.size()).forEach(section -> names.add(section.split("\n", 2)[0]));
    return names;
  }

  /** A provider's part of web.xml: the filter, which is the same for all, and its own settings. */
  public String webXml(String name) {
    return block(sections.get(0), 1) + block(section(name), 1);
  }

  /** What a recipe adds to web.xml for the login of the docs page; nothing where there is none. */
  public String docsPageXml(String name) {
    return section(name).contains("authorizationUrl</") ? block(section(name), 2) : "";
  }

  private String section(String name) {
    return sections.get(1 + names().indexOf(name));
  }

  private static String block(String section, int number) {
    return section.split("```xml\n", -1)[number].split("```", 2)[0];
  }
}
