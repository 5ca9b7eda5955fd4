// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.cli;

import static io.github.servletbearer.WebXmlText.COMPANION;
import static io.github.servletbearer.WebXmlText.app;
import static io.github.servletbearer.WebXmlText.filter;
import static io.github.servletbearer.WebXmlText.filterMapping;
import static io.github.servletbearer.WebXmlText.servlet;
import static io.github.servletbearer.WebXmlText.servletMapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servletbearer.internal.bytes.Streams;
import io.github.servletbearer.internal.cli.archive.BoundedStream;
import io.github.servletbearer.internal.cli.archive.WebArchive;
import io.github.servletbearer.internal.openapi.classfile.ApplicationFiles;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** CWE-409, CWE-150: archives that are made to fill the memory or to forge the output. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BombsTest {
  private static final String APP =
      COMPANION
          + filter("bearer")
          + filterMapping("bearer", "/*", "REQUEST", "FORWARD", "INCLUDE", "ASYNC")
          + servlet("bomb", "com.example.Bomb")
          + servletMapping("bomb", "/bomb");

  @TempDir private Path folder;

  private Path war;

  @BeforeEach
  void name() {
    war = folder.resolve("shop.war");
  }

  /** The output of a child process with a small heap, and how it has ended. */
  private record Run(int code, String out, String err) {}

  private Run run(String command) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command,
                war.toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int code = process.waitFor();
    return new Run(code, Files.readString(out), Files.readString(err));
  }

  /** Each kind of bomb, written into a WAR. */
  enum Bomb {
    LARGE_CLASS {
      @Override
      void write(ZipOutputStream zip) throws IOException {
        fill(zip, "WEB-INF/classes/com/example/Bomb.class", 64L << 20);
      }
    },
    CONSTANT_POOL {
      @Override
      void write(ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry("WEB-INF/classes/com/example/Bomb.class"));
        DataOutputStream data = new DataOutputStream(zip);
        data.writeInt(0xCAFEBABE);
        data.writeInt(52);
        data.writeShort(65535);
        byte[] text = new byte[65535];
        Arrays.fill(text, (byte) 'a');
        for (int i = 1; i < 1000; i++) { // 64 MB of texts
          data.writeByte(1);
          data.writeShort(text.length);
          data.write(text);
        }
      }
    },
    NESTED_ANNOTATIONS {
      @Override
      void write(ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry("WEB-INF/classes/com/example/Bomb.class"));
        zip.write(nested());
      }

      @Override
      String reason() {
        return "com.example.Bomb is no class";
      }

      private byte[] nested() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(
            Opcodes.V1_8, Opcodes.ACC_PUBLIC, "com/example/Bomb", null, "java/lang/Object", null);
        AnnotationVisitor visitor =
            writer.visitAnnotation("Ljavax/servlet/annotation/WebServlet;", true);
        List<AnnotationVisitor> open = new ArrayList<>(List.of(visitor));
        for (int i = 0; i < 100_000; i++) {
          visitor = visitor.visitAnnotation("a", "La;");
          open.add(visitor);
        }
        for (int i = open.size() - 1; i >= 0; i--) {
          open.get(i).visitEnd();
        }
        return writer.toByteArray();
      }
    },
    LARGE_PAGE {
      @Override
      void write(ZipOutputStream zip) throws IOException {
        fill(zip, "index.jsp", 64L << 20);
      }
    },
    LARGE_WEB_XML {
      @Override
      void write(ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
        zip.write("<web-app>".getBytes(StandardCharsets.UTF_8));
        byte[] comments = "<!-- -->".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 200; i++) {
          zip.write(comments);
        }
        zip.write("</web-app>".getBytes(StandardCharsets.UTF_8));
      }

      @Override
      boolean hasWebXml() {
        return true;
      }
    },
    LARGE_CLASS_IN_A_LIBRARY {
      @Override
      void write(ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry("WEB-INF/lib/a.jar"));
        ZipOutputStream jar = new ZipOutputStream(zip);
        fill(jar, "com/example/Bomb.class", 64L << 20);
        jar.finish();
      }
    },
    MANY_FILES_IN_LIBRARIES {
      @Override
      void write(ZipOutputStream zip) throws IOException {
        for (String name : List.of("a", "b")) {
          zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + name + ".jar"));
          for (int i = 0; i <= ApplicationFiles.MAX_ENTRIES / 2; i++) {
            zip.write(EMPTY_FILE);
          }
          zip.write(END_OF_MANY);
        }
      }

      @Override
      String reason() {
        return "b.jar: it has more than 500000 files";
      }
    };

    /** An entry of a ZIP file, without a name or anything in it. */
    private static final byte[] EMPTY_FILE = ByteBuffer.allocate(30).putInt(0x504B0304).array();

    /** The end of a ZIP file whose number of entries stands elsewhere. */
    private static final byte[] END_OF_MANY =
        ByteBuffer.allocate(22).putInt(0x504B0506).putInt(8, -1).array();

    abstract void write(ZipOutputStream zip) throws IOException;

    /** What the message says: that the memory was full shows no bound of ours. */
    String reason() {
      return "holds more than 8 MB";
    }

    boolean hasWebXml() {
      return false;
    }

    static void fill(ZipOutputStream zip, String name, long size) throws IOException {
      zip.putNextEntry(new ZipEntry(name));
      byte[] zeros = new byte[1 << 20];
      for (long left = size; left > 0; left -= zeros.length) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
  }

  private void write(Bomb bomb) throws IOException {
    try (OutputStream file = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.setLevel(1);
      if (!bomb.hasWebXml()) {
        zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
        zip.write(app(APP).getBytes(StandardCharsets.UTF_8));
      }
      bomb.write(zip);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bombIsRefusedInOneSentence(Bomb bomb) throws Exception {
    write(bomb);

    Run check = run("check");

    assertThat(check.code()).as(check.err()).isEqualTo(ExitCode.FAILED.value());
    assertThat(check.out()).isEmpty();
    assertThat(check.err().lines())
        .singleElement()
        .asString()
        .startsWith("Servlet Bearer: SB402 ")
        .contains("shop.war", bomb.reason());
  }

  @Test
  void numberOfFilesIsBounded() throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(war));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (int i = 0; i <= ApplicationFiles.MAX_ENTRIES; i++) {
        ZipEntry empty = new ZipEntry(Integer.toString(i));
        empty.setSize(0);
        empty.setCrc(0);
        zip.putNextEntry(empty);
      }
    }
    assertThatThrownBy(() -> WebArchive.open(war))
        .isInstanceOf(IOException.class)
        .hasMessage("it has more than 500000 files");
  }

  @Test
  void allLibrariesTogetherAreBounded() throws IOException {
    BoundedStream.Budget all = new BoundedStream.Budget("WEB-INF/lib", 3L << 20);
    for (int i = 0; i < 3; i++) {
      Streams.readAll(new BoundedStream(new ByteArrayInputStream(new byte[1 << 20]), all));
    }
    InputStream more = new BoundedStream(new ByteArrayInputStream(new byte[1]), all);
    assertThatThrownBy(more::read)
        .isInstanceOf(IOException.class)
        .hasMessage("WEB-INF/lib holds more than 3 MB");
  }

  @Test
  void elementsThatFillTheMemoryAreRefused() throws Exception {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
      String elements = "<a b='c'/>".repeat(800_000); // within the bound of a file
      zip.write(("<web-app>" + elements + "</web-app>").getBytes(StandardCharsets.UTF_8));
    }

    Run check = run("check");

    assertThat(check.code()).isEqualTo(ExitCode.FAILED.value());
    assertThat(check.err()).contains("needs more memory than this Java may use (64 MB)", "-Xmx1g");
  }

  @Test
  void namesCannotForgeTheOutput() throws Exception {
    String name = "a&#x202e;b\u009b2J&#10;  protected  /forged (x)";
    String xml =
        app(
            filter("bearer", "verify", "presence"),
            filterMapping("bearer", "/api/*"),
            servlet(name, "com.example.S\u0085x"),
            servletMapping(name, "/o\u2066pen"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
      zip.write(xml.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("WEB-INF/\u001b[31m\u202e.jsp"));
      zip.write("<jsp:forward page='/api/x'/>".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(war, bytes.toByteArray());

    Run check = run("check");

    assertThat(check.code()).isEqualTo(ExitCode.PROBLEMS.value());
    assertThat(check.out().lines()).noneMatch(line -> line.startsWith("  protected  /forged"));
    assertThat(check.out()).contains("a\\u202eb");
    assertThat(check.err()).contains("SB209", "/WEB-INF/\\u001b[31m\\u202e.jsp has <jsp:forward>");
    assertThat(check.out() + check.err())
        .doesNotContain("\u202e", "\u009b", "\u001b", "\u0085", "\u2066");
  }
}
