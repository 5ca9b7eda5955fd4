// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.deployment.webxml;

import io.github.servletbearer.internal.deployment.mapping.FilterEntry;
import io.github.servletbearer.internal.deployment.mapping.FilterOrder;
import io.github.servletbearer.internal.deployment.mapping.SecurityConstraint;
import io.github.servletbearer.internal.deployment.mapping.ServletEntry;
import io.github.servletbearer.internal.deployment.mapping.UrlPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes a {@link WebXml}: filled by its reader, or by merging. Not thread-safe. */
final class WebXmlContent {
  final List<ServletEntry> servlets = new ArrayList<>();
  final List<FilterEntry> filters = new ArrayList<>();
  FilterOrder filterOrder = new FilterOrder();
  final List<SecurityConstraint> constraints = new ArrayList<>();
  final Set<String> roles = new LinkedHashSet<>();
  final Map<String, String> contextParameters = new LinkedHashMap<>();
  final Set<String> ambiguousParameters = new LinkedHashSet<>();
  final List<String> listeners = new ArrayList<>();

  /** The names that servlets have for roles, by the servlet's name. */
  final Map<String, Map<String, String>> roleLinks = new LinkedHashMap<>();

  final List<String> welcomeFiles = new ArrayList<>();
  final List<UrlPattern> pages = new ArrayList<>();
  final List<String> externalEntities = new ArrayList<>();
  @Nullable String displayName = null;

  /** Of the specification, as in 2.5, or null where the file does not say. */
  @Nullable String version = null;

  @Nullable String loginMethod = null;
  @Nullable String sessionCookie = null;
  boolean present = false;
  boolean complete = false;
  boolean deniesUncoveredMethods = false;

  /** Whether something that it declares may start asynchronous requests. */
  boolean asynchronous = false;

  @Nullable String fragmentName = null;

  /** The names of an absolute-ordering, or null where there is none. */
  @Nullable List<String> ordered = null;

  /** Whether the absolute-ordering has a place for those that it does not name. */
  boolean others = false;
}
