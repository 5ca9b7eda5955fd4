// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** An application may lack the annotations, or classes that its annotations name. */
class MissingClassesTest {
  /** Prints a document; run by class loaders that hide something. */
  public static final class Print implements Callable<String> {
    /** For the class loader. */
    public Print() {}

    @Override
    public String call() {
      return new Application()
          .companion()
          .servlet("orders", TestServlets.class.getName() + "$Orders", "/orders")
          .filter("f", "/*")
          .json();
    }
  }

  @Test
  void withoutTheAnnotationsTheLockIsThereAndNamesAreTheWords() throws Exception {
    assertThat(printHiding("io.swagger."))
        .contains("\"/orders\"", "\"Get orders\"", "\"OAuth2PasswordBearer\": []")
        .doesNotContain("Read an order");
  }

  @Test
  void classThatAnAnnotationNamesInVainCostsOnlyTheWordsOfItsMethod() throws Exception {
    assertThat(printHiding(TestServlets.class.getName() + "$Line"))
        .contains("\"Read an order\"", "\"Post orders\"", "\"OAuth2PasswordBearer\": []")
        .doesNotContain("Place an order");
  }

  private static String printHiding(String hidden) throws Exception {
    ClassLoader loader = new Hiding(hidden);
    Object print = loader.loadClass(Print.class.getName()).getConstructor().newInstance();
    return (String) ((Callable<?>) print).call();
  }

  /** Loads our classes anew, as a web application does, and has some of them not. */
  private static final class Hiding extends ClassLoader {
    private final String hidden;

    Hiding(String hidden) {
      super(MissingClassesTest.class.getClassLoader());
      this.hidden = hidden;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(hidden)) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.github.servletbearer.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
