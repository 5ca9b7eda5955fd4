// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi;

import java.util.List;
import java.util.Map;

/** Ways into nested maps and lists. */
public final class Values {
  private Values() {}

  /** The object that the keys lead to. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> map(Object object, String... keys) {
    return (Map<String, Object>) at(object, keys);
  }

  @SuppressWarnings("unchecked")
  public static List<Object> list(Object object, String... keys) {
    return (List<Object>) at(object, keys);
  }

  public static Object at(Object object, String... keys) {
    Object value = object;
    for (String key : keys) {
      value = ((Map<?, ?>) value).get(key);
      if (value == null) {
        throw new AssertionError("nothing at " + key + " of " + String.join("/", keys));
      }
    }
    return value;
  }

  /** The Parameter Object of an operation with this place and name. */
  public static Map<?, ?> parameter(Map<String, Object> operation, String in, String name) {
    for (Object each : list(operation, "parameters")) {
      Map<?, ?> parameter = (Map<?, ?>) each;
      if (in.equals(parameter.get("in")) && name.equals(parameter.get("name"))) {
        return parameter;
      }
    }
    throw new AssertionError("No " + in + " " + name + " in " + operation);
  }
}
