// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.file;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a document, and whether OpenAPI gives it a meaning there. It knows its
 * parent, so that a deep document costs no long texts. Immutable.
 */
final class Place {
  static final Place ROOT = new Place(null, "#", false);

  /** The fields of a Path Item Object that hold operations (OAS 3.0.3 4.7.9). */
  static final List<String> METHODS =
      Collections.unmodifiableList(
          Arrays.asList("get", "put", "post", "delete", "options", "head", "patch", "trace"));

  /** Fields whose members have names of the author's choice. */
  private static final Set<String> NAMES =
      new HashSet<>(
          Arrays.asList(
              "paths webhooks properties patternProperties dependentSchemas $defs definitions"
                  .split(" ", -1)));

  static {
    String components =
        "schemas responses parameters examples requestBodies headers securitySchemes links"
            + " callbacks pathItems content encoding variables mapping scopes";
    NAMES.addAll(Arrays.asList(components.split(" ", -1)));
  }

  /** Fields whose value is anything that the application would send or take. */
  private static final Set<String> DATA =
      new HashSet<>(Arrays.asList("example", "default", "enum", "const", "value"));

  private static final int MAX_TEXT = 120;

  /** Some Path Item Object. */
  static final Place ITEM = ROOT.child("paths", Collections.emptyMap()).child("/", null);

  private final @Nullable Place parent;
  private final String name;
  private final boolean holdsNames;

  private Place(@Nullable Place parent, String name, boolean holdsNames) {
    this.parent = parent;
    this.name = name;
    this.holdsNames = holdsNames;
  }

  /** The member of this object, or the element of this array. */
  Place child(String member, @Nullable Object value) {
    // A Callback Object has expressions for names (OAS 3.0.3 4.7.18).
    boolean isCallback = holdsNames && name.equals("callbacks");
    boolean names = !holdsNames && NAMES.contains(member) && value instanceof Map;
    return new Place(this, member, names || isCallback);
  }

  /** Whether the value is data of the application, or an extension: it may look like anything. */
  boolean isData(@Nullable Object value) {
    if (parent == null) {
      return false;
    }
    if (parent.holdsNames) {
      return name.startsWith("x-") && parent.mayHaveExtensions();
    }
    boolean examplesOfSchema = name.equals("examples") && value instanceof List;
    boolean ofLink =
        parent.isMemberOf("links") && (name.equals("parameters") || name.equals("requestBody"));
    return DATA.contains(name) || name.startsWith("x-") || examplesOfSchema || ofLink;
  }

  /** Paths, Responses and Callback Objects have extensions beside names; maps have none. */
  private boolean mayHaveExtensions() {
    boolean isComponents = parent != null && parent.name.equals("components");
    return name.equals("paths")
        || name.equals("responses") && !isComponents
        || isMemberOf("callbacks");
  }

  /** Whether it has a name of the author's choice in a field. */
  private boolean isMemberOf(String field) {
    return parent != null && parent.holdsNames && parent.name.equals(field);
  }

  /** Whether the members of an object here have names of the author's choice. */
  boolean holdsNames() {
    return holdsNames;
  }

  /** Whether an object here is an Operation Object (OAS 3.0.3 4.7.10). */
  boolean isOperation() {
    return parent != null && !parent.holdsNames && METHODS.contains(name);
  }

  /** As a JSON pointer in a fragment (RFC 6901 6), in the middle cut off where it is long. */
  @Override
  public String toString() {
    if (parent == null) {
      return name;
    }
    String before = parent.toString();
    String step = name.length() > MAX_TEXT ? name.substring(0, MAX_TEXT) + "..." : name;
    return before.length() > MAX_TEXT
        ? before.substring(0, MAX_TEXT) + (before.endsWith("...") ? "" : "...")
        : before + "/" + step.replace("~", "~0").replace("/", "~1");
  }
}
