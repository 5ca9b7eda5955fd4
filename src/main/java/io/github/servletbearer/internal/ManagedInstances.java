// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal;

import io.github.servletbearer.internal.log.Redacted;
import io.github.servletbearer.internal.settings.Setting;
import io.github.servletbearer.internal.settings.problem.ProblemCode;
import io.github.servletbearer.internal.settings.problem.Problems;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Parts that live as long as the application: creates those that settings name, closes all. */
final class ManagedInstances {
  private static final Logger LOG = Logger.getLogger("io.github.servletbearer");

  private final List<AutoCloseable> closeable = new ArrayList<>();
  private final ClassLoader loader;
  private final Problems problems;

  ManagedInstances(ClassLoader loader, Problems problems) {
    this.loader = loader;
    this.problems = problems;
  }

  Problems problems() {
    return problems;
  }

  /** Creates an instance of a class that a setting names; null, and a problem, if it cannot be. */
  <T> @Nullable T create(String className, Class<T> type, Setting<?> setting) {
    try {
      Class<?> found = Class.forName(className, true, loader);
      if (!type.isAssignableFrom(found)) {
        problem(setting, className, "does not implement " + type.getName() + ".");
        return null;
      }
      if (!Modifier.isPublic(found.getModifiers())) {
        problem(setting, className, "is not public.");
        return null;
      }
      Object part = found.getConstructor().newInstance();
      if (part instanceof AutoCloseable) {
        closeable.add((AutoCloseable) part);
      }
      return type.cast(part);
    } catch (ClassNotFoundException e) {
      problem(setting, className, "is not on the application's class path.");
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      problem(setting, className, "has no public constructor without parameters.");
    } catch (InvocationTargetException e) {
      problem(setting, className, "threw " + e.getTargetException().getClass().getName() + ".");
    } catch (LinkageError e) {
      problem(setting, className, "cannot be loaded: " + e.getClass().getName() + ".");
    }
    return null;
  }

  /** Adds a part that is to be closed, and returns it. */
  <T extends AutoCloseable> T owned(T part) {
    closeable.add(part);
    return part;
  }

  /** Closes the newest first, and all, even if some fail. */
  void close() {
    for (int i = closeable.size() - 1; i >= 0; i--) {
      AutoCloseable part = closeable.get(i);
      try {
        part.close();
      } catch (Exception | LinkageError e) {
        LOG.log(Level.WARNING, "a part did not close", Redacted.withoutMessages(e));
      }
    }
  }

  private void problem(Setting<?> setting, String className, String what) {
    problems.error(
        ProblemCode.BAD_CLASS,
        setting + " names the class " + className + ", which " + what,
        "Correct the name, or add the class to WEB-INF/classes or WEB-INF/lib.");
  }
}
