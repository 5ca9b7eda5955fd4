// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment;

import org.jspecify.annotations.Nullable;

/**
 * The filters of frameworks that are known by their classes. Each value names the class, as its
 * project's sources have it; what extends it is of its kind.
 *
 * <p>Above each is where its {@code doFilter} was read: a repository on GitHub, a commit or tag of
 * it, and the folder in which the file of the class is. A new one is a line here with the same.
 * {@link Role#PASSES} takes more than a name: on no path and by no setting may the class answer.
 */
enum KnownFilter {
  // apache/struts 02d34d5561f5: core/src/main/java
  STRUTS_2_0("org.apache.struts2.dispatcher.FilterDispatcher", "Struts 2", Role.SERVES),
  // apache/struts 149d112b1dd1: core/src/main/java
  STRUTS_2_1(
      "org.apache.struts2.dispatcher.ng.filter.StrutsPrepareAndExecuteFilter",
      "Struts 2",
      Role.SERVES),
  // apache/struts 369063406d21: core/src/main/java
  STRUTS_2_1_EXECUTE(
      "org.apache.struts2.dispatcher.ng.filter.StrutsExecuteFilter", "Struts 2", Role.SERVES),
  // apache/struts 05d7196e6cf4: core/src/main/java
  STRUTS_2_5(
      "org.apache.struts2.dispatcher.filter.StrutsPrepareAndExecuteFilter",
      "Struts 2",
      Role.SERVES),
  // apache/struts 122ab67bc11a: core/src/main/java
  STRUTS_2_5_EXECUTE(
      "org.apache.struts2.dispatcher.filter.StrutsExecuteFilter", "Struts 2", Role.SERVES),
  // Vadi/opensymphony-webwork-backup 0028868fb30f: src/java
  WEBWORK("com.opensymphony.webwork.dispatcher.FilterDispatcher", "WebWork", Role.SERVES),
  // javaee/jersey-1.x 3212e6dbff61: jersey-servlet/src/main/java
  JERSEY_1("com.sun.jersey.spi.container.servlet.ServletContainer", "Jersey", Role.SERVES),
  // javaee/jersey 03fc9e7cbdd5: containers/jersey-servlet-core/src/main/java
  JERSEY_2("org.glassfish.jersey.servlet.ServletContainer", "Jersey", Role.SERVES),
  // resteasy/resteasy 461bb091fe06: resteasy-core/src/main/java
  RESTEASY("org.jboss.resteasy.plugins.server.servlet.FilterDispatcher", "RESTEasy", Role.SERVES),
  // resteasy/resteasy e6b97cabb07a: resteasy-core/src/main/java
  RESTEASY_30(
      "org.jboss.resteasy.plugins.server.servlet.Filter30Dispatcher", "RESTEasy", Role.SERVES),
  // apache/wicket 0c53d035d6cc: wicket-core/src/main/java
  WICKET("org.apache.wicket.protocol.http.WicketFilter", "Wicket", Role.SERVES),
  // apache/tapestry-5 04a5405645a7: tapestry-core/src/main/java
  TAPESTRY_5("org.apache.tapestry5.TapestryFilter", "Tapestry", Role.SERVES),
  // StripesFramework/stripes 00cfd60d5259: stripes/src/main/java
  STRIPES("net.sourceforge.stripes.controller.DynamicMappingFilter", "Stripes", Role.SERVES),
  // apache/lucene-solr 010ca9e548fd: solr/core/src/java
  SOLR("org.apache.solr.servlet.SolrDispatchFilter", "Solr", Role.SERVES),
  // google/guice 157c1d708e54: extensions/servlet/src
  GUICE("com.google.inject.servlet.GuiceFilter", "Guice", Role.SERVES),
  // grails/grails-core 152df32169f6: src/java
  GRAILS("org.codehaus.groovy.grails.web.mapping.filter.UrlMappingsFilter", "Grails", Role.SERVES),
  // javamelody/javamelody cce63f73bfd9: javamelody-core/src/main/java
  JAVA_MELODY("net.bull.javamelody.MonitoringFilter", "JavaMelody", Role.SERVES),
  // svn2github/myfaces 002fbd042c3a: core/src/main/java (of Tomahawk)
  MYFACES("org.apache.myfaces.webapp.filter.ExtensionsFilter", "MyFaces", Role.SERVES),
  // nuxeo/richfaces-3.3 29e7d5ca81de: framework/impl/src/main/java, with its BaseFilter
  RICHFACES("org.ajax4jsf.Filter", "RichFaces", Role.SERVES),
  // perwendel/spark dc86219f26e8: src/main/java
  SPARK("spark.servlet.SparkFilter", "Spark", Role.SERVES),
  // pippo-java/pippo f4fdcee3830a: pippo-core/src/main/java
  PIPPO("ro.pippo.core.PippoFilter", "Pippo", Role.SERVES),
  // lift/framework a0d9696d660e: web/webkit/src/main/scala (of its ServletFilterProvider)
  LIFT("net.liftweb.http.LiftFilter", "Lift", Role.SERVES),
  // jruby/jruby-rack 16dc825c2bd7: src/main/java
  JRUBY_RACK("org.jruby.rack.AbstractFilter", "JRuby-Rack", Role.SERVES),
  // wro4j/wro4j bcf92ed7b82a: wro4j-core/src/main/java
  WRO4J("ro.isdc.wro.http.WroFilter", "wro4j", Role.SERVES),
  // jetty/jetty.project 043693c4800d: jetty-servlets/src/main/java
  JETTY_PUT("org.eclipse.jetty.servlets.PutFilter", "PutFilter", Role.SERVES),
  // net.sf.ehcache:ehcache-web 2.0.4 of Maven Central: its sources
  EHCACHE("net.sf.ehcache.constructs.web.filter.CachingFilter", "Ehcache", Role.KEEPS),
  // opensymphony:oscache 2.4.1 of Maven Central was run: by path, query and method, for any user
  OSCACHE("com.opensymphony.oscache.web.filter.CacheFilter", "OSCache", Role.KEEPS),
  // payara/Payara 2eae9441f8d3: appserver/web/web-glue/src/main/java
  GLASSFISH_CACHE(
      "com.sun.appserv.web.cache.filter.CachingFilter", "<cache> of glassfish-web.xml", Role.KEEPS),
  // spring-projects/spring-security 0483b3e0421b: web/src/main/java
  SPRING_SECURITY(
      "org.springframework.security.web.FilterChainProxy", "Spring Security", Role.ANSWERS),
  // spring-projects/spring-framework 146f9774418b: spring-web/src/main/java
  SPRING_PROXY(
      "org.springframework.web.filter.DelegatingFilterProxy",
      "a Spring bean, mostly Spring Security",
      Role.ANSWERS),
  // spring-projects/spring-security ab12817b7a71: core/src/main/java
  ACEGI("org.acegisecurity.util.FilterToBeanProxy", "Acegi Security", Role.ANSWERS),
  // apache/shiro 40f51d0a93d2 (javax), 01f94db5c783 (jakarta): web/src/main/java
  SHIRO("org.apache.shiro.web.servlet.AbstractShiroFilter", "Shiro", Role.ANSWERS),
  // paultuckey/urlrewritefilter 91525836ebdd (jakarta): src/main/java
  // Tzrlk/UrlRewriteFilter a4594db52de6 (javax): src/main/java
  URL_REWRITE("org.tuckey.web.filters.urlrewrite.UrlRewriteFilter", "UrlRewrite", Role.ANSWERS),
  // ocpsoft/rewrite 14ad7f19dde3: impl-servlet/src/main/java
  OCP_REWRITE("org.ocpsoft.rewrite.servlet.RewriteFilter", "Rewrite", Role.ANSWERS),
  // ocpsoft/prettyfaces 09ebf42e6bea: core/src/main/java
  PRETTY_FACES("com.ocpsoft.pretty.PrettyFilter", "PrettyFaces", Role.ANSWERS),
  // apereo/java-cas-client 0286b4e0b36a: cas-client-core/src/main/java
  CAS_CLIENT(
      "org.jasig.cas.client.authentication.AuthenticationFilter", "CAS client", Role.ANSWERS),
  // spring-projects/spring-framework 05b29a4a17f6: spring-web/src/main/java
  // and its OncePerRequestFilter in 01f0298c695e
  SPRING_ENCODING(
      "org.springframework.web.filter.CharacterEncodingFilter", "encoding", Role.PASSES),
  // spring-projects/spring-framework 032b93f69092: spring-web/src/main/java
  // and its OncePerRequestFilter in 01f0298c695e
  SPRING_CONTEXT("org.springframework.web.filter.RequestContextFilter", "Spring", Role.PASSES),
  // apache/tomcat 7.0.x (9ddb734b7d98), 9.0.99 (javax), 84ac9af072d4 (jakarta): java
  TOMCAT_ENCODING(
      "org.apache.catalina.filters.SetCharacterEncodingFilter", "encoding", Role.PASSES),
  // apache/tomcat 7.0.x (9ddb734b7d98), 9.0.99 (javax), 84ac9af072d4 (jakarta): java
  // throws where another one has sent a response already, and never sends one itself
  TOMCAT_HEADERS(
      "org.apache.catalina.filters.HttpHeaderSecurityFilter", "response headers", Role.PASSES),
  // apache/logging-log4j2 06051db6917f: log4j-web/src/main/java
  LOG4J("org.apache.logging.log4j.web.Log4jServletFilter", "Log4j", Role.PASSES),
  // qos-ch/logback 0a7922f134cf (jakarta): logback-classic/src/main/java
  // conflictpredictor/logback e8931abc294f (javax), a copy of it: logback-classic/src/main/java
  LOGBACK("ch.qos.logback.classic.helpers.MDCInsertingServletFilter", "Logback", Role.PASSES),
  // apache/tomcat fd83aabbd769: java
  TOMCAT_CORS("org.apache.catalina.filters.CorsFilter", "CORS", Role.CORS),
  // jetty/jetty.project 060a26ecfe39: jetty-servlets/src/main/java
  JETTY_CORS("org.eclipse.jetty.servlets.CrossOriginFilter", "CORS", Role.CORS),
  // JevinMenezes/java-servlet-cors-filter beacaee0ae00, a copy of it: src/main/java
  TRANSACTION_COMPANY_CORS("com.thetransactioncompany.cors.CORSFilter", "CORS", Role.CORS);

  /** What such a filter does with requests. */
  enum Role {
    /** Serves content of its own, like a servlet. */
    SERVES,
    /** Refuses, redirects or forwards some, and hands on the others. */
    ANSWERS,
    /** Keeps answers, and gives those to one request to others. */
    KEEPS,
    /** Hands all of them on. Holds for the very class alone: what extends it may do otherwise. */
    PASSES,
    /**
     * Answers preflights, refuses other origins, with nothing of the application, and hands on all
     * others. Holds for the very class alone.
     */
    CORS
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

  private boolean isForItselfAlone() {
    return role == Role.PASSES || role == Role.CORS;
  }

  /** What is known of a filter by its class or a superclass of it, or null. */
  static @Nullable KnownFilter of(@Nullable String className, Superclasses superclasses) {
    for (String name : superclasses.lineage(className)) {
      for (KnownFilter known : values()) {
        boolean inherited = !name.equals(className);
        if (known.className.equals(name) && !(inherited && known.isForItselfAlone())) {
          return known;
        }
      }
    }
    return null;
  }
}
