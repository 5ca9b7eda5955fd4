// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.token.store.jdbc;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A connection as a driver or a pool might give it: it notes the calls of itself, its statements
 * and their rows, and answers by the name of the method, whatever the object.
 */
final class FakeConnection {
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Callable<?>> answers = new HashMap<>();

  /** One of H2, as it comes from a pool. */
  FakeConnection() {
    answers.put("getDatabaseProductName", () -> "H2");
    answers.put("getAutoCommit", () -> true);
    answers.put("getTransactionIsolation", () -> Connection.TRANSACTION_REPEATABLE_READ);
  }

  /** With another answer of one method. */
  FakeConnection with(String method, Callable<?> answer) {
    answers.put(method, answer);
    return this;
  }

  Connection connection() {
    return proxy(Connection.class);
  }

  /** The names of the methods with simple arguments, in their order. */
  List<String> calls() {
    return calls;
  }

  private <T> T proxy(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                answer(method, arguments == null ? new Object[0] : arguments)));
  }

  private Object answer(Method method, Object[] arguments) throws Exception {
    StringBuilder call = new StringBuilder(method.getName());
    Arrays.stream(arguments)
        .filter(each -> each instanceof Number || each instanceof Boolean || each instanceof String)
        .forEach(each -> call.append(' ').append(each));
    calls.add(call.toString());
    if (answers.containsKey(method.getName())) {
      return answers.get(method.getName()).call();
    }
    if (method.getName().startsWith("set") && arguments.length > 0) { // as it was set
      Object last = arguments[arguments.length - 1];
      answers.put("get" + method.getName().substring("set".length()), () -> last);
    }
    Class<?> type = method.getReturnType();
    if (type.isInterface()) {
      return proxy(type);
    }
    return type == boolean.class
        ? (Object) false
        : type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
  }
}
