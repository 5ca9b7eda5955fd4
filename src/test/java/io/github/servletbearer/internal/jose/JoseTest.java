// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import io.github.servletbearer.internal.jose.key.JwkSet;
import io.github.servletbearer.internal.jose.key.SigningKeys;
import io.github.servletbearer.internal.jose.key.TestKeys;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The room with and without its optional library. */
class JoseTest {
  private static Class<?> load(ClassLoader loader, Class<?> type) throws ClassNotFoundException {
    return Class.forName(type.getName(), true, loader);
  }

  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void libraryIsFoundWhereItIs() {
    assertThat(Jose.isAvailable()).isTrue();
  }

  @Test
  void withoutTheLibraryEveryTypeLoadsAndTokensAreTakenApart()
      throws IOException, ReflectiveOperationException {
    URL[] path = {place(Jose.class), place(Gson.class)};
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      assertThat(load(loader, Jose.class).getMethod("isAvailable").invoke(null)).isEqualTo(false);
      for (Class<?> type : List.of(JwkSet.class, VerificationKey.class, SigningKeys.class)) {
        assertThat(load(loader, type).getClassLoader()).isSameAs(loader);
      }
      Object token =
          load(loader, Jws.class)
              .getMethod("parse", String.class)
              .invoke(null, TestKeys.token(JwsAlgorithm.HS256));
      assertThat(token).hasFieldOrProperty("header");
      assertThatThrownBy(
              () ->
                  load(loader, SigningKeys.class)
                      .getMethod("load", List.class, char[].class)
                      .invoke(null, List.of(TestKeys.generated(JwsAlgorithm.HS256)), null))
          .isInstanceOf(InvocationTargetException.class)
          .hasCauseInstanceOf(NoClassDefFoundError.class);
    }
  }
}
