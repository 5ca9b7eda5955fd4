// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownFilterTest {
  private static final Superclasses CLASSES =
      Map.of(
              "com.example.Rest", "com.example.BaseRest",
              "com.example.BaseRest", "org.glassfish.jersey.servlet.ServletContainer",
              "com.example.Encoding", "org.springframework.web.filter.CharacterEncodingFilter",
              "org.apache.shiro.web.servlet.ShiroFilter",
                  "org.apache.shiro.web.servlet.AbstractShiroFilter",
              "com.example.Round", "com.example.Round")
          ::get;

  @ParameterizedTest
  @CsvSource({
    "org.apache.struts2.dispatcher.filter.StrutsPrepareAndExecuteFilter, STRUTS_2_5",
    "org.apache.solr.servlet.SolrDispatchFilter, SOLR",
    "spark.servlet.SparkFilter, SPARK",
    "com.example.Rest, JERSEY_2",
    "org.apache.shiro.web.servlet.ShiroFilter, SHIRO",
    "org.springframework.web.filter.CharacterEncodingFilter, SPRING_ENCODING"
  })
  void isKnownByItsClassOrASuperclass(String className, KnownFilter known) {
    assertThat(KnownFilter.of(className, CLASSES)).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({"com.example.Other", "com.example.Round", "com.example.Encoding", "''"})
  void othersAreNotAndWhatExtendsAPassingOneMayDoOtherwise(String className) {
    assertThat(KnownFilter.of(className, CLASSES)).isNull();
  }

  @Test
  void classThatTheContainerHidesIsNotKnown() {
    assertThat(KnownFilter.of(null, CLASSES)).isNull();
  }
}
