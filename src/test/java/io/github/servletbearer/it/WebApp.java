// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it;

import com.google.gson.Gson;
import io.github.servletbearer.it.app.EchoServlet;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.struts2.dispatcher.FilterDispatcher;
import org.objectweb.asm.ClassReader;

/**
 * An exploded web application in the making. It begins as nothing, or as a copy of a folder or a
 * WAR; servlets and filters of the test kit, JARs, static files and JSPs are put into it.
 */
public final class WebApp {

  private static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="http://java.sun.com/xml/ns/javaee" version="3.0">
      """;

  private final String contextPath;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Set<Path> libraries = new LinkedHashSet<>();
  private Path origin;
  private final Set<Path> classes = new LinkedHashSet<>();
  private boolean testClasses;
  private UnaryOperator<String> webXmlEdit = UnaryOperator.identity();

  private WebApp(String contextPath) {
    this.contextPath = contextPath;
  }

  public static WebApp at(String contextPath) {
    return new WebApp(contextPath);
  }

  /** Begins as a copy of this folder or WAR. */
  public WebApp copyOf(Path folderOrWar) {
    origin = folderOrWar;
    return this;
  }

  /** The content of the web-app element. */
  public WebApp webXml(String content) {
    return file("WEB-INF/web.xml", HEAD + content + "</web-app>\n");
  }

  /** Changes the web.xml that is there already. */
  public WebApp editWebXml(UnaryOperator<String> edit) {
    webXmlEdit = edit;
    return this;
  }

  /** Puts XML before the end of the web.xml that is there already. */
  public WebApp appendToWebXml(String xml) {
    return editWebXml(text -> text.replace("</web-app>", xml + "\n</web-app>"));
  }

  /** A page, a JSP or any other text below the root of the application. */
  public WebApp file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** The drop-in JAR goes into WEB-INF/lib. */
  public WebApp withBearer() {
    libraries.add(Kit.path("jar.all"));
    return this;
  }

  public static Path thinJar() {
    Path all = Kit.path("jar.all");
    return all.resolveSibling(all.getFileName().toString().replace("-all.jar", ".jar"));
  }

  /** The thin JAR instead, with what it cannot do without, and nothing optional. */
  public WebApp withThinBearer() {
    libraries.add(thinJar());
    libraries.add(place(Gson.class));
    libraries.add(place(ClassReader.class));
    return this;
  }

  /** A JAR goes into WEB-INF/lib. */
  public WebApp withLibrary(Path jar) {
    libraries.add(jar);
    return this;
  }

  /** What is in a folder of class files goes into WEB-INF/classes. */
  public WebApp withClasses(Path folder) {
    classes.add(folder);
    return this;
  }

  public WebApp withSwaggerAnnotations() {
    libraries.add(Kit.path("jar.swagger-annotations"));
    return this;
  }

  /** The servlets, filters and verifiers of the package {@code it.app} go into WEB-INF/classes. */
  public WebApp withTestClasses() {
    testClasses = true;
    return this;
  }

  public String contextPath() {
    return contextPath;
  }

  /** Writes the folder, below target, and returns it. */
  public Path build(String serverName) {
    String name = Kit.fileName(contextPath);
    Path root = Kit.emptyDirectory(Kit.target("it-apps", serverName, name));
    if (origin != null) {
      Kit.explode(origin, root);
    }
    files.forEach((path, text) -> Kit.write(root.resolve(path), text));
    Path webXml = root.resolve("WEB-INF/web.xml");
    Kit.write(webXml, webXmlEdit.apply(Kit.read(webXml)));
    Path lib = root.resolve("WEB-INF/lib");
    for (Path library : libraries) {
      Kit.copyTree(library, lib.resolve(library.getFileName().toString()));
    }
    for (Path folder : classes) {
      Kit.copyTree(folder, root.resolve("WEB-INF/classes"));
    }
    if (testClasses) {
      copyTestClasses(root.resolve("WEB-INF/classes"));
    }
    return root;
  }

  private static void copyTestClasses(Path classes) {
    for (Class<?> one : List.of(EchoServlet.class, FilterDispatcher.class)) {
      String folder = one.getPackageName().replace('.', '/');
      Kit.copyTree(place(one).resolve(folder), classes.resolve(folder));
    }
  }

  /** The JAR or folder that a class was loaded from. */
  public static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
