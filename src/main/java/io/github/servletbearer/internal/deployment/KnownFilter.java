// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The filters of frameworks that are known by their classes. Each value names the class, as its
 * project's sources have it; what extends it is of its kind.
 *
 * <p>A new one is a line here, with the class and the version in which it was read.
 */
enum KnownFilter {
  STRUTS_2_0("org.apache.struts2.dispatcher.FilterDispatcher", "Struts 2", Role.SERVES),
  STRUTS_2_1(
      "org.apache.struts2.dispatcher.ng.filter.StrutsPrepareAndExecuteFilter",
      "Struts 2",
      Role.SERVES),
  STRUTS_2_1_EXECUTE(
      "org.apache.struts2.dispatcher.ng.filter.StrutsExecuteFilter", "Struts 2", Role.SERVES),
  STRUTS_2_5(
      "org.apache.struts2.dispatcher.filter.StrutsPrepareAndExecuteFilter",
      "Struts 2",
      Role.SERVES),
  STRUTS_2_5_EXECUTE(
      "org.apache.struts2.dispatcher.filter.StrutsExecuteFilter", "Struts 2", Role.SERVES),
  WEBWORK("com.opensymphony.webwork.dispatcher.FilterDispatcher", "WebWork", Role.SERVES),
  JERSEY_1("com.sun.jersey.spi.container.servlet.ServletContainer", "Jersey", Role.SERVES),
  JERSEY_2("org.glassfish.jersey.servlet.ServletContainer", "Jersey", Role.SERVES),
  RESTEASY("org.jboss.resteasy.plugins.server.servlet.FilterDispatcher", "RESTEasy", Role.SERVES),
  RESTEASY_30(
      "org.jboss.resteasy.plugins.server.servlet.Filter30Dispatcher", "RESTEasy", Role.SERVES),
  WICKET("org.apache.wicket.protocol.http.WicketFilter", "Wicket", Role.SERVES),
  TAPESTRY_5("org.apache.tapestry5.TapestryFilter", "Tapestry", Role.SERVES),
  STRIPES("net.sourceforge.stripes.controller.DynamicMappingFilter", "Stripes", Role.SERVES),
  SOLR("org.apache.solr.servlet.SolrDispatchFilter", "Solr", Role.SERVES),
  GUICE("com.google.inject.servlet.GuiceFilter", "Guice", Role.SERVES),
  GRAILS("org.codehaus.groovy.grails.web.mapping.filter.UrlMappingsFilter", "Grails", Role.SERVES),
  MYFACES("org.apache.myfaces.webapp.filter.ExtensionsFilter", "MyFaces", Role.SERVES),
  RICHFACES("org.ajax4jsf.Filter", "RichFaces", Role.SERVES),
  SPRING_SECURITY(
      "org.springframework.security.web.FilterChainProxy", "Spring Security", Role.ANSWERS),
  SPRING_PROXY(
      "org.springframework.web.filter.DelegatingFilterProxy",
      "a Spring bean, mostly Spring Security",
      Role.ANSWERS),
  ACEGI("org.acegisecurity.util.FilterToBeanProxy", "Acegi Security", Role.ANSWERS),
  SHIRO("org.apache.shiro.web.servlet.AbstractShiroFilter", "Shiro", Role.ANSWERS),
  URL_REWRITE("org.tuckey.web.filters.urlrewrite.UrlRewriteFilter", "UrlRewrite", Role.ANSWERS),
  OCP_REWRITE("org.ocpsoft.rewrite.servlet.RewriteFilter", "Rewrite", Role.ANSWERS),
  PRETTY_FACES("com.ocpsoft.pretty.PrettyFilter", "PrettyFaces", Role.ANSWERS),
  CAS_CLIENT(
      "org.jasig.cas.client.authentication.AuthenticationFilter", "CAS client", Role.ANSWERS),
  SPRING_ENCODING(
      "org.springframework.web.filter.CharacterEncodingFilter", "encoding", Role.PASSES),
  SPRING_CONTEXT("org.springframework.web.filter.RequestContextFilter", "Spring", Role.PASSES),
  TOMCAT_ENCODING(
      "org.apache.catalina.filters.SetCharacterEncodingFilter", "encoding", Role.PASSES),
  LOG4J("org.apache.logging.log4j.web.Log4jServletFilter", "Log4j", Role.PASSES),
  LOGBACK("ch.qos.logback.classic.helpers.MDCInsertingServletFilter", "Logback", Role.PASSES);

  /** What such a filter does with requests. */
  enum Role {
    /** Serves content of its own, like a servlet. */
    SERVES,
    /** Refuses, redirects or forwards some, and hands on the others. */
    ANSWERS,
    /** Hands all of them on. Holds for the very class alone: what extends it may do otherwise. */
    PASSES
  }

  private final String className;
  private final String product;
  private final Role role;

  KnownFilter(String className, String product, Role role) {
    this.className = className;
    this.product = product;
    this.role = role;
  }

  String product() {
    return product;
  }

  Role role() {
    return role;
  }

  /** What is known of a filter by its class or a superclass of it, or null. */
  static @Nullable KnownFilter of(@Nullable String className, Superclasses superclasses) {
    Set<String> seen = new HashSet<>();
    String next = className;
    while (next != null && seen.add(next)) { // broken files may go in circles
      for (KnownFilter known : values()) {
        boolean inherited = !next.equals(className);
        if (known.className.equals(next) && !(inherited && known.role == Role.PASSES)) {
          return known;
        }
      }
      next = superclasses.of(next);
    }
    return null;
  }
}
