// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.bytes.Utf8;
import io.github.servletbearer.internal.json.InvalidJsonException;
import io.github.servletbearer.internal.json.StrictJson;
import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.Settings;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;

/** Reads and checks the document that the setting {@code openapiFile} names. */
public final class OpenApiFileReader {
  private static final int MAX_MIB = 4;

  /** Objects and arrays within each other; schemas are nested twice as deep as they look. */
  private static final int MAX_DEPTH = 100;

  private OpenApiFileReader() {}

  /**
   * The document; one that says nothing where there is none, or has problems.
   *
   * @param problems takes one, with the first few things that are wrong
   */
  public static OpenApiFile read(Settings settings, ApplicationFiles files, Problems problems) {
    String path = settings.find(Setting.OPENAPI_FILE);
    if (path == null) {
      return OpenApiFile.NONE;
    }
    Findings findings = new Findings();
    Map<String, Object> root = Collections.emptyMap();
    try {
      root = StrictJson.document(content(path, files), MAX_DEPTH);
      FileChecks.run(root, settings.get(Setting.OPENAPI_VERSION), findings);
    } catch (IOException e) {
      findings.add(Redacted.line(e.getMessage()));
    } catch (InvalidJsonException e) {
      boolean isYaml = path.endsWith(".yaml") || path.endsWith(".yml");
      findings.add(
          isYaml
              ? "it is YAML, which is not read: convert it to JSON, as editor.swagger.io does by"
                  + " File, Convert and save as JSON"
              : "it is " + e.getMessage());
    }
    if (findings.isEmpty()) {
      boolean older = String.valueOf(root.get("openapi")).startsWith("3.0");
      if (older && settings.get(Setting.OPENAPI_VERSION).startsWith("3.1")) {
        root = Version31.of(root);
      }
      return new OpenApiFile(root);
    }
    problems.error(
        ProblemCode.BAD_OPENAPI_FILE,
        String.format(
            "%s names the file %s of the WAR, which cannot be used: %s.",
            Setting.OPENAPI_FILE, path, findings),
        "Correct the file, or leave the setting out.");
    return OpenApiFile.NONE;
  }

  private static byte[] content(String path, ApplicationFiles files) throws IOException {
    try (InputStream in = files.file(path)) {
      if (in == null) {
        throw new IOException("there is no such file");
      }
      byte[] content = Streams.readAtMost(in, MAX_MIB << 20);
      if (content.length > MAX_MIB << 20) {
        throw new IOException("it is larger than " + MAX_MIB + " MiB");
      }
      return Utf8.withoutMark(content);
    }
  }
}
