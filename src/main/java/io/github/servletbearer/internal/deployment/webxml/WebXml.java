// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.FilterOrder;
import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code WEB-INF/web.xml}, or a {@code META-INF/web-fragment.xml} of a library. The start needs
 * from it what no registration shows; the command line has no other source. Immutable.
 */
public final class WebXml {
  private static final List<String> WEB_XML = Collections.singletonList("web-app");

  /** The mistake of a library does not stop the application. */
  private static final List<String> FRAGMENT =
      Collections.unmodifiableList(Arrays.asList("web-fragment", "web-app"));

  private final WebXmlContent content;

  private WebXml(WebXmlContent content) {
    this.content = content;
  }

  /**
   * Reads a web.xml; null stands for an application without one.
   *
   * @throws IOException if it is no XML, or containers would read it in different ways
   */
  public static WebXml parse(@Nullable InputStream xml) throws IOException {
    return new WebXml(xml == null ? new WebXmlContent() : WebXmlReader.read(xml, WEB_XML));
  }

  /**
   * Reads a web-fragment.xml.
   *
   * @throws IOException as {@link #parse}
   */
  public static WebXml parseFragment(InputStream xml) throws IOException {
    return new WebXml(WebXmlReader.read(xml, FRAGMENT));
  }

  /** What annotations declare, as if a fragment did. */
  public static WebXml ofAnnotations(
      Collection<ServletEntry> servlets,
      Collection<FilterEntry> filters,
      Collection<String> listeners) {
    WebXmlContent content = new WebXmlContent();
    content.servlets.addAll(servlets);
    content.filters.addAll(filters);
    content.listeners.addAll(listeners);
    content.asynchronous = !servlets.isEmpty() || !filters.isEmpty(); // each may say so
    return new WebXml(content);
  }

  /**
   * The same with what other descriptors add to it, in their order (Servlet 3.0 8.2.3).
   *
   * @param fragments those that count: of libraries that an absolute-ordering leaves out, none
   */
  public WebXml with(Collection<WebXml> fragments) {
    WebXmlContent merged = WebXmlMerger.copy(content);
    fragments.forEach(fragment -> WebXmlMerger.add(fragment.content, content, merged));
    return new WebXml(merged);
  }

  /** The servlets with their mappings, in the order of the file. */
  public List<ServletEntry> servlets() {
    return Collections.unmodifiableList(content.servlets);
  }

  /** The filters with their mappings, in the order of the file. */
  public List<FilterEntry> filters() {
    return Collections.unmodifiableList(content.filters);
  }

  /** The order in which the filters of the file run. */
  public FilterOrder filterOrder() {
    return content.filterOrder;
  }

  public List<SecurityConstraint> constraints() {
    return Collections.unmodifiableList(content.constraints);
  }

  /** Whether it has deny-uncovered-http-methods (Servlet 3.1 13.8.4.2). */
  public boolean deniesUncoveredMethods() {
    return content.deniesUncoveredMethods;
  }

  /**
   * Whether a servlet or filter that it declares may start asynchronous requests (Servlet 3.0
   * 2.3.3.3).
   */
  public boolean isAsynchronous() {
    return content.asynchronous;
  }

  /** The names of all roles that are declared, or that a security-constraint asks for. */
  public Set<String> roles() {
    return Collections.unmodifiableSet(content.roles);
  }

  /** By servlet, the role that each name of its security-role-refs links to. */
  public Map<String, Map<String, String>> roleLinks() {
    return Collections.unmodifiableMap(content.roleLinks);
  }

  /** The context-params, which administrators may override in the container. */
  public Map<String, String> contextParameters() {
    return Collections.unmodifiableMap(content.contextParameters);
  }

  /** The context-params that have two values. */
  public Set<String> ambiguousParameters() {
    return Collections.unmodifiableSet(content.ambiguousParameters);
  }

  public List<String> listeners() {
    return Collections.unmodifiableList(content.listeners);
  }

  public List<String> welcomeFiles() {
    return Collections.unmodifiableList(content.welcomeFiles);
  }

  /** What the servlet for JSPs serves besides JSPs, by jsp-property-groups. */
  public List<UrlPattern> pages() {
    return Collections.unmodifiableList(content.pages);
  }

  /** The external entities of the file, by their addresses: what is in them is never read. */
  public List<String> externalEntities() {
    return Collections.unmodifiableList(content.externalEntities);
  }

  /** The first display-name, or null. */
  public @Nullable String displayName() {
    return content.displayName;
  }

  /** The version of the specification, as in 2.5, or null where the file does not say. */
  public @Nullable String version() {
    return content.version;
  }

  /** Whether it names an older version than this. */
  public boolean isBefore(String version) {
    String named = version();
    return named != null && named.compareTo(version) < 0;
  }

  /** The auth-method of the login-config, {@code BASIC} or {@code FORM}, or null. */
  public @Nullable String loginMethod() {
    return content.loginMethod;
  }

  /** The name of the session's cookie (Servlet 3.0 7.1.1). */
  public String sessionCookie() {
    return content.sessionCookie == null ? "JSESSIONID" : content.sessionCookie;
  }

  /** Whether there is such a file. */
  public boolean isPresent() {
    return content.present;
  }

  /** Whether nothing is declared elsewhere: by annotations or by fragments (Servlet 3.0 8.1). */
  public boolean isComplete() {
    return content.complete;
  }

  public @Nullable String fragmentName() {
    return content.fragmentName;
  }

  /**
   * Whether an absolute-ordering leaves a library out: its fragment, its annotations and its
   * initializer (Servlet 3.0 8.2.2, 8.2.4).
   *
   * @param fragmentName the name in the library's fragment, or null
   */
  public boolean excludes(@Nullable String fragmentName) {
    List<String> ordered = content.ordered;
    return ordered != null
        && !content.others
        && (fragmentName == null || !ordered.contains(fragmentName));
  }

  /**
   * Whether an absolute-ordering keeps the initializers of JARs without a name from running, such
   * as ours.
   */
  public boolean excludesInitializers() {
    return excludes(null);
  }
}
