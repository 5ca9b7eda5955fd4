// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.matrix;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Gives each test its {@link Checks}, records them for the page, and fails the test by them. */
final class GroupResults implements ParameterResolver, AfterTestExecutionCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(GroupResults.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Checks.class;
  }

  @Override
  public Checks resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return checks(context);
  }

  private static Checks checks(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(Checks.class, key -> new Checks(), Checks.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Checks checks = checks(context);
    Throwable thrown = context.getExecutionException().orElse(null);
    if (thrown instanceof TestAbortedException) {
      return;
    }
    if (thrown != null) {
      checks.that(false, "the test ended early: " + thrown);
    }
    Group group =
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Group.class).orElseThrow();
    Results.of(ContainersIT.pair()).add(group.value(), checks);
    if (thrown == null && !checks.failures().isEmpty()) {
      throw new AssertionError(ContainersIT.pair() + ": " + checks.summary());
    }
  }
}
