// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.settings.reader;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.deployment.Deployment;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The blocks of web.xml that the pages on migration tell people to paste are accepted. */
class DocumentedBlocksTest {
  private static final Path DOCS = Path.of(System.getProperty("project.basedir"), "docs");
  private static final Pattern BLOCK = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);

  /** The number of the block on the page, whether the companion is to be added, what it makes. */
  @ParameterizedTest
  @CsvSource({
    "migrate-from-keycloak-filter.md, 2, false, jwks",
    "migrate-from-curity-filter.md, 2, false, jwks",
    "migrate-from-own-filter.md, 2, false, issued",
  })
  void newBlockIsAccepted(String page, int number, boolean companion, String verify)
      throws IOException {
    String block = block(page, number);
    Deployment deployment = companion ? deployment(COMPANION, block) : deployment(block);
    Problems problems = new Problems();
    Map<String, String> context = deployment.webXml().contextParameters();
    Settings settings =
        SettingsReader.read(
            deployment, Sources.of(Map.of(), Map.of(), context), "Application", problems);

    assertThat(problems.errors()).isEmpty();
    assertThat(problems.warnings()).isEmpty();
    assertThat(settings.filters().get("bearer").get(Setting.VERIFY)).containsExactly(verify);
    assertThat(settings.filters().get("bearer").reach().patterns()).hasToString("[/api/*]");
  }

  private static String block(String page, int number) throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(DOCS.resolve(page)));
    for (int i = 0; i < number; i++) {
      assertThat(matcher.find()).as("block " + number + " of " + page).isTrue();
    }
    return matcher.group(1);
  }
}
