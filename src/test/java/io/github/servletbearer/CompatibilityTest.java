// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.BearerMXBean;
import io.github.servletbearer.internal.log.Audit;
import io.github.servletbearer.internal.settings.Endpoint;
import io.github.servletbearer.internal.settings.ProtectionLevel;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.token.store.jdbc.Dialect;
import io.github.servletbearer.internal.token.store.jdbc.Schema;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What others rely on, in words, is what {@code compatibility.txt} says: a change of it is one of
 * that file, too, by hand. docs/releases.md says which changes a minor release may have.
 */
class CompatibilityTest {
  private static final Path BASE = Path.of(System.getProperty("project.basedir", "."));
  private static final Path PROMISED =
      BASE.resolve("src/test/resources/io/github/servletbearer/compatibility.txt");
  private static final Path ACTUAL = BASE.resolve("target/compatibility.txt");

  @Test
  void whatOthersRelyOnIsAsPromised() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("# API");
    for (Class<?> type : publicTypes()) {
      addType(type, lines);
    }
    lines.add("");
    lines.add("# Settings: place, name, form, default");
    Setting.all().forEach(setting -> lines.add(setting(setting)));
    lines.add("");
    lines.add("# Endpoints");
    Arrays.stream(Endpoint.values()).map(Endpoint::segment).forEach(lines::add);
    lines.add("");
    lines.add("# Errors: name (counted in RefusedByReason), status, code");
    for (BearerError error : BearerError.values()) {
      lines.add(error + " " + error.status() + " " + error.code());
    }
    lines.add("");
    lines.add("# Problems");
    Arrays.stream(ProblemCode.values()).map(ProblemCode::code).sorted().forEach(lines::add);
    lines.add("");
    lines.add("# Command line");
    lines.addAll(commandsAndOptions());
    lines.add("");
    lines.add("# Words of the report");
    Arrays.stream(ProtectionLevel.values()).map(ProtectionLevel::word).forEach(lines::add);
    lines.add("");
    lines.add("# Audit log");
    lines.addAll(auditLines());
    lines.add("");
    lines.add("# MBean");
    addMembers(BearerMXBean.class.getDeclaredMethods(), "", lines);
    lines.add("");
    lines.add("# Tables");
    lines.addAll(new Schema("bearer_").script(Dialect.POSTGRESQL).lines().toList());

    Files.writeString(ACTUAL, String.join("\n", lines) + "\n");
    assertThat(Files.readAllLines(PROMISED))
        .as("%s; docs/releases.md says what may change, and what it needs", ACTUAL)
        .isEqualTo(lines);
  }

  private static List<Class<?>> publicTypes() throws Exception {
    Path classes = Path.of(BearerToken.class.getResource("BearerToken.class").toURI()).getParent();
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          Class<?> type = Class.forName("io.github.servletbearer." + name.replace(".class", ""));
          if (Modifier.isPublic(type.getModifiers())) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static void addType(Class<?> type, List<String> lines) {
    List<String> parents = new ArrayList<>();
    if (type.getGenericSuperclass() != null) {
      parents.add(type.getGenericSuperclass().getTypeName());
    }
    Arrays.stream(type.getGenericInterfaces()).forEach(each -> parents.add(each.getTypeName()));
    lines.add(brief(type.toGenericString() + " : " + String.join(", ", parents)));
    addMembers(type.getDeclaredFields(), "  ", lines);
    addMembers(type.getDeclaredConstructors(), "  ", lines);
    addMembers(type.getDeclaredMethods(), "  ", lines);
  }

  private static void addMembers(Member[] members, String indent, List<String> lines) {
    TreeSet<String> sorted = new TreeSet<>();
    for (Member member : members) {
      int modifiers = member.getModifiers();
      boolean isSeen = Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
      if (isSeen && !member.isSynthetic()) {
        sorted.add(indent + brief(text(member)) + value(member));
      }
    }
    lines.addAll(sorted);
  }

  /** Of a text: applications and access logs may have copied it. */
  private static String value(Member member) {
    try {
      boolean isText = member instanceof Field field && field.getType() == String.class;
      return isText && Modifier.isStatic(member.getModifiers())
          ? " = " + ((Field) member).get(null)
          : "";
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Member member) {
    return member instanceof Executable executable
        ? executable.toGenericString()
        : ((Field) member).toGenericString();
  }

  /** Without the names of packages, but for those that nobody would guess. */
  private static String brief(String text) {
    return text.replaceAll(
        "\\b(?:java\\.(?:lang|util|io|time)|io\\.github\\.servletbearer)\\.", "");
  }

  private static String setting(Setting<?> setting) {
    return String.join(
        " | ",
        setting.place().name(),
        setting.key(),
        setting.parser().name(),
        String.valueOf(setting.defaultText()));
  }

  /** What stands to the left in the help. */
  private static List<String> commandsAndOptions() throws IOException {
    Path help = BASE.resolve("src/main/resources/io/github/servletbearer/internal/cli/usage.txt");
    return Files.readAllLines(help).stream()
        .filter(line -> line.matches("( {2})?[-a-z].*"))
        .map(line -> line.strip().replaceAll(" {2}.*", ""))
        .toList();
  }

  /** Each event with its keys, as {@link Audit} writes it for made-up arguments. */
  private static List<String> auditLines() throws ReflectiveOperationException {
    Method[] events = Audit.class.getDeclaredMethods();
    Arrays.sort(events, Comparator.comparing(Method::getName));
    try (CapturedLog log = new CapturedLog("io.github.servletbearer.audit")) {
      for (Method event : events) {
        if (Modifier.isPublic(event.getModifiers()) && event.getParameterCount() > 0) {
          event.invoke(null, arguments(event));
        }
      }
      return List.copyOf(log.lines());
    }
  }

  private static Object[] arguments(Executable executable) {
    return Arrays.stream(executable.getParameterTypes())
        .map(type -> type == int.class ? 1 : type == boolean.class ? true : (Object) "x")
        .toArray();
  }
}
