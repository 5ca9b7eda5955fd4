// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Ways to write the path of a resource in a request line that one part of a server may read
 * otherwise than another. Each character is sent as one byte.
 */
final class RawPaths {

  /** What may pass for one slash between two segments. */
  private static final List<String> SLASHES =
      List.of(
          // Empty segments and dot segments.
          "/",
          "//",
          "///",
          "/./",
          "/.//",
          "//./",
          "/public/../",
          "/nowhere/../",
          "/public/..//",
          "/public//../",
          "/public/./../",
          "/index.html/../",
          "/docs/..//",
          "/token/../",
          "/../",
          "/..//",
          // Dots in percent-encoding, whole and in part, once, twice and thrice.
          "/%2e/",
          "/%2E/",
          "/.%2e/",
          "/public/%2e%2e/",
          "/public/%2E%2E/",
          "/public/.%2e/",
          "/public/%2e./",
          "/public/%2E./",
          "/%252e/",
          "/public/%252e%252e/",
          "/public/%25252e%25252e/",
          // Slashes in percent-encoding.
          "%2f",
          "%2F",
          "/%2f",
          "/%2F",
          "%2f/",
          "%2f%2f",
          "/%2f/",
          "%252f",
          "%252F",
          "/%252f",
          "%25252f",
          "/public/..%2f",
          "/public/%2e%2e%2f",
          "/public%2f..%2f",
          "/public/..%252f",
          // Backslashes.
          "\\",
          "/\\",
          "\\/",
          "\\\\",
          "%5c",
          "%5C",
          "/%5c",
          "%5c/",
          "%255c",
          "/public\\..\\",
          "/public/..\\",
          "/public\\../",
          "/public%5c..%5c",
          "/public/..%5c",
          "/public/%2e%2e%5c",
          "/.\\",
          // Path parameters.
          "/;/",
          "/;a/",
          "/;a=b/",
          "/;a=b;c=d/",
          ";/",
          ";a/",
          ";a=b/",
          ";jsessionid=0123456789ABCDEF/",
          "/;jsessionid=0123456789ABCDEF/",
          ";jsessionid=x;/",
          "/public;/../",
          "/public/..;/",
          "/public/..;a=b/",
          "/public/;/../",
          "/public/;/..;/",
          "/..;/",
          "/.;/",
          "/.;a=b/",
          "/public/%2e%2e;/",
          "/public/..%3b/",
          "%3b/",
          "%3B/",
          "%3ba=b/",
          "/%3b/",
          "%253b/",
          ";%2f",
          ";/%2f",
          ";a=/../",
          ";a=%2f/",
          // Control characters and blanks, encoded and raw.
          "/%00/",
          "%00/",
          "/%00",
          "%0a/",
          "/%0a/",
          "%0d%0a/",
          "/%0d/",
          "%09/",
          "/%09/",
          "%20/",
          "/%20/",
          "%7f/",
          "%01/",
          "/\u0001/",
          "\u0000/",
          "\t/",
          "/\u007f/",
          // Overlong UTF-8 of / \\ . and ;
          "%c0%af",
          "/%c0%af",
          "%e0%80%af",
          "%f0%80%80%af",
          "%f8%80%80%80%af",
          "%c1%9c",
          "%e0%81%9c",
          "/%c0%ae/",
          "/public/%c0%ae%c0%ae/",
          "/public/%e0%80%ae%e0%80%ae/",
          "/public/%f0%80%80%ae%f0%80%80%ae/",
          "/public/%c0%2e%c0%2e/",
          "%c0%bb/",
          "\u00c0\u00af",
          "/public/\u00c0\u00ae\u00c0\u00ae/",
          "%80/",
          "%ff/",
          "%c3%28/",
          "%ed%a0%80/",
          // Characters that look like these, in UTF-8 and raw.
          "%ef%bc%8f",
          "%e2%88%95",
          "%e2%81%84",
          "%ef%bc%bc",
          "%ef%b9%a8",
          "/public/%ef%bc%8e%ef%bc%8e/",
          "/public/%e2%80%a5/",
          "%ef%bc%9b/",
          "\u00ef\u00bc\u008f",
          "%e3%80%82/",
          // The encoding of JavaScript's escape, and other escapes.
          "%u002f",
          "%u2215",
          "%uff0f",
          "%u005c",
          "/public/%u002e%u002e/",
          "&#47;",
          "&#x2f;",
          "\\u002f",
          "%%32%66",
          "%2%66",
          "%",
          "%/",
          "%2/",
          "%zz/",
          // A segment that FreeMarker leaves out, with as many before it as it needs.
          "/*/",
          "/public/%2a/",
          // Characters that end a path, or do not.
          "#/",
          "?/",
          "%23/",
          "%3f/",
          "/#/../",
          "/?/../",
          "/%23/../",
          "/public/%3f/../../",
          "|/",
          "\"/",
          "~/",
          ":/",
          "@/");

  /** What may be added to a path. */
  private static final List<String> ENDS =
      List.of(
          "/",
          "//",
          "/.",
          "/./",
          ".",
          "..",
          "%2e",
          ";",
          ";x",
          ";a=b",
          ";jsessionid=0123456789ABCDEF",
          ";.txt",
          ";/",
          ";/x",
          ";/../public",
          ";a=b/../../public/x/../../api",
          "%3b",
          "%3bx",
          "%00",
          "%00.txt",
          "%00.html",
          "%0a",
          "%0d%0a",
          "%09",
          "%20",
          "%20/",
          "+",
          "%2f",
          "%2f..",
          "%5c",
          "\\",
          "\\.",
          "/x/..",
          "/x/../",
          "/%2e%2e/x",
          "?",
          "?x",
          "?/public/x",
          "?;/public/x",
          "#",
          "#/public/x",
          "%23",
          "%3f",
          "%3fx=/public",
          "::$DATA",
          "%3a%3a$DATA",
          "~",
          "%7e",
          "*",
          ".txt",
          ".html",
          ".css",
          ".do",
          ".json",
          "%c0%80",
          "%c0%af",
          "%ef%bc%8f",
          "\u00e9",
          "\u00ff",
          "%ff",
          "%u0000",
          "%");

  /** What leads from a path to an open one, for who resolves it, and not for who does not. */
  private static final List<String> ESCAPES =
      List.of(
          "/..",
          "/../..",
          "/../../..",
          "/../../../..",
          "/../../public/page.txt",
          "/../../../public/page.txt",
          "/../../open/page",
          "/../../../open/page",
          "/../../index.html",
          "/..;/..",
          "/..;/..;/x",
          "/..;/..;/..;/x",
          "/..;a=b/..;a=b/public/page.txt",
          "/%2e%2e/%2e%2e",
          "/%2e%2e/%2e%2e/public/page.txt",
          "/.%2e/%2e./open/page",
          "/..%2f..",
          "/..%2f..%2fopen/page",
          "/..%5c..%5copen/page",
          "/..\\..\\open\\page",
          "/./../././../open/page",
          "//..//..//open//page",
          ";/../../open/page",
          ";a=b/../../open/page",
          ";jsessionid=1/../../open/page",
          "/;/../../../open/page",
          "/x/../../../open/page",
          "/%252e%252e/%252e%252e/open/page",
          "/%c0%ae%c0%ae/%c0%ae%c0%ae/open/page");

  private RawPaths() {}

  /** All spellings of a target, each for the place of a request target in a request line. */
  static List<String> of(Target target, String host) {
    Set<String> paths = new LinkedHashSet<>();
    String context = target.context();
    String area = target.area();
    String rest = target.rest();
    String path = target.path();
    for (String slash : SLASHES) {
      paths.add(context + slash + area + (rest.isEmpty() ? "" : "/" + rest));
      if (!rest.isEmpty()) {
        paths.add(context + "/" + area + slash + rest);
      }
    }
    for (String end : ENDS) {
      paths.add(context + path + end);
    }
    for (String escape : ESCAPES) {
      paths.add(context + path + escape);
    }
    for (String letters : letters(path.substring(1))) {
      paths.add(context + "/" + letters);
      paths.add(context + "/" + letters + ";jsessionid=0123456789ABCDEF");
    }
    for (String oddContext : contexts(context)) {
      paths.add(oddContext + path);
    }
    for (String absolute : absolute(host, context, path)) {
      paths.add(absolute);
    }
    return List.copyOf(paths);
  }

  /** Letters in other encodings and in another case. */
  private static List<String> letters(String path) {
    List<String> all = new ArrayList<>();
    String first = path.substring(0, 1);
    String others = path.substring(1);
    String hex = hex(first.charAt(0));
    String fullwidth = Character.toString((char) (first.charAt(0) - '!' + '\uff01'));
    all.add("%" + hex + others);
    all.add("%" + hex.toUpperCase(Locale.ROOT) + others);
    all.add("%25" + hex + others);
    all.add("%2525" + hex + others);
    all.add("%25%" + hex(hex.charAt(0)) + "%" + hex(hex.charAt(1)) + others);
    all.add("%u00" + hex + others);
    all.add(encoded(fullwidth) + others);
    all.add(
        new String(fullwidth.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
            + others);
    all.add(overlong(first.charAt(0)) + others);
    all.add(encoded(path.replace("/", "")));
    all.add(first.toUpperCase(Locale.ROOT) + others);
    all.add(path.toUpperCase(Locale.ROOT));
    StringBuilder each = new StringBuilder();
    StringBuilder twice = new StringBuilder();
    path.chars()
        .forEach(
            c -> {
              each.append(c == '/' ? "/" : "%" + hex((char) c));
              twice.append(c == '/' ? "/" : "%25" + hex((char) c));
            });
    all.add(each.toString());
    all.add(twice.toString());
    all.add(each.toString().replace("/", "%2f"));
    all.add(path.replace(".", "%2e"));
    all.add(path.replace(".", "%252e"));
    all.add(path.replace(".", "%c0%ae"));
    all.add(path.replace(".", ";."));
    all.add(path.replace(".", "%00."));
    // The dotless i and the Kelvin sign become i and k in some rules of case.
    all.add(path.replace("i", "%c4%b1"));
    all.add(path.replace("k", "%e2%84%aa"));
    all.add(path.replace("s", "%c5%bf"));
    return all;
  }

  /** The context path, written oddly. */
  private static List<String> contexts(String context) {
    String name = context.substring(1);
    String encoded = "/%" + hex(name.charAt(0)) + name.substring(1);
    return List.of(
        "/" + context,
        "//" + context,
        "/." + context,
        "/;" + context,
        "/;a=b" + context,
        "/%2e" + context,
        "/%2f" + name,
        "/%2f" + context,
        "/%5c" + name,
        "\\" + name,
        "/\\" + name,
        encoded,
        "/" + encoded,
        encoded.replace("%", "%25"),
        context + ";",
        context + ";x",
        context + ";a=b",
        context + ";jsessionid=0123456789ABCDEF",
        context + "/.",
        context + "/;",
        context + "/../" + name,
        context + "/..;/" + name,
        context + "/%2e%2e/" + name,
        context + "/public/../../" + name,
        context + "/public/..;/..;/" + name,
        "/nowhere/.." + context,
        "/nowhere/..;" + context,
        "/nowhere/%2e%2e" + context,
        "/nowhere/..%2f" + name,
        "/plain/.." + context,
        "/plain/..;" + context,
        "/.." + context,
        "/..;" + context,
        context.toUpperCase(Locale.ROOT),
        context + "%20",
        context + "%00",
        context + "%2f",
        context + "%3b");
  }

  private static List<String> absolute(String host, String context, String path) {
    return List.of(
        "http://" + host + context + path,
        "HTTP://" + host + context + path,
        "http://other.example" + context + path,
        "https://" + host + context + path,
        "http://" + host + "/" + context + path,
        "http://" + host + context + "/" + path,
        "http://" + host + context + "/;a" + path,
        "http://" + host + context + "/%2f" + path.substring(1),
        "http://" + host + context + "/public/.." + path,
        "http://user@" + host + context + path,
        "http://" + host + "#" + context + path,
        "http://" + host + "?" + context + path,
        "http:" + context + path,
        "http://" + context + path,
        "//" + host + context + path,
        "ftp://" + host + context + path,
        "jar:http://" + host + context + path,
        context.substring(1) + path,
        "*" + context + path,
        "?" + context + path);
  }

  private static String hex(char c) {
    return String.format("%02x", (int) c);
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(String.format("%%%02x", b));
    }
    return encoded.toString();
  }

  private static String overlong(char c) {
    return String.format("%%%02x%%%02x", 0xc0 | c >> 6, 0x80 | c & 0x3f);
  }
}
